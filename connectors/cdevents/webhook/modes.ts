import { type GenuineDelivery, type Json, type JsonObject, type JsonTold, MalformedRecord, type RawRecord, readJson } from '#contract';

const STRUCTURED = 'application/cloudevents+json';
const BATCHED = 'application/cloudevents-batch+json';
const TOLD: JsonTold = { what: 'body of this delivery', advice: 'Send it again as JSON.' };

/**
 * One record for each event, in the structured form of CloudEvents 1.0 whatever the mode (HTTP Protocol Binding, 3); a body
 * without a CloudEvent around it is one by itself. Throws `MalformedRecord` when the body is no JSON, or a batch no list.
 */
export function recordsOf(delivery: GenuineDelivery): readonly RawRecord[] {
  const body = readJson(delivery.body, TOLD);
  const type = (delivery.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === BATCHED) return batchOf(body).map(eventRecord);
  if (type === STRUCTURED) return [eventRecord(body)];
  const attributes = attributesIn(delivery.headers);
  if (attributes) return [eventRecord({ ...attributes, data: body })];
  return bundlesIn(body).map((payload) => ({ kind: 'document', key: 'document', payload }));
}

function batchOf(body: Json): readonly Json[] {
  if (Array.isArray(body)) return body as readonly Json[];
  throw new MalformedRecord('body', 'The body of this batch is no list of CloudEvents (JSON Event Format, 4). Send it again as a list.');
}

/** What is no event is a record, too: it is set aside alone, and the others of its batch are read. */
function eventRecord(payload: Json): RawRecord {
  const named = isObject(payload) ? [payload['source'], payload['id']].map(String).join(' ') : 'unnamed';
  return { kind: 'cloudevent', key: `event:${named}`, payload };
}

/** The attributes of binary mode, percent-decoded; null where there are none. */
function attributesIn(headers: GenuineDelivery['headers']): Readonly<Record<string, string>> | null {
  const found = Object.entries(headers).filter(([name]) => /^ce-[a-z0-9]{1,20}$/.test(name));
  return found.length === 0 ? null : Object.fromEntries(found.map(([name, value]) => [name.slice('ce-'.length), decoded(name, value)]));
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (cause) {
    throw new MalformedRecord(name, `The header ${name} is not percent-encoded UTF-8 (HTTP Protocol Binding, 3.1.3.2).`, { cause });
  }
}

/** `GET /repos/{owner}/{repo}/attestations/{digest}` of GitHub lists bundles: each is a document of its own. */
function bundlesIn(body: Json): readonly Json[] {
  const listed = isObject(body) ? body['attestations'] : null;
  return Array.isArray(listed) ? (listed as readonly Json[]) : [body];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

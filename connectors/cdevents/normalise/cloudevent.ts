import { type Json, MalformedRecord, readPayload } from '#contract';
import { cloudEvent } from '../wire.js';
import { jsonIn } from './base64.js';

/**
 * What a CloudEvent carries. A CDEvent repeats its id, source and type inside (CDEvents, CloudEvents Binding): where they
 * differ, somebody wrapped another event than he says.
 */
export function dataOf(payload: Json): Json {
  const event = readPayload(cloudEvent, payload, { what: 'CloudEvent', by: 'CloudEvents 1.0' });
  const data = event.data === undefined ? decoded(event.data_base64) : (event.data as Json);
  const context = contextIn(data);
  for (const name of ['id', 'source', 'type'] as const) {
    const inside = context?.[name];
    if (inside !== undefined && inside !== event[name])
      throw new MalformedRecord(name, `${name} of this CloudEvent is not the ${name} in the context of the CDEvent that it carries.`);
  }
  return data;
}

function decoded(base64: string | undefined): Json {
  if (base64 === undefined)
    throw new MalformedRecord('data', 'This CloudEvent has no data, so it says nothing. Send the CDEvent as its data.');
  return jsonIn(base64, 'data_base64');
}

function contextIn(data: Json): Readonly<Record<string, Json>> | null {
  const context = isObject(data) ? data['context'] : null;
  return isObject(context) ? context : null;
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

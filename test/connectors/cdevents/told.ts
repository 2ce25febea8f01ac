import { type Delivery, type Draft, genuine, type GenuineDelivery, MalformedRecord, type RawRecord } from '#contract';
import cdevents from '../../../connectors/cdevents/index.js';
import { binary, type CdEventBody, structured } from './event.js';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

export const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
export const BATCHED = { 'content-type': 'application/cloudevents-batch+json' };
export const PLAIN = { 'content-type': 'application/json' };

export function delivery(body: unknown, headers: Readonly<Record<string, string>> = STRUCTURED): GenuineDelivery {
  const given: Delivery = { headers, body: bytes(body) };
  const answer = genuine(given);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.genuine;
}

export function recordsIn(body: unknown, headers?: Readonly<Record<string, string>>): readonly RawRecord[] {
  return cdevents.webhook?.parse(delivery(body, headers)).records ?? [];
}

export type End = { readonly events: readonly Draft[] } | { readonly ignored: string } | { readonly field: string };

export function endOf(record: RawRecord): End {
  try {
    return cdevents.normaliser.normalise(record);
  } catch (error) {
    if (error instanceof MalformedRecord) return { field: error.field };
    throw error;
  }
}

export const endsOf = (body: unknown, headers?: Readonly<Record<string, string>>) => recordsIn(body, headers).map(endOf);
export const eventsIn = (ends: readonly End[]): readonly Draft[] => ends.flatMap((end) => ('events' in end ? end.events : []));

/** The ways in which one event may come. */
export const MODES: Readonly<Record<string, (event: CdEventBody) => readonly Draft[]>> = {
  structured: (event) => eventsIn(endsOf(structured(event))),
  binary: (event) => eventsIn(endsOf(event, binary(event))),
  batched: (event) => eventsIn(endsOf([structured(event)], BATCHED)),
  plain: (event) => eventsIn(endsOf(event, PLAIN)),
};

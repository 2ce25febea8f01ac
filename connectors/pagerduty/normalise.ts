import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { reasonToIgnore } from './normalise/ignored.js';
import { fromIncident, fromReopened, fromTriggered } from './normalise/incident.js';

const READERS: Readonly<Record<string, (payload: Json) => Normalised>> = {
  'rest.incident': fromIncident,
  'webhook.incident.triggered': fromTriggered,
  'webhook.incident.reopened': fromReopened,
};

/** What a record of PagerDuty means. Pure; throws `MalformedRecord`, naming the field, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (read) return read(payload);
    if (kind.startsWith('webhook.')) return reasonToIgnore(kind.slice('webhook.'.length), payload);
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};

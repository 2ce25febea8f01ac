import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { fromDelivery, fromReading } from './normalise/deployment-log.js';
import { reasonToIgnore } from './normalise/ignored.js';

const READERS: Readonly<Record<string, (payload: Json) => Normalised>> = {
  'rest.deployment': fromReading,
  'webhook.deployment': fromDelivery,
};

/** What a record of env zero means. Pure; throws `MalformedRecord`, naming the field, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (read) return read(payload);
    if (kind.startsWith('webhook.')) return reasonToIgnore(kind.slice('webhook.'.length), payload);
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};

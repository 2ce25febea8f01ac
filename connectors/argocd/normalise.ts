import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { fromApplication } from './normalise/application.js';

const READERS: Readonly<Record<string, (payload: Json) => Normalised>> = {
  'webhook.application': fromApplication,
  'rest.application': fromApplication,
};

/** What a record of Argo CD means. Pure; throws `MalformedRecord`, naming the field, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (read) return read(payload);
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};

import { MalformedRecord, type Normaliser } from '#contract';
import { fromBuild } from './normalise/build-record.js';

/** What a record of Jenkins means. Pure; throws `MalformedRecord`, naming the field, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    if (kind === 'rest.build') return fromBuild(payload);
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};

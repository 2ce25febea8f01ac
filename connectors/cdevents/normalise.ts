import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { cdEventIn, customTypeOf } from './normalise/cdevent.js';
import { dataOf } from './normalise/cloudevent.js';
import { statementIn } from './normalise/envelope.js';
import { fromStatement } from './normalise/provenance.js';
import { fromCdEvent } from './normalise/types.js';
import { customIgnored } from './normalise/unsupported.js';

/** Data is read by what it is: an attestation, in whatever wrapping, or a CDEvent. */
function meaningOf(data: Json): Normalised {
  const attested = statementIn(data);
  if (attested) return fromStatement(attested);
  const custom = customTypeOf(data);
  return custom === null ? fromCdEvent(cdEventIn(data)) : { ignored: customIgnored(custom) };
}

/** What a CloudEvent, or a document that came without one, means. Pure; throws `MalformedRecord`, naming the field. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    if (kind === 'cloudevent') return meaningOf(dataOf(payload));
    if (kind === 'document') return meaningOf(payload);
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};

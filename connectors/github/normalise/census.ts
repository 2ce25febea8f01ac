import { type Json, type Normalised, ref } from '#contract';
import { z } from 'zod';
import { readAs } from '../wire.js';
import { id } from '../wire/scalar.js';

const missing = z.object({ repository: id, deployment: id });

/** A deployment that complete censuses lack, and that cannot be read any more: nobody says since when, or by whom. */
export function fromCensus(payload: Json): Normalised {
  const { repository, deployment } = readAs(missing, payload, 'census');
  return {
    events: [
      {
        type: 'evidence.removed',
        subject: ref('thing', 'removal', 'deployment', deployment),
        identity: { kind: 'deployment', natural: [deployment], transition: 'removed' },
        occurredAt: null,
        timeFrom: 'SEEN',
        core: { repository: ref('repository', repository), about: ref('deployment', deployment), by: null },
      },
    ],
  };
}

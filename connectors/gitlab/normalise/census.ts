import { type Json, type Normalised, ref } from '#contract';
import { z } from 'zod';
import { readAs } from '../wire.js';
import { id } from '../wire/scalar.js';

const missing = z.object({ project: id, kind: z.enum(['pull_request', 'deployment']), id });

/** What complete censuses lack, and what cannot be read any more: nobody says since when, or by whom. */
export function fromCensus(payload: Json): Normalised {
  const { project, kind, id: removed } = readAs(missing, payload, 'census');
  return {
    events: [
      {
        type: 'evidence.removed',
        subject: ref('thing', 'removal', kind, removed),
        identity: { kind, natural: [removed], transition: 'removed' },
        occurredAt: null,
        timeFrom: 'SEEN',
        core: { repository: ref('repository', project), about: ref(kind, removed), by: null },
      },
    ],
  };
}

import type { UpdateRow } from '../../read/index.js';
import { linkTo } from './link.js';
import type { Alert } from './message.js';

/** News of the timeline: a new event, or what corrects or takes back one. Its texts are asked for by its id. */
export function eventAlert({ kind, event, seq }: UpdateRow, address: string | null): Alert {
  const { eventId, type, source, subject, repository, person, occurredAt, recordedAt } = event;
  return {
    what: `seq:${seq}`,
    seq,
    type,
    at: recordedAt,
    data: {
      cursor: String(seq),
      kind,
      event: eventId,
      source,
      subject,
      repository,
      person,
      occurredAt: occurredAt === null ? null : { from: occurredAt.from, to: occurredAt.to },
      recordedAt,
      link: linkTo(address, `{ explain(event: ${JSON.stringify(eventId)}) { event { type subject } } }`),
    },
  };
}

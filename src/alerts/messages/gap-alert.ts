import { type AlertRow, gapId } from '../../read/index.js';
import { linkTo } from './link.js';
import type { Alert } from './message.js';

/** A step in the life of a gap, and where the gap stands when it is told. What people typed is not in it. */
export function gapAlert({ step, gap, seq }: AlertRow, address: string | null): Alert {
  const id = gapId(gap);
  return {
    what: `seq:${seq}`,
    seq,
    type: step.type,
    at: step.at,
    data: {
      cursor: String(seq),
      gap: id,
      rule: gap.rule,
      subject: gap.subject,
      severity: gap.severity,
      status: gap.status,
      sentence: step.sentence ?? gap.sentence,
      cause: step.cause,
      openedAt: gap.openedAt,
      dueAt: gap.dueAt,
      link: linkTo(address, `{ gap(id: ${JSON.stringify(id)}) { status severity sentence wouldPassIf steps { type at byName reason } } }`),
    },
  };
}

import { orderOf } from '../mutators/expect.js';
import type { Rollout, Ticket } from '../plan.js';

export type Borne = 'YES' | 'NO' | 'UNKNOWN';

/** Whether a ticket bore a label before a deployment started; nobody takes one away in these companies but by setting others. */
export function boreBefore({ fields, edits, createdAt }: Ticket, label: string, rollout: Rollout): Borne {
  const created = orderOf(createdAt, rollout);
  if (created === 'after') return 'NO';
  const states = [(fields['labels'] as readonly string[]).includes(label)];
  let certain = 0;
  for (const edit of edits.filter(({ field }) => field === 'labels').sort((a, b) => a.at - b.at)) {
    const order = orderOf(edit.at, rollout);
    if (order === 'after') break;
    states.push((edit.to ?? '').split(' ').includes(label));
    if (order === 'before') certain = states.length - 1;
  }
  const possible = new Set(states.slice(certain));
  if (possible.size > 1) return 'UNKNOWN';
  return !possible.has(true) ? 'NO' : created === 'before' ? 'YES' : 'UNKNOWN';
}

/** "Created within 4 h after it and refers to an incident opened before it." */
export function isLateEmergency({ createdAt, incidentAt }: Ticket, rollout: Rollout): Borne {
  if (incidentAt === undefined || orderOf(createdAt, rollout) === 'before') return 'NO';
  const inTime = orderOf(createdAt, { ...rollout, startedAt: rollout.startedAt + 4 * 3600 });
  const opened = orderOf(incidentAt, rollout);
  if (inTime === 'after' || opened === 'after') return 'NO';
  return inTime === 'before' && opened === 'before' && orderOf(createdAt, rollout) === 'after' ? 'YES' : 'UNKNOWN';
}

export function anyOf(...all: readonly Borne[]): Borne {
  return all.includes('YES') ? 'YES' : all.includes('UNKNOWN') ? 'UNKNOWN' : 'NO';
}

import { type Draft, type Interval, ref } from '#contract';
import type { Audit, TaskRecord } from '../wire.js';
import { isInsertion } from './history.js';
import { moment } from './moment.js';
import type { People } from './people.js';

const DECISIONS: Readonly<Record<string, string>> = { approved: 'APPROVED', rejected: 'REJECTED' };

/**
 * ServiceNow's own word about the whole approval of a task, in its column `approval`, each time that it changed. What a task was
 * inserted with is nobody's decision: a standard change bears `approved` from the beginning.
 */
export function overallOf({ row, audits: shown }: TaskRecord, audits: readonly Audit[], people: People): Draft[] {
  const cell = row['approval'];
  if (typeof cell !== 'object') return [];
  if (shown === null) return Object.hasOwn(DECISIONS, cell.value ?? '') ? [asRead(row.sys_id, cell.value ?? '')] : [];
  const seen = new Map<string, number>();
  return audits
    .filter((audit) => audit.fieldname === 'approval' && !isInsertion(audit))
    .flatMap(({ oldvalue, newvalue, user, sys_created_on: at }) => {
      const state = newvalue ?? '';
      const nth = (seen.get(state) ?? 0) + 1;
      seen.set(state, nth);
      const of = { ticket: row.sys_id, state, nth: String(nth), at: moment(at) };
      const by = people.byName(user);
      if (Object.hasOwn(DECISIONS, state)) return [step(of, { decision: DECISIONS[state] ?? '', by })];
      const back = Object.hasOwn(DECISIONS, oldvalue ?? '') ? [step(of, { decision: 'RESET', by })] : [];
      return [...back, ...(state === 'requested' ? [step(of, { by })] : [])];
    });
}

/** Where the history may not be read: some time, by somebody. */
function asRead(ticket: string, state: string): Draft {
  return step({ ticket, state, nth: 'read', at: null }, { decision: DECISIONS[state] ?? '' });
}

interface Of {
  readonly ticket: string;
  readonly state: string;
  readonly nth: string;
  readonly at: Interval | null;
}

function step({ ticket, state, nth, at }: Of, said: { readonly decision?: string; readonly by?: ReturnType<People['byName']> }): Draft {
  const isRequest = said.decision === undefined;
  const transition = isRequest ? 'requested' : said.decision === 'RESET' ? 'taken' : 'completed';
  return {
    type: isRequest ? 'approval.requested' : 'approval.decided',
    subject: ref('approval', ticket),
    identity: { kind: 'approval', natural: [ticket], transition, discriminator: [state, nth] },
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket), approval: ref('approval', ticket), approver: null, ...said, final: true },
    mentions: [{ names: ref('ticket', ticket), method: 'RELATION', place: 'approval' }],
  };
}

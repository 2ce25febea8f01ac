import { gitHubTime, type When } from '../../calendar.js';
import type { Person, TsoUser } from '../../people.js';
import { SAMPLE_SOURCES } from '../../sources.js';
import { msOf, type Telling } from '../telling.js';

/** A change of the mainframe's own change system. */
export interface HostChange {
  readonly id: string;
  /** `ZCHG-1042` */
  readonly key: string;
  readonly ref: string;
}

export interface HostRequest {
  readonly title: string;
  readonly window: readonly [When, When];
}

interface Job {
  readonly job: string;
  readonly returnCode: string;
  readonly purpose?: 'PREPARATION' | 'VALIDATION' | 'BACKOUT';
}

const TEXTS = {
  justification: 'The rates change by law at the end of the month.',
  plan: '1. Copy the libraries. 2. Move load module and PROC. 3. Bind the package. 4. Run the check job.',
  backout: 'Restore the libraries from the copy, and bind the old package.',
  impact: 'Interest of 1.2 million savings accounts; no online downtime.',
} as const;

const FIRST = 1041;
const LOAD_MODULE = 'PROD.PAY.LOADLIB(PAYB010)';

/** What happens on z/OS: an exit of the change tool and the last step of each job say it by `recordEvents`. */
export function mainframeActs(telling: Telling) {
  const { saidByMainframe: said } = telling.company;
  /** `which`: its id, and what tells one happening of it from the next. */
  const push = (type: string, which: { readonly id: string; readonly transition?: string }, when: When, data: object): void =>
    void said.push({ type, ...which, at: timeOf(telling, when), data });
  return {
    hostRequest: (when: When, by: Person, { title, window }: HostRequest): HostChange => {
      const id = String(FIRST + said.filter((one) => (one as { readonly type: string }).type === 'ticket.created').length);
      const key = `ZCHG-${id}`;
      const description = `${title}; the batch at the end of the month uses it.`;
      push('ticket.created', { id }, when, { key, type: 'Change', title, description, creator: userOf(by) });
      const [start, end] = window;
      const values = {
        ...{ requester: { person: userOf(by) }, plannedStart: timeOf(telling, start), plannedEnd: timeOf(telling, end), risk: 'HIGH' },
        ...Object.fromEntries(Object.entries(TEXTS).map(([field, text]) => [field, { text }])),
      };
      for (const [field, to] of Object.entries(values))
        push('ticket.field_changed', { id, transition: `${field}-1` }, when, { field, to, actor: userOf(by) });
      return { id, key, ref: `ticket:${SAMPLE_SOURCES.mainframe}:${id}` };
    },
    hostMove: (when: When, by: Person, { id }: HostChange, [from, to]: readonly [string, string]): void =>
      push('ticket.status_changed', { id, transition: to }, when, { from, to, actor: userOf(by) }),
    hostApprove: (when: When, by: Person, { id, ref }: HostChange): void =>
      push('approval.decided', { id: `CAB-${id}`, transition: '1' }, when, { about: ref, approver: userOf(by), decision: 'APPROVED' }),
    /** A job of four minutes. */
    hostRun: (when: When, by: Person, { id, key }: HostChange, { job, returnCode, purpose }: Job): void => {
      const place = { change: key, service: 'savings', environment: 'PROD', operator: userOf(by), job, kind: 'JCL' };
      const run = { ...place, ...(purpose === undefined ? {} : { purpose }) };
      const name = `${id}/${job}`;
      push('execution.started', { id: name }, when, run);
      const ended = gitHubTime(msOf(telling, when) + 240_000);
      said.push({ type: 'execution.finished', id: name, at: ended, data: { ...run, outcome: 'SUCCEEDED', returnCode } });
    },
    /** The load module comes a step further. */
    hostStep: (when: When, by: Person, { id, key }: HostChange, step: 'REVIEWED' | 'MOVED' | 'VALIDATED'): void => {
      const data = { change: key, kind: 'LOAD_LIBRARY', name: LOAD_MODULE, step, by: userOf(by) };
      push('asset.progressed', { id: `${id}/${LOAD_MODULE}`, transition: step }, when, data);
    },
  };
}

/** That everything before this moment was pushed: only then is what is missing a gap. */
export function allWasSaid(nowMs: number): object {
  const at = gitHubTime(nowMs);
  return { type: 'coverage.changed', id: at, at, data: { project: 'ZCHG', upTo: at } };
}

function timeOf(telling: Telling, when: When): string {
  return gitHubTime(msOf(telling, when));
}

function userOf({ tso }: Person): TsoUser {
  if (tso === undefined) throw new Error('A story lets somebody act on the mainframe who has no user there.');
  return tso;
}

import type { Policy } from '#contract';
import {
  asStated,
  believedFacts,
  type ChangeRecord,
  type CheckFacts,
  decisionsOf,
  type ExecutionFacts,
  type RecordFacts,
  recordOf,
  type TicketFacts,
} from '../../correlate/index.js';
import { momentOf } from '../../controls/index.js';
import type { DerivedChange } from '../change.js';
import type { Moment } from '../moment.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import type { Awaited } from '../awaits.js';
import { loadAnswers } from './load-answers.js';
import type { ByChange } from './load-executions.js';
import type { Operated } from './operations-of.js';
import { loadChecks } from './load-checks.js';
import { loadBackOuts, loadImplementations } from './load-executions.js';
import { checksUnread } from './unread.js';

/** A change that was judged, with the tickets that it is related to. */
export interface ToRecord {
  readonly ticket: TicketFacts;
  readonly derived: DerivedChange;
  readonly related: readonly TicketFacts[];
  readonly operations: Operated;
}

/** The record as it was stated, resting on what policy trusts. */
function whole(facts: RecordFacts, { world, at }: Moment, policy: Policy): ChangeRecord {
  const stated = recordOf(facts, policy, at);
  if (world.senders.size === 0) return stated;
  return asStated(stated, recordOf(believedFacts(facts, world.trusting(policy).trust), policy, at), facts.source);
}

/** Their deployments, what took them out again, and their checks. */
export interface Around {
  readonly implementations: ByChange<ExecutionFacts>;
  readonly backOuts: ByChange<ExecutionFacts>;
  readonly checks: ByChange<CheckFacts>;
}

export async function loadAround(tx: Transaction, tickets: readonly string[]): Promise<Around> {
  const [implementations, backOuts, checks] = await together([
    loadImplementations(tx, tickets),
    loadBackOuts(tx, tickets),
    loadChecks(tx, tickets),
  ]);
  return { implementations, backOuts, checks };
}

export interface Recorded {
  readonly records: readonly ChangeRecord[];
  /** What would have to be read of tests, by ticket. */
  readonly awaits: ReadonlyMap<string, readonly Awaited[]>;
}

/** The records of those of these tickets that are changes. */
export async function recordsOf(
  moment: Moment,
  judged: readonly ToRecord[],
  { implementations, backOuts, checks }: Around,
): Promise<Recorded> {
  const { tx } = moment;
  const changes = judged.filter(({ derived }) => derived.state['is_change'] === true);
  const own = (name: string) => implementations.get(name) ?? [];
  const subjects = changes.map(
    ({ ticket: { ticket } }) => [ticket, own(ticket).map(({ deployment }) => `${deployment} ${ticket}`)] as const,
  );
  const [answers, unreadChecks] = await together([
    loadAnswers(tx, new Map(subjects)),
    checksUnread(
      tx,
      changes.flatMap(({ ticket }) => own(ticket.ticket)),
    ),
  ]);
  const awaits = new Map<string, readonly Awaited[]>();
  const records: ChangeRecord[] = [];
  for (const change of changes) {
    const name = change.ticket.ticket;
    const { earliest, inForce, unread } = change.derived;
    const tests = unreadChecks(own(name), earliest && momentOf(earliest));
    const parts = { backOuts: backOuts.get(name) ?? [], checks: checks.get(name) ?? [], answers: answers.get(name) ?? [] };
    const found = { implementations: own(name), ...parts, unread: { ...unread, checks: tests.sentences } };
    const record = whole(await factsOf(moment, change, found), moment, inForce.policy);
    records.push(record);
    if (!isTested(record)) awaits.set(name, tests.awaits);
  }
  return { records, awaits };
}

function isTested({ contents }: ChangeRecord): boolean {
  return contents.some(({ content, state }) => content === 'TESTING_EVIDENCE' && state === 'PRESENT');
}

type Found = Pick<RecordFacts, 'implementations' | 'backOuts' | 'checks' | 'answers' | 'unread'>;

async function factsOf({ tx, state }: Moment, { ticket, derived, related, operations }: ToRecord, found: Found): Promise<RecordFacts> {
  const { earliest, inForce, verdicts } = derived;
  return {
    change: ticket.ticket,
    kind: 'TICKET',
    source: ticket.source,
    begun: null,
    ticket,
    related,
    implementations: found.implementations.length > 0 ? found.implementations : manualOf(derived),
    backOuts: found.backOuts,
    decisions: earliest?.decisions ?? decisionsOf(ticket, inForce.policy),
    checks: found.checks,
    ...operations,
    answers: [...verdicts, ...found.answers],
    persons: earliest?.persons ?? (await state.persons(tx, inForce.policy)),
    unread: found.unread,
  };
}

/** What was carried out by hand ended with the next transition. */
function manualOf({ earliest, manualEnd }: DerivedChange): readonly ExecutionFacts[] {
  if (earliest === null || earliest.deployment !== null) return [];
  const { start, startSource: source, starter, events } = earliest;
  return [
    {
      deployment: null,
      source,
      repository: null,
      service: '',
      environment: '',
      start,
      end: manualEnd,
      outcome: 'UNKNOWN',
      starter,
      events,
    },
  ];
}

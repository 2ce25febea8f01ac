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
  type RuleAnswer,
  type TicketFacts,
} from '../../correlate/index.js';
import { momentOf } from '../../controls/index.js';
import type { DerivedChange } from '../change.js';
import type { Moment } from '../moment.js';
import type { Transaction } from '../../db/pool.js';
import type { Awaited } from '../awaits.js';
import { loadAnswers } from './load-answers.js';
import type { ByChange } from './load-executions.js';
import type { OfChange } from '../load/of-change.js';
import type { Operated } from './operations-of.js';
import { checksUnread } from './unread.js';

/** A change that was judged, with its deployments, what took them out again, its checks, and the tickets that it is related to. */
export interface ToRecord extends Pick<OfChange, 'implementations' | 'backOuts'> {
  readonly checks: readonly CheckFacts[];
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

export interface Recorded {
  readonly records: readonly ChangeRecord[];
  /** What would have to be read of tests, by ticket. */
  readonly awaits: ReadonlyMap<string, readonly Awaited[]>;
}

/** What the rules say of the implementations of these changes. */
export function answersTo(tx: Transaction, judged: readonly ToRecord[]): Promise<ByChange<RuleAnswer>> {
  const subjects = changesIn(judged).map(
    ({ ticket: { ticket }, implementations }) => [ticket, implementations.map(({ deployment }) => `${deployment} ${ticket}`)] as const,
  );
  return loadAnswers(tx, new Map(subjects));
}

function changesIn(judged: readonly ToRecord[]): readonly ToRecord[] {
  return judged.filter(({ derived }) => derived.state['is_change'] === true);
}

/** The records of those of these tickets that are changes, by the answers about their implementations. */
export async function recordsOf(moment: Moment, judged: readonly ToRecord[], answers: ByChange<RuleAnswer>): Promise<Recorded> {
  const changes = changesIn(judged);
  const unreadChecks = await checksUnread(
    moment,
    changes.flatMap(({ implementations }) => implementations),
  );
  const awaits = new Map<string, readonly Awaited[]>();
  const records: ChangeRecord[] = [];
  for (const change of changes) {
    const name = change.ticket.ticket;
    const { earliest, inForce, unread } = change.derived;
    const tests = unreadChecks(change.implementations, earliest && momentOf(earliest));
    const found = { answers: answers.get(name) ?? [], unread: { ...unread, checks: tests.sentences } };
    const record = whole(await factsOf(moment, change, found), moment, inForce.policy);
    records.push(record);
    if (!isTested(record)) awaits.set(name, tests.awaits);
  }
  return { records, awaits };
}

function isTested({ contents }: ChangeRecord): boolean {
  return contents.some(({ content, state }) => content === 'TESTING_EVIDENCE' && state === 'PRESENT');
}

type Found = Pick<RecordFacts, 'answers' | 'unread'>;

async function factsOf({ tx, state }: Moment, change: ToRecord, found: Found): Promise<RecordFacts> {
  const { ticket, derived, related, operations } = change;
  const { earliest, inForce, verdicts } = derived;
  return {
    change: ticket.ticket,
    kind: 'TICKET',
    source: ticket.source,
    begun: null,
    ticket,
    related,
    implementations: change.implementations.length > 0 ? change.implementations : manualOf(derived),
    backOuts: change.backOuts,
    decisions: earliest?.decisions ?? decisionsOf(ticket, inForce.policy),
    checks: change.checks,
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

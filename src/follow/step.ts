import type { Instant, LedgerEvent } from '#contract';
import type { Transaction } from '../db/pool.js';
import { affected } from './affected.js';
import { type Cause, type Derived, evaluateAll, type Moment } from './evaluate.js';
import type { Changes } from './fold/changes.js';
import { Fold } from './fold/fold.js';
import { loadDeployments } from './load/deployments.js';
import { loadTicketWorld } from './load/ticket-world.js';
import { judgeChanges } from './judge-changes.js';
import { placeRuns } from './place.js';
import type { FollowState } from './state.js';
import { writeLinks } from './write/links.js';
import { writeRanges } from './write/ranges.js';
import { addToGraphs } from './write/segments.js';
import { writeVerdicts } from './write/verdicts.js';
import { writeWaiting } from './write/waiting.js';

/** Takes one append transaction into the read tables: the states that history knows are those between transactions. */
export async function stepTransaction(tx: Transaction, state: FollowState, events: readonly LedgerEvent[]): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  const at = last.envelope.recordedAt;
  await stepDeadlines(tx, state, at);
  const fold = new Fold();
  await fold.addAll(tx, events);
  await fold.noteOthers(tx);
  await fold.write(tx);
  await addToGraphs(tx, state, fold.code.edges);
  for (const { scope, item, sha } of fold.changes.branches.values()) state.headMoved(scope, item, sha);
  if (fold.changes.policy) state.forgetPolicies();
  state.accountsSeen(fold.persons.seen);
  if (fold.changes.persons) state.forgetPersons();
  await judgeAgain({ tx, state, at, cause: causeOf(fold.changes) }, await affected(tx, fold.changes));
  await tx`
    insert into follow_cursor (singleton, seq, recorded_at, clock) values (true, ${last.seq}, ${at}, ${at})
    on conflict (singleton) do update set seq = excluded.seq, recorded_at = excluded.recorded_at, clock = excluded.clock`;
}

/** Lets every deadline up to the moment fire, each at its own time. */
export async function stepDeadlines(tx: Transaction, state: FollowState, upTo: Instant): Promise<boolean> {
  for (let fired = false; ; fired = true) {
    const due = await tx<{ unit: string; at: Instant }[]>`
      select unit, at from deadline
      where at = (select min(at) from deadline where at <= ${upTo})
      order by unit`;
    const at = due[0]?.at;
    if (at === undefined) return fired;
    await judgeAgain({ tx, state, at, cause: 'TIME' }, new Set(due.map((row) => row.unit)));
    await tx`update follow_cursor set clock = greatest(clock, ${at})`;
  }
}

function causeOf(changes: Changes): Cause {
  if (changes.rewritten) return 'CORRECTION';
  const facts =
    changes.deployments.size + changes.pulls.size + changes.commits.size + changes.branches.size + changes.tags.size + changes.tickets.size;
  return facts === 0 && changes.covered.size > 0 ? 'COVERAGE' : 'FACT';
}

/** Judges deployments first: what they carry is what the changes alone are judged by. */
async function judgeAgain(now: Omit<Moment, 'world'>, named: ReadonlySet<string>): Promise<void> {
  if (named.size === 0) return;
  const moment: Moment = { ...now, world: await loadTicketWorld(now.tx) };
  const isTicket = (unit: string) => unit.startsWith('ticket:');
  const { derived, linked } = await judgeDeployments(
    moment,
    [...named].filter((unit) => !isTicket(unit)),
  );
  await judgeChanges(moment, new Set([...[...named].filter(isTicket), ...linked]), derived);
}

interface JudgedDeployments {
  readonly derived: readonly Derived[];
  /** The tickets that they carry, or carried until now. */
  readonly linked: ReadonlySet<string>;
}

async function judgeDeployments(moment: Moment, named: readonly string[]): Promise<JudgedDeployments> {
  const { tx, at } = moment;
  const facts = await loadDeployments(tx, [...named].sort());
  const followers = await placeRuns(moment, facts);
  const all = [...facts, ...(await loadDeployments(tx, followers))];
  const derived = await evaluateAll(moment, all);
  if (derived.length === 0) return { derived, linked: new Set() };
  // Each to tables of its own, and all on one connection.
  const [linked] = await Promise.all([
    writeLinks(tx, derived, at),
    writeRanges(tx, derived, at),
    writeVerdicts(moment, derived),
    writeWaiting(tx, derived),
  ]);
  return { derived, linked };
}

import type { Instant, LedgerEvent } from '#contract';
import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import { affected } from './affected.js';
import { nextAgain } from './again.js';
import { resolveBuilds, toResolve } from './builds.js';
import { type Changed, noteDueSteps } from './due-steps.js';
import type { Derived } from './derived.js';
import { bringsNothing } from './awaits.js';
import { evaluateAll } from './evaluate.js';
import { judgedByBringers } from './first-brought.js';
import type { Cause, Moment } from './moment.js';
import type { Changes } from './fold/changes.js';
import { Fold } from './fold/fold.js';
import { loadDeployments } from './load/deployments.js';
import { judgeChanges } from './judge-changes.js';
import { loadWritten, placeRuns } from './place.js';
import { withLater } from './later.js';
import { recordDrifts } from './record/record-drifts.js';
import { recordTicketless } from './record/record-ticketless.js';
import { groupReleases, undecidedReleases } from './releases.js';
import type { FollowState } from './state.js';
import { LINK, writeLinks } from './write/links.js';
import { CHANGE, RANGE, writeRanges } from './write/ranges.js';
import { addToGraphs } from './write/segments.js';
import { currentRows } from './write/versions.js';
import { standingVerdicts, verdictRows, writeVerdicts } from './write/verdicts.js';
import { standingWaits, writeWaiting } from './write/waiting.js';

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
  const [waiting, touched] = await together([
    undecidedReleases(tx, fold.changes),
    toResolve(tx, fold.changes),
    addToGraphs(tx, state, fold.code.edges),
  ]);
  for (const { scope, item, sha } of fold.changes.branches.values()) state.headMoved(scope, item, sha);
  if (fold.changes.policy) state.forgetPolicies();
  state.accountsSeen(fold.persons.seen);
  await state.pushed.sendersSeen(fold.senders);
  if (fold.changes.operations.size > 0) state.pushed.operationsSeen();
  if (fold.changes.persons) state.forgetPersons();
  if (fold.changes.covered.size > 0) state.forgetCoverage();
  if (fold.changes.repositories.size > 0) state.forgetRepositories();
  await groupReleases({ tx, state, at }, fold.changes, waiting);
  const rebuilt = await resolveBuilds({ tx, state, at }, touched);
  const cause = causeOf(fold.changes);
  const [touchedUnits, again] = await together([affected(tx, fold.changes), nextAgain(tx, fold.changes, { seq: last.seq, cause })]);
  const named = new Set([...touchedUnits, ...rebuilt, ...again.units]);
  const changed = await judgeAgain({ tx, state, at, cause: fold.changes.continued ? (again.cause ?? cause) : cause }, named);
  const [[cursor]] = await together([
    tx<{ deadline: Instant | null }[]>`
      insert into follow_cursor (singleton, seq, recorded_at, clock) values (true, ${last.seq}, ${at}, ${at})
      on conflict (singleton) do update set seq = excluded.seq, recorded_at = excluded.recorded_at, clock = excluded.clock
      returning (select min(at) from deadline) as deadline`,
    noteDueSteps(tx, [...fold.gaps.stepped, ...changed]),
  ]);
  state.nextDeadline = cursor?.deadline ?? null;
}

/** Lets every deadline up to the moment fire, each at its own time. */
export async function stepDeadlines(tx: Transaction, state: FollowState, upTo: Instant): Promise<boolean> {
  for (let fired = false; ; fired = true) {
    if (state.nextDeadline === null || (state.nextDeadline !== undefined && state.nextDeadline > upTo)) return fired;
    const due = await tx<{ unit: string; at: Instant }[]>`
      select unit, at from deadline
      where at = (select min(at) from deadline where at <= ${upTo})
      order by unit`;
    const at = due[0]?.at;
    if (at === undefined) return fired;
    const changed = await judgeAgain({ tx, state, at, cause: 'TIME' }, new Set(due.map((row) => row.unit)));
    await together([tx`update follow_cursor set clock = greatest(clock, ${at})`, noteDueSteps(tx, changed)]);
  }
}

function causeOf(changes: Changes): Cause {
  if (changes.rewritten) return 'CORRECTION';
  const facts =
    changes.deployments.size + changes.pulls.size + changes.commits.size + changes.branches.size + changes.tags.size + changes.tickets.size;
  return facts === 0 && changes.covered.size > 0 ? 'COVERAGE' : 'FACT';
}

/** Judges deployments first: what they carry is what the changes alone are judged by. Answers which verdicts became others. */
async function judgeAgain(now: Omit<Moment, 'world' | 'changed'>, named: ReadonlySet<string>): Promise<readonly Changed[]> {
  if (named.size === 0) return [];
  const moment: Moment = { ...now, world: await now.state.ticketWorld(now.tx), changed: [] };
  now.state.nextDeadline = undefined;
  const isTicket = (unit: string) => unit.startsWith('ticket:');
  const isDrift = (unit: string) => unit.startsWith('drift:');
  const { derived, linked, ticketless } = await judgeDeployments(
    moment,
    [...named].filter((unit) => !isTicket(unit) && !isDrift(unit)),
  );
  // Of other changes each, and on one connection.
  await together([
    judgeChanges(moment, new Set([...[...named].filter(isTicket), ...linked]), derived),
    recordTicketless(moment, ticketless, derived),
  ]);
  await recordDrifts(moment, [...named].filter(isDrift).sort());
  return moment.changed;
}

interface JudgedDeployments {
  readonly derived: readonly Derived[];
  /** The tickets that they carry or take out, or did until now. */
  readonly linked: ReadonlySet<string>;
  /** The changes without a ticket that they make, or made until now. */
  readonly ticketless: ReadonlySet<string>;
}

async function judgeDeployments(moment: Moment, named: readonly string[]): Promise<JudgedDeployments> {
  const { tx, at } = moment;
  if (named.length === 0) return { derived: [], linked: new Set(), ticketless: new Set() };
  const names = [...named].sort();
  const [facts, written] = await together([loadDeployments(tx, names), loadWritten(tx, names)]);
  const followers = await placeRuns(moment, facts, written);
  const all = [...facts, ...(await loadDeployments(tx, followers))];
  const [derived, before] = await together([
    evaluateAll(moment, all),
    standingOf(
      tx,
      all.map(({ deployment }) => deployment),
    ),
  ]);
  if (derived.length === 0) return { derived, linked: new Set(), ticketless: new Set() };
  // Each to tables of its own, and all on one connection.
  const [linked, touched] = await together([writeLinks({ tx, at }, before.links, derived), writeRanges({ tx, at }, before, derived)]);
  const settled = await withLater(moment, await withBringers(moment, derived, touched.moved), { ...touched, left: linked.left });
  const stood = await standingOfMore(tx, before, derived, settled);
  await together([writeVerdicts(moment, stood.verdicts, await verdictRows(moment, settled)), writeWaiting(tx, stood.waits, settled)]);
  return { derived: settled, linked: new Set([...linked.all, ...touched.takenOut]), ticketless: touched.ticketless };
}

type Standing = Awaited<ReturnType<typeof standingOf>>;

/** What stands of these deployments until now. */
async function standingOf(tx: Transaction, names: readonly string[]) {
  const [links, ranges, changes, verdicts, waits] = await together([
    currentRows(tx, LINK, names),
    currentRows(tx, RANGE, names),
    currentRows(tx, CHANGE, names),
    standingVerdicts(tx, names),
    standingWaits(tx, names),
  ]);
  return { links, ranges, changes, verdicts, waits };
}

/** The verdicts and waits that stand, also of those that were judged because what they rest on moved. */
async function standingOfMore(
  tx: Transaction,
  before: Standing,
  derived: readonly Derived[],
  settled: readonly Derived[],
): Promise<Pick<Standing, 'verdicts' | 'waits'>> {
  const known = new Set(derived.map(({ unit }) => unit));
  const others = settled.map(({ unit }) => unit).filter((unit) => !known.has(unit));
  if (others.length === 0) return before;
  const [verdicts, waits] = await together([standingVerdicts(tx, others), standingWaits(tx, others)]);
  return {
    verdicts: {
      verdicts: [...before.verdicts.verdicts, ...verdicts.verdicts],
      answers: [...before.verdicts.answers, ...verdicts.answers],
    },
    waits: {
      awaiting: [...before.waits.awaiting, ...waits.awaiting],
      deadline: [...before.waits.deadline, ...waits.deadline],
    },
  };
}

/** What brings nothing is judged by who first brought its revision, and that may have been found out just now. */
async function withBringers(moment: Moment, derived: readonly Derived[], moved: readonly string[]): Promise<readonly Derived[]> {
  const again = moved.length === 0 ? [] : await judgedByBringers(moment.tx, moved);
  const waiting = new Set([...again, ...derived.filter(({ contents }) => bringsNothing(contents)).map(({ unit }) => unit)]);
  if (waiting.size === 0 || moved.every((one) => waiting.has(one))) return derived;
  const settled = await evaluateAll(moment, await loadDeployments(moment.tx, [...waiting].sort()));
  return [...new Map([...derived, ...settled].map((one) => [one.unit, one])).values()];
}

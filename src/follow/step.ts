import type { Instant, LedgerEvent } from '#contract';
import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import { affected } from './affected.js';
import { nextAgain } from './again.js';
import { resolveBuilds, toResolve } from './builds.js';
import { type Changed, noteDueSteps } from './due-steps.js';
import type { HeldHead } from './held-head.js';
import type { Cause, Moment } from './moment.js';
import { type Changes, onlyCovered } from './fold/changes.js';
import { Fold } from './fold/fold.js';
import { Nearby } from './load/near.js';
import { judgeChanges } from './judge-changes.js';
import { judgeDeployments } from './judge-deployments.js';
import { recordDrifts } from './record/record-drifts.js';
import { recordTicketless } from './record/record-ticketless.js';
import { groupReleases, undecidedReleases } from './releases.js';
import { historiesOf, isHistoryUnit, judgeHistories } from './rewritten.js';
import { judgeServices } from './service/judge.js';
import { isPastDeployments, isServiceUnit } from './service/units.js';
import type { FollowState } from './state.js';
import { addToGraphs } from './write/segments.js';
import { Ahead } from './write/standing.js';

/** Takes one append transaction into the read tables: the states that history knows are those between transactions. */
export async function stepTransaction(tx: Transaction, state: FollowState, events: readonly LedgerEvent[], head?: HeldHead): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  const at = last.envelope.recordedAt;
  await stepDeadlines(tx, state, at);
  const fold = new Fold();
  await fold.addAll(tx, events);
  await fold.noteOthers(tx);
  await fold.write(tx);
  const [waiting, touched, concerned] = await together([
    undecidedReleases(tx, fold.changes),
    toResolve(tx, fold.changes),
    affected(tx, fold.changes),
    addToGraphs(tx, state, fold.code.edges),
  ]);
  for (const { scope, item, sha } of fold.changes.branches.values()) state.headMoved(scope, item, sha);
  if (fold.changes.policy) state.forgetPolicies();
  state.accountsSeen(fold.persons.seen);
  await state.pushed.sendersSeen(fold.senders);
  if (fold.changes.operations.size > 0) state.pushed.operationsSeen();
  if (fold.changes.persons) state.forgetPersons();
  if (fold.changes.covered.size > 0) state.forgetCoverage([...fold.changes.covered.values()].map(({ scope }) => scope));
  if (fold.changes.repositories.size > 0) state.forgetRepositories();
  await groupReleases({ tx, state, at }, fold.changes, waiting);
  const rebuilt = await resolveBuilds({ tx, state, at }, touched);
  const cause = causeOf(fold.changes);
  const [touchedUnits, again] = await together([
    // What was grouped or built anew may concern others than the facts themselves.
    waiting.size + touched.length + fold.changes.tags.size > 0 ? affected(tx, fold.changes) : concerned,
    nextAgain(tx, fold.changes, { seq: last.seq, cause }),
  ]);
  const named = new Set([...touchedUnits, ...rebuilt, ...again.units]);
  if (cause === 'COVERAGE') await head?.holdFor(named.size);
  const brought = fold.changes.continued ? (again.cause ?? cause) : cause;
  const changed = await judgeAgain({ tx, state, at, cause: brought, factsStand: onlyCovered(fold.changes) }, named);
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
    const changed = await judgeAgain({ tx, state, at, cause: 'TIME', factsStand: false }, new Set(due.map((row) => row.unit)));
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
async function judgeAgain(now: Omit<Moment, 'world' | 'nearby' | 'changed'>, named: ReadonlySet<string>): Promise<readonly Changed[]> {
  if (named.size === 0) return [];
  const moment: Moment = { ...now, world: await now.state.ticketWorld(now.tx), nearby: new Nearby(now.tx), changed: [] };
  now.state.nextDeadline = undefined;
  const isTicket = (unit: string) => unit.startsWith('ticket:');
  const isDrift = (unit: string) => unit.startsWith('drift:');
  const isElse = (unit: string) => isTicket(unit) || isPastDeployments(unit) || isServiceUnit(unit) || isHistoryUnit(unit);
  const ahead = new Ahead(now.tx);
  ahead.foresee([...named].filter(isTicket));
  const { derived, linked, ...alone } = await judgeDeployments(
    moment,
    [...named].filter((unit) => !isElse(unit)),
    ahead,
  );
  // Of other changes each, and on one connection.
  const tickets = new Set([...[...named].filter(isTicket), ...linked]);
  await together([judgeChanges(moment, tickets, { derived, ahead }), recordTicketless(moment, alone, derived)]);
  await judgeHistories(moment, [...[...named].filter(isHistoryUnit), ...(await historiesOf(moment.tx, derived))]);
  await recordDrifts(moment, [...named].filter(isDrift).sort());
  const services = [...new Set(derived.flatMap(({ service }) => service ?? []))];
  await judgeServices(moment, { named: [...named], services, tickets: [...tickets] });
  return moment.changed;
}

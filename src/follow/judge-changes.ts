import type { ImplementationCase } from '../controls/index.js';
import { parentOf, type TicketFacts } from '../correlate/index.js';
import { soonest } from './awaits.js';
import { type DerivedChange, evaluateChange } from './change.js';
import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import type { Derived } from './derived.js';
import { evaluateAll } from './evaluate.js';
import type { Moment } from './moment.js';
import { loadBelow } from './load/below.js';
import { loadDeployments } from './load/deployments.js';
import { OF_NO_DEPLOYMENT, type OfChange } from './load/of-change.js';
import { operationsOf } from './record/operations-of.js';
import { recordsOf, type ToRecord } from './record/record-changes.js';
import { loadChecks } from './record/load-checks.js';
import { RECORD, recordRow, WAIT, waitRows } from './record/row.js';
import { STATE } from './write/states.js';
import { currentRows, replace } from './write/versions.js';
import { standingVerdicts, verdictRows, writeVerdicts } from './write/verdicts.js';
import { standingWaits, writeWaiting } from './write/waiting.js';

/** So many changes are judged together: memory stays bounded when all are. */
const AT_ONCE = 500;

/** Judges changes alone, once their deployments stand (`derived`): what they are, and what the rules over a change say. */
export async function judgeChanges(moment: Moment, named: ReadonlySet<string>, derived: readonly Derived[]): Promise<void> {
  const tickets = [...named].sort();
  for (let from = 0; from < tickets.length; from += AT_ONCE) await judgeSome(moment, tickets.slice(from, from + AT_ONCE), derived);
}

async function judgeSome(moment: Moment, names: readonly string[], derived: readonly Derived[]): Promise<void> {
  const { tx, at } = moment;
  const near = moment.nearby.of(names.length);
  const [tickets, ofChanges, below, checks, before] = await together([
    near.tickets(names),
    near.ofChanges(names),
    loadBelow(tx, names),
    loadChecks(tx, names),
    standingOf(tx, names),
  ]);
  const above = (ticket: TicketFacts) => [parentOf(ticket)].filter((parent) => parent !== null);
  const linked = [...tickets.values()].flatMap(({ links }) => links.map(({ other }) => other));
  const others = [...linked, ...[...below.values()].flat(), ...[...tickets.values()].flatMap(above)];
  const [earliest, known, operations] = await together([
    earliestOf(moment, ofChanges, derived),
    near.tickets([...new Set(others)].sort()),
    operationsOf(moment, names),
  ]);
  const changes: DerivedChange[] = [];
  const toRecord: ToRecord[] = [];
  for (const ticket of tickets.values()) {
    const name = ticket.ticket;
    const related = ticket.links.flatMap(({ other }) => known.get(other) ?? []);
    const found = {
      ...(ofChanges.get(name) ?? OF_NO_DEPLOYMENT),
      earliest: earliest.get(name) ?? null,
      executions: operations.runs.get(name) ?? [],
      evidence: operations.of(name).evidence,
    };
    const derived = await evaluateChange(moment, { ticket, ...found, related });
    changes.push(derived);
    toRecord.push({
      ticket,
      derived,
      ...found,
      checks: checks.get(name) ?? [],
      operations: operations.of(name),
      related: [...related, ...[...(below.get(name) ?? []), ...above(ticket)].flatMap((one) => known.get(one) ?? [])],
    });
  }
  const [{ records, awaits }, verdicts] = await together([recordsOf(moment, toRecord), verdictRows(moment, changes)]);
  const waiting = changes.map((change) => ({ ...change, awaits: soonest([...change.awaits, ...(awaits.get(change.unit) ?? [])]) }));
  const states = changes.map(({ state }) => state);
  // Each to a table of its own, and all on one connection.
  await together([
    replace({ tx, at }, RECORD, before.records, records.map(recordRow)),
    replace({ tx, at }, WAIT, before.persons, records.flatMap(waitRows)),
    replace({ tx, at }, STATE, before.states, states),
    writeVerdicts(moment, before.verdicts, verdicts),
    writeWaiting(tx, before.waits, waiting),
  ]);
}

/** What stands of these changes until now. */
async function standingOf(tx: Transaction, names: readonly string[]) {
  const [records, persons, states, verdicts, waits] = await together([
    currentRows(tx, RECORD, names),
    currentRows(tx, WAIT, names),
    currentRows(tx, STATE, names),
    standingVerdicts(tx, names),
    standingWaits(tx, names),
  ]);
  return { records, persons, states, verdicts, waits };
}

/** What the earliest deployment of each change is to it; one that nothing new was said of is asked again. */
async function earliestOf(
  moment: Moment,
  ofChanges: ReadonlyMap<string, OfChange>,
  derived: readonly Derived[],
): Promise<ReadonlyMap<string, ImplementationCase>> {
  const known = new Map(derived.map((one) => [one.unit, one]));
  const first = [...ofChanges].flatMap(
    ([
      ticket,
      {
        carriedBy: [by],
      },
    ]) => (by ? [[ticket, by.deployment] as const] : []),
  );
  const others = [...new Set(first.map(([, deployment]) => deployment))].filter((deployment) => !known.has(deployment)).sort();
  for (const one of await evaluateAll(moment, await loadDeployments(moment.tx, others))) known.set(one.unit, one);
  return new Map(
    first.flatMap(([ticket, deployment]) => {
      const found = known.get(deployment)?.implementations.find((one) => one.ticket?.ticket === ticket);
      return found ? [[ticket, found]] : [];
    }),
  );
}

import { parentOf, type TicketFacts } from '../correlate/index.js';
import { soonest } from './awaits.js';
import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import type { Derived } from './derived.js';
import { evaluateChanges } from './evaluate-changes.js';
import type { Moment } from './moment.js';
import { loadBelow } from './load/below.js';
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
  const others = [...[...below.values()].flat(), ...[...tickets.values()].flatMap(above)];
  const { evaluated, known, operations } = await evaluateChanges(moment, near, { tickets, ofChanges, derived, others });
  const changes = evaluated.map((one) => one.derived);
  const toRecord = evaluated.map(({ facts, derived }): ToRecord => {
    const { ticket, related } = facts;
    const name = ticket.ticket;
    return {
      ...facts,
      derived,
      checks: checks.get(name) ?? [],
      operations: operations.of(name),
      related: [...related, ...[...(below.get(name) ?? []), ...above(ticket)].flatMap((one) => known.get(one) ?? [])],
    };
  });
  const [{ records, awaits }, verdicts] = await together([recordsOf(moment, toRecord), verdictRows(moment, changes)]);
  const waiting = changes.map((change) => ({ ...change, awaits: soonest([...change.awaits, ...(awaits.get(change.unit) ?? [])]) }));
  const states = changes.map(({ state }) => state);
  replace({ tx, at }, RECORD, before.records, records.map(recordRow));
  replace({ tx, at }, WAIT, before.persons, records.flatMap(waitRows));
  replace({ tx, at }, STATE, before.states, states);
  writeWaiting(tx, before.waits, waiting);
  await writeVerdicts(moment, before.verdicts, verdicts);
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

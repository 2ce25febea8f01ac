import type { ImplementationCase } from '../controls/index.js';
import type { Awaited } from './awaits.js';
import { type DerivedChange, evaluateChange } from './change.js';
import { together } from '../db/together.js';
import type { Derived } from './derived.js';
import { evaluateAll } from './evaluate.js';
import type { Moment } from './moment.js';
import { type CarriedBy, loadCarriedBy } from './load/carried-by.js';
import { loadBelow } from './load/below.js';
import { loadDeployments } from './load/deployments.js';
import { operationsOf } from './record/operations-of.js';
import { loadTickets } from './load/tickets.js';
import { recordChanges, type ToRecord } from './record/record-changes.js';
import { STATE } from './write/states.js';
import { replaceCurrent } from './write/versions.js';
import { writeVerdicts } from './write/verdicts.js';
import { writeWaiting } from './write/waiting.js';

/** So many changes are judged together: memory stays bounded when all are. */
const AT_ONCE = 500;

/** Judges changes alone, once their deployments stand (`derived`): what they are, and what the rules over a change say. */
export async function judgeChanges(moment: Moment, named: ReadonlySet<string>, derived: readonly Derived[]): Promise<void> {
  const tickets = [...named].sort();
  for (let from = 0; from < tickets.length; from += AT_ONCE) await judgeSome(moment, tickets.slice(from, from + AT_ONCE), derived);
}

async function judgeSome(moment: Moment, names: readonly string[], derived: readonly Derived[]): Promise<void> {
  const { tx, at } = moment;
  const [tickets, carriedBy] = await together([loadTickets(tx, names), loadCarriedBy(tx, names)]);
  const earliest = await earliestOf(moment, carriedBy, derived);
  const below = await loadBelow(tx, names);
  const others = [...tickets.values()].flatMap(({ links }) => links.map(({ other }) => other)).concat([...below.values()].flat());
  const known = await loadTickets(tx, [...new Set(others)].sort());
  const operations = await operationsOf(moment, names);
  const changes: DerivedChange[] = [];
  const toRecord: ToRecord[] = [];
  for (const ticket of tickets.values()) {
    const name = ticket.ticket;
    const related = ticket.links.flatMap(({ other }) => known.get(other) ?? []);
    const found = {
      carriedBy: carriedBy.get(name) ?? [],
      earliest: earliest.get(name) ?? null,
      executions: operations.runs.get(name) ?? [],
    };
    const derived = await evaluateChange(moment, { ticket, ...found, related });
    changes.push(derived);
    toRecord.push({
      ticket,
      derived,
      operations: operations.of(name),
      related: [...related, ...(below.get(name) ?? []).flatMap((one) => known.get(one) ?? [])],
    });
  }
  const states = changes.map(({ state }) => state);
  // Each to a table of its own, and all on one connection.
  const [awaits] = await together([
    recordChanges(moment, names, toRecord),
    replaceCurrent({ tx, at }, STATE, names, states),
    writeVerdicts(moment, changes),
  ]);
  await writeWaiting(
    tx,
    changes.map((change) => ({ ...change, awaits: distinct([...change.awaits, ...(awaits.get(change.unit) ?? [])]) })),
  );
}

/** What the earliest deployment of each change is to it; one that nothing new was said of is asked again. */
async function earliestOf(
  moment: Moment,
  carriedBy: ReadonlyMap<string, readonly CarriedBy[]>,
  derived: readonly Derived[],
): Promise<ReadonlyMap<string, ImplementationCase>> {
  const known = new Map(derived.map((one) => [one.unit, one]));
  const first = [...carriedBy].flatMap(([ticket, [by]]) => (by ? [[ticket, by.deployment] as const] : []));
  const others = [...new Set(first.map(([, deployment]) => deployment))].filter((deployment) => !known.has(deployment)).sort();
  for (const one of await evaluateAll(moment, await loadDeployments(moment.tx, others))) known.set(one.unit, one);
  return new Map(
    first.flatMap(([ticket, deployment]) => {
      const found = known.get(deployment)?.implementations.find((one) => one.ticket?.ticket === ticket);
      return found ? [[ticket, found]] : [];
    }),
  );
}

function distinct(awaits: readonly Awaited[]): readonly Awaited[] {
  return [...new Map(awaits.map((one) => [`${one.scope} ${one.collection} ${one.item}`, one])).values()];
}

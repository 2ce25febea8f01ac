import type { ImplementationCase } from '../controls/index.js';
import { type DerivedChange, evaluateChange } from './change.js';
import { type Derived, evaluateAll, type Moment } from './evaluate.js';
import { type CarriedBy, loadCarriedBy } from './load/carried-by.js';
import { loadDeployments } from './load/deployments.js';
import { loadTickets } from './load/tickets.js';
import { replaceCurrent, type Versioned } from './write/versions.js';
import { writeVerdicts } from './write/verdicts.js';
import { writeWaiting } from './write/waiting.js';

const STATE: Versioned = {
  table: 'change_state',
  key: ['ticket'],
  by: 'ticket',
  columns: {
    key: 'text',
    source: 'text',
    is_change: 'boolean',
    issue_type: 'text',
    status: 'text',
    status_name: 'text',
    stage: 'text',
    services: 'text[]',
    teams: 'text[]',
    environments: 'text[]',
    created_from: 'timestamptz',
    started_from: 'timestamptz',
    deployments: 'text[]',
  },
};

/** So many changes are judged together: memory stays bounded when all are. */
const AT_ONCE = 500;

/** Judges changes alone, once their deployments stand (`derived`): what they are, and what the rules over a change say. */
export async function judgeChanges(moment: Moment, named: ReadonlySet<string>, derived: readonly Derived[]): Promise<void> {
  const tickets = [...named].sort();
  for (let from = 0; from < tickets.length; from += AT_ONCE) await judgeSome(moment, tickets.slice(from, from + AT_ONCE), derived);
}

async function judgeSome(moment: Moment, names: readonly string[], derived: readonly Derived[]): Promise<void> {
  const { tx, at } = moment;
  const tickets = await loadTickets(tx, names);
  const carriedBy = await loadCarriedBy(tx, names);
  const earliest = await earliestOf(moment, carriedBy, derived);
  const others = [...tickets.values()].flatMap(({ links }) => links.map(({ other }) => other));
  const known = await loadTickets(tx, [...new Set(others)].sort());
  const changes: DerivedChange[] = [];
  for (const ticket of tickets.values()) {
    const name = ticket.ticket;
    const related = ticket.links.flatMap(({ other }) => known.get(other) ?? []);
    changes.push(
      await evaluateChange(moment, { ticket, carriedBy: carriedBy.get(name) ?? [], earliest: earliest.get(name) ?? null, related }),
    );
  }
  const states = changes.map(({ state }) => state);
  await replaceCurrent({ tx, at }, STATE, names, states);
  await writeVerdicts(moment, changes);
  await writeWaiting(tx, changes);
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

import type { ImplementationCase } from '../controls/index.js';
import type { TicketFacts } from '../correlate/index.js';
import { together } from '../db/together.js';
import { type ChangeFacts, type DerivedChange, evaluateChange } from './change.js';
import type { Derived } from './derived.js';
import { evaluateAll } from './evaluate.js';
import { loadDeployments } from './load/deployments.js';
import type { Near } from './load/near.js';
import { OF_NO_DEPLOYMENT, type OfChange } from './load/of-change.js';
import type { Moment } from './moment.js';
import { type Operations, operationsOf } from './record/operations-of.js';

interface ToEvaluate {
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  /** What deployments are to them. */
  readonly ofChanges: ReadonlyMap<string, OfChange>;
  /** Deployments that were evaluated just now. */
  readonly derived: readonly Derived[];
  /** Tickets to load beside those that they are linked to. */
  readonly others: readonly string[];
}

interface Evaluated {
  readonly evaluated: readonly { readonly facts: ChangeFacts & OfChange; readonly derived: DerivedChange }[];
  /** Linked tickets, and others that were asked for. */
  readonly known: ReadonlyMap<string, TicketFacts>;
  readonly operations: Operations;
}

/** What the present facts say of changes, by their earliest implementations and the tickets that they are linked to. */
export async function evaluateChanges(moment: Moment, near: Near, { tickets, ofChanges, derived, others }: ToEvaluate): Promise<Evaluated> {
  const linked = [...tickets.values()].flatMap(({ links }) => links.map(({ other }) => other));
  const [earliest, known, operations] = await together([
    earliestOf(moment, ofChanges, derived),
    near.tickets([...new Set([...linked, ...others])].sort()),
    operationsOf(moment, [...tickets.keys()]),
  ]);
  const evaluated = [];
  for (const [name, ticket] of tickets) {
    const facts: ChangeFacts & OfChange = {
      ticket,
      ...(ofChanges.get(name) ?? OF_NO_DEPLOYMENT),
      earliest: earliest.get(name) ?? null,
      executions: operations.runs.get(name) ?? [],
      evidence: operations.of(name).evidence,
      related: ticket.links.flatMap(({ other }) => known.get(other) ?? []),
    };
    evaluated.push({ facts, derived: await evaluateChange(moment, facts) });
  }
  return { evaluated, known, operations };
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

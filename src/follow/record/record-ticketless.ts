import type { Policy, RecordKind } from '#contract';
import { policyAt, type RecordFacts, recordOf, type Unread } from '../../correlate/index.js';
import type { Derived } from '../derived.js';
import { evaluateAll } from '../evaluate.js';
import type { Moment } from '../moment.js';
import { loadDeployments } from '../load/deployments.js';
import { STATE } from '../write/states.js';
import { together } from '../../db/together.js';
import { currentRows, replace } from '../write/versions.js';
import { loadAnswers } from './load-answers.js';
import { loadTicketlessChecks } from './load-checks.js';
import { carryingTicketless, isDeployment, standingTicketless, takingTicketlessOut, ticketlessTakenOut } from './load-ticketless.js';
import { RECORD, recordRow } from './row.js';
import { type WithoutTicket, withoutTicketState } from './without-ticket.js';

interface Told {
  readonly ticketless: ReadonlySet<string>;
  readonly takers: readonly string[];
}

/**
 * Writes the records of changes without a ticket that these deployments make, or made until now, or take out;
 * ends those of what leads to a change by now: then the record is the ticket's.
 */
export async function recordTicketless(moment: Moment, { ticketless, takers }: Told, derived: readonly Derived[]): Promise<void> {
  const { tx, at } = moment;
  const names = [...new Set([...ticketless, ...(await ticketlessTakenOut(tx, takers))])].sort();
  if (names.length === 0) return;
  const [standing, carrying, backOuts, checks, answers, before, states] = await together([
    standingTicketless(tx, names),
    carryingTicketless(tx, names),
    takingTicketlessOut(tx, names),
    loadTicketlessChecks(tx, names),
    loadAnswers(tx, new Map(names.filter(isDeployment).map((name) => [name, [name]]))),
    currentRows(tx, RECORD, names),
    currentRows(tx, STATE, names),
  ]);
  const changes = names.filter((name) => standing.has(name));
  const known = await derivedOf(moment, changes.filter(isDeployment), derived);
  const policies = await moment.state.policies(tx);
  const made: WithoutTicket[] = [];
  for (const change of changes) {
    const implementations = carrying.get(change) ?? [];
    const [first] = implementations;
    if (!first) continue;
    const { policy } = policyAt(policies, first.start.from);
    const own = known.get(change);
    const facts = {
      ...(await factsOf(moment, policy, own)),
      backOuts: backOuts.get(change) ?? [],
      checks: checks.get(change) ?? [],
      answers: answers.get(change) ?? [],
    };
    const kind: RecordKind = isDeployment(change) ? 'DEPLOYMENT' : 'COMMIT';
    const begun = own?.facts.requested ?? first.start;
    const record = recordOf(
      { change, kind, source: first.source, begun, ticket: null, related: [], assetSteps: [], evidence: [], implementations, ...facts },
      policy,
      at,
    );
    made.push({ record, source: first.source, deployments: implementations.flatMap(({ deployment }) => deployment ?? []) });
  }
  const records = made.map(({ record }) => recordRow(record));
  replace({ tx, at }, RECORD, before, records);
  replace({ tx, at }, STATE, states, made.map(withoutTicketState));
}

type Own = Pick<RecordFacts, 'decisions' | 'persons' | 'unread'>;

async function factsOf({ tx, state }: Moment, policy: Policy, own: Derived | undefined): Promise<Own> {
  const implementation = own?.implementations.find(({ ticket }) => ticket === null);
  const unsure = (implementation?.unsure ?? []).map(({ what }) => what);
  const open = own ? [...new Set([...unsure, ...own.contents.undecided])] : [];
  const sentences = open.map((what) => `Whether it leads to a change is not known: ${what}`);
  const unread: Unread = { ticket: sentences, approvals: [], checks: [], deployments: [] };
  return { decisions: implementation?.decisions ?? [], persons: await state.persons(tx, policy), unread };
}

/** What is known of these deployments; those of which nothing new was said are asked again. */
async function derivedOf(moment: Moment, names: readonly string[], derived: readonly Derived[]): Promise<ReadonlyMap<string, Derived>> {
  const known = new Map(derived.map((one) => [one.unit, one]));
  const others = names.filter((name) => !known.has(name));
  for (const one of await evaluateAll(moment, await loadDeployments(moment.tx, others))) known.set(one.unit, one);
  return known;
}

import type { Content, Instant, Json, Policy } from '#contract';
import { fieldOf, isLacking, presentOf } from '../held.js';
import type { TicketFacts } from '../facts.js';
import { edgeOf } from '../window.js';
import { type AssetEntry, assetsOf } from './assets.js';
import { type ContextEntry, contextOf } from './context.js';
import type { OutcomeOfRecord } from './outcome.js';
import { type PlanStep, planStepsOf } from './plan.js';
import type { RecordFacts, SaidOutcome } from './record-facts.js';
import type { StageSpan } from './stages.js';

interface Span {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** What only the record itself shows. Persons by pseudonym, times of the sources. */
export interface RecordDetails {
  readonly requester: string | null;
  readonly assignee: string | null;
  /** Who carried it out: by its field, else who started the earliest implementation. */
  readonly implementer: string | null;
  /** Who confirmed the result: by its field, else who moved it from VALIDATING to CLOSED. */
  readonly verifier: string | null;
  readonly plan: { readonly commitment: string | null; readonly seq: number | null; readonly steps: readonly PlanStep[] };
  readonly planned: Span;
  readonly actual: Span;
  readonly assets: readonly AssetEntry[];
  readonly context: readonly ContextEntry[];
  readonly outcome: { readonly ticket: SaidOutcome | null; readonly deployments: SaidOutcome | null };
}

interface Made {
  readonly stages: readonly StageSpan[];
  readonly outcome: OutcomeOfRecord;
}

export function detailsOf(facts: RecordFacts, made: Made, policy: Policy): RecordDetails {
  const { ticket, implementations } = facts;
  const ends = implementations.flatMap(({ end }) => end?.from ?? []).sort();
  const person = (content: Content) => (ticket ? personIn(ticket, content, policy) : null);
  const [planned, actual] = [windowOf(ticket, 'plannedStart', 'plannedEnd', policy), windowOf(ticket, 'actualStart', 'actualEnd', policy)];
  const plan = ticket ? filledIn(ticket, 'implementationPlan', policy) : null;
  return {
    requester: person('requester'),
    assignee: ticket ? personOf(presentOf(ticket, 'assignee')?.to ?? null) : null,
    implementer: person('implementer') ?? implementations[0]?.starter ?? null,
    verifier: person('verifier') ?? validatedBy(made.stages),
    plan: { commitment: commitmentOf(plan?.to ?? null), seq: plan?.seq ?? null, steps: planStepsOf(facts, policy) },
    planned,
    actual: { from: implementations[0]?.start.from ?? actual.from, to: ends.at(-1) ?? actual.to },
    assets: assetsOf(facts, made.stages, policy),
    context: contextOf(facts, policy),
    outcome: { ticket: made.outcome.ticket, deployments: made.outcome.deployments },
  };
}

/** The planned or actual window that its fields hold now. */
export function windowOf(ticket: TicketFacts | null, start: Content, end: Content, policy: Policy): Span {
  const zone = ticket ? (policy.zones[ticket.source] ?? policy.zones['*'] ?? 'UTC') : 'UTC';
  const edge = (content: Content, which: 'start' | 'end'): Instant | null => {
    const value = ticket ? (filledIn(ticket, content, policy)?.to ?? null) : null;
    const at = edgeOf(value, which, zone);
    return at === 'UNREADABLE' ? null : at;
  };
  return { from: edge(start, 'start'), to: edge(end, 'end') };
}

function filledIn(ticket: TicketFacts, content: Content, policy: Policy) {
  const field = fieldOf(content, ticket.source, policy);
  const fact = field === null ? null : presentOf(ticket, field);
  return fact === null || isLacking(fact.to, policy.templates[field ?? ''] ?? []) ? null : fact;
}

function personIn(ticket: TicketFacts, content: Content, policy: Policy): string | null {
  return personOf(filledIn(ticket, content, policy)?.to ?? null);
}

function personOf(value: Json): string | null {
  return typeof value === 'string' && value.startsWith('person:') ? value : null;
}

function commitmentOf(value: Json): string | null {
  const commitment = typeof value === 'object' && value !== null && 'commitment' in value ? value['commitment'] : null;
  return typeof commitment === 'string' ? commitment : null;
}

function validatedBy(stages: readonly StageSpan[]): string | null {
  const closed = stages.findLastIndex(({ stage }, nth) => stage === 'CLOSED' && stages[nth - 1]?.stage === 'VALIDATING');
  return stages[closed]?.actor ?? null;
}

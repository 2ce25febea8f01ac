import type { Instant, Json, Policy, Stage } from '#contract';
import { meaningOf } from '../decisions.js';
import type { DecisionFact, FieldFact, TicketFacts } from '../facts.js';
import { statusesInOrder } from '../stage.js';

/** A ticket stood in one status for [from, to). */
export interface StageSpan {
  /** Null where policy says nothing of the status. */
  readonly stage: Stage | null;
  readonly status: string;
  readonly name: string;
  /** Null: since when is not known. */
  readonly from: Instant | null;
  /** Null: it still does. */
  readonly to: Instant | null;
  /** Who moved it here. */
  readonly actor: string | null;
  /** Who was asked and had not decided; where nobody was, to whom it was assigned. */
  readonly waitingFor: readonly string[];
  /** The event that brought it here; null of the status in which it was made. */
  readonly seq: number | null;
}

type Entry = Omit<StageSpan, 'stage' | 'to' | 'waitingFor'>;

/** The whole status history of a ticket, the oldest first; of one without transitions, the status that was read. */
export function stagesOf(ticket: TicketFacts, decisions: readonly DecisionFact[], policy: Pick<Policy, 'statuses'>): readonly StageSpan[] {
  const entries = entriesOf(ticket);
  return entries.map((entry, nth) => {
    const to = entries[nth + 1]?.from ?? null;
    const stage = meaningOf(ticket.source, entry.status, entry.name, policy)?.stage ?? null;
    const waitingFor = stage === 'CLOSED' ? [] : waitingIn(ticket, decisions, { from: entry.from, to, stage });
    return { stage, ...entry, to, waitingFor };
  });
}

function entriesOf(ticket: TicketFacts): readonly Entry[] {
  const facts = statusesInOrder(ticket);
  const changes = facts.filter(({ kind }) => kind === 'CHANGED');
  const [first] = changes;
  const last = facts.at(-1);
  if (!first)
    return last ? [{ ...calledBy(last.to, last.toName), from: ticket.created?.from ?? null, actor: ticket.creator, seq: last.seq }] : [];
  const made: Entry = { ...calledBy(first.from, first.fromName), from: ticket.created?.from ?? null, actor: ticket.creator, seq: null };
  return [made, ...changes.map((fact) => ({ ...calledBy(fact.to, fact.toName), from: fact.at.from, actor: fact.actor, seq: fact.seq }))];
}

function calledBy(value: Json, name: string | null) {
  const status = typeof value === 'string' ? value : '';
  return { status, name: name ?? status };
}

const WORKING: ReadonlySet<string> = new Set(['SCHEDULED', 'IMPLEMENTING', 'VALIDATING']);

type Span = Pick<StageSpan, 'from' | 'to' | 'stage'>;

function waitingIn(ticket: TicketFacts, decisions: readonly DecisionFact[], span: Span): readonly string[] {
  const asked = WORKING.has(span.stage ?? '') ? [] : askedIn(decisions, span);
  if (asked.length > 0) return asked;
  const assignee = assigneeAt(ticket, span.to);
  return assignee === null ? [] : [assignee];
}

/** Asked before the end of the span, and not decided when it began. */
function askedIn(decisions: readonly DecisionFact[], { from, to }: Span): readonly string[] {
  const isOpen = (step: DecisionFact) =>
    !decisions.some(
      (other) =>
        other.request === step.request &&
        other.decision !== 'REQUESTED' &&
        other.at.to > step.at.from &&
        (from === null || decidedBy(other, decisions) <= from),
    );
  const asked = decisions.filter(
    (step) => step.decision === 'REQUESTED' && step.approver !== null && (to === null || step.at.from < to) && isOpen(step),
  );
  return [...new Set(asked.flatMap(({ approver }) => approver ?? []))].sort();
}

/** Of a decision that its tool does not date: when the whole approval was over, if that is dated. */
function decidedBy({ request, at, dated }: DecisionFact, decisions: readonly DecisionFact[]): Instant {
  if (dated) return at.from;
  const whole = decisions.find(
    (other) => other.overall && other.dated && other.decision !== 'REQUESTED' && request.startsWith(`${other.request}/`),
  );
  return whole?.at.from ?? at.from;
}

/** To whom it was assigned just before a moment; null: now. */
function assigneeAt(ticket: TicketFacts, moment: Instant | null): string | null {
  const facts = ticket.fields.get('assignee') ?? [];
  const changes = facts
    .filter(({ kind }) => kind === 'CHANGED')
    .sort((a, b) => (a.at.from < b.at.from ? -1 : a.at.from > b.at.from ? 1 : a.seq - b.seq));
  const before = changes.filter(({ at }) => moment === null || at.from < moment).at(-1);
  const value = before ? before.to : changes.length > 0 ? changes[0]!.from : lastRead(facts);
  return typeof value === 'string' && value.startsWith('person:') ? value : null;
}

function lastRead(facts: readonly FieldFact[]): Json {
  return facts.reduce<FieldFact | null>((last, one) => (last && last.seq > one.seq ? last : one), null)?.to ?? null;
}

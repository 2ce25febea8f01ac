import type { Json, Outcome, Policy } from '#contract';
import { ofSource } from '../decisions.js';
import type { TicketFacts } from '../facts.js';
import { fieldOf, presentOf } from '../held.js';
import { statusesInOrder } from '../stage.js';
import type { SaidOutcome } from './record-facts.js';

/** What the ticket itself says of the outcome: its field for it, else its resolution, else its status, by the policy's `outcomes`; null: nothing. */
export function saidOutcome(ticket: TicketFacts, policy: Policy): SaidOutcome | null {
  const field = fieldOf('outcome', ticket.source, policy);
  const places = [field, 'resolution'].filter((name) => name !== null).map((name) => presentOf(ticket, name));
  for (const fact of [...places, statusesInOrder(ticket).at(-1) ?? null]) {
    const outcome = fact && outcomeMeant(ticket.source, fact.to, fact.toName, policy);
    if (fact && outcome) {
      const sentence = `The ticket says ${fact.toName ?? String(fact.to)}, which policy calls ${outcome}.`;
      return { outcome, at: fact.kind === 'CHANGED' ? fact.at.from : null, sentence, seqs: [fact.seq] };
    }
  }
  return null;
}

/** Whether policy says what words of this source stand for. */
export function outcomesGiven(source: string, { outcomes }: Pick<Policy, 'outcomes'>): boolean {
  return ofSource(outcomes, source).length > 0;
}

/** The outcome that a value stands for, by its id or its name; null: policy knows none. */
export function outcomeMeant(source: string, value: Json, name: string | null, policy: Pick<Policy, 'outcomes'>): Outcome | null {
  for (const outcomes of ofSource(policy.outcomes, source)) {
    for (const called of [value, name]) {
      if (typeof called === 'string' && Object.hasOwn(outcomes, called)) return outcomes[called]!;
    }
  }
  return null;
}

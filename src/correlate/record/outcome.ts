import type { Instant, Outcome, Policy } from '#contract';
import { compareSequence } from '../run.js';
import { derivedOutcome } from './derived-outcome.js';
import type { RecordFacts, SaidOutcome } from './record-facts.js';
import { outcomeOfRuns } from './runs.js';
import { saidOutcome } from './said-outcome.js';
import type { StageSpan } from './stages.js';

export interface OutcomeOfRecord {
  readonly outcome: Outcome;
  /** TICKET where it says so itself, DEPLOYMENTS where it is derived, empty where it is UNKNOWN. */
  readonly from: 'TICKET' | 'DEPLOYMENTS' | '';
  readonly at: Instant | null;
  readonly ticket: SaidOutcome | null;
  readonly deployments: SaidOutcome | null;
}

/** The outcome of a change: the ticket's own word; where it says nothing, what the deployments, or without any the runs of jobs, show. */
export function outcomeOf(facts: RecordFacts, stages: readonly StageSpan[], policy: Policy): OutcomeOfRecord {
  const ticket = facts.ticket && (saidOutcome(facts.ticket, policy) ?? turnedDown(facts, stages));
  const deployments = derivedOutcome(facts, policy) ?? outcomeOfRuns(facts);
  const said = ticket ?? (deployments?.outcome === 'UNKNOWN' ? null : deployments);
  const from = said === null ? '' : said === ticket ? 'TICKET' : 'DEPLOYMENTS';
  return { outcome: said?.outcome ?? 'UNKNOWN', from, at: said?.at ?? null, ticket, deployments };
}

const NO: ReadonlySet<string> = new Set(['REJECTED', 'REVOKED']);

/** Closed, never implemented, and the last decision said no: cancelled, though no word of the ticket says so. */
function turnedDown({ implementations, decisions }: RecordFacts, stages: readonly StageSpan[]): SaidOutcome | null {
  const last = stages.at(-1);
  if (last?.stage !== 'CLOSED' || implementations.length > 0) return null;
  const decided = decisions.filter(({ decision }) => decision !== 'REQUESTED' && decision !== 'RESET');
  const inOrder = [...decided].sort((a, b) =>
    a.at.from < b.at.from ? -1 : a.at.from > b.at.from ? 1 : compareSequence(a.sequence ?? '', b.sequence ?? '') || a.seq - b.seq,
  );
  const word = inOrder.at(-1);
  if (!word || !NO.has(word.decision)) return null;
  const sentence = 'It was closed without an implementation after the last decision said no.';
  return { outcome: 'CANCELLED', at: last.from, sentence, seqs: [word.seq, ...(last.seq === null ? [] : [last.seq])] };
}

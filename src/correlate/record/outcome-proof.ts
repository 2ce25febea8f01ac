import type { Outcome } from '#contract';
import type { OutcomeOfRecord } from './outcome.js';
import type { RecordFacts } from './record-facts.js';
import type { Shown } from './shown.js';
import type { StageSpan } from './stages.js';

const WELL: ReadonlySet<Outcome> = new Set(['SUCCESSFUL', 'SUCCESSFUL_WITH_ISSUES']);

/** Whether both say the same: success with or without issues is one, and what failed may have been backed out by hand. */
function agree(said: Outcome, derived: Outcome): boolean {
  return said === derived || (WELL.has(said) && WELL.has(derived)) || (said === 'BACKED_OUT' && derived === 'FAILED');
}

/** The ticket's word and the deployments together; a manual execution is proven by somebody else who closed it. */
export function outcomeProof({ ticket, deployments }: OutcomeOfRecord, facts: RecordFacts, stages: readonly StageSpan[]): Shown {
  const seqs = [...(ticket?.seqs ?? []), ...(deployments?.seqs ?? [])];
  const reasons = [ticket, deployments].flatMap((said) => said?.sentence ?? []);
  const derived = deployments?.outcome === 'UNKNOWN' ? null : (deployments?.outcome ?? null);
  if (ticket && derived) return { state: agree(ticket.outcome, derived) ? 'PROVEN' : 'CONTRADICTED', reasons, seqs };
  if (ticket) return saidAlone(ticket.sentence, seqs, facts, stages);
  if (derived) return { state: 'NOT_PROVEN', reasons: [...reasons, 'No ticket says so.'], seqs };
  return { state: 'NOT_PROVEN', reasons: [...reasons, 'Nobody says how it ended.'], seqs };
}

function saidAlone(
  sentence: string,
  seqs: readonly number[],
  { implementations, persons }: RecordFacts,
  stages: readonly StageSpan[],
): Shown {
  const [manual] = implementations.filter(({ deployment }) => deployment === null);
  const closed = stages.filter(({ stage }) => stage === 'CLOSED').at(-1);
  if (manual?.starter && closed?.actor && persons.same(manual.starter, closed.actor) === 'NO') {
    return { state: 'PROVEN', reasons: [sentence, 'Somebody else than who carried it out closed it.'], seqs };
  }
  return { state: 'NOT_PROVEN', reasons: [sentence, 'No deployment shows it.'], seqs };
}

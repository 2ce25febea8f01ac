import type { JobRunFacts, RecordFacts } from '../../correlate/index.js';
import { together } from '../../db/together.js';
import { loadAssetSteps, loadEvidence, loadExecutions } from '../load/operations.js';
import type { Moment } from '../moment.js';

export type Operated = Required<Pick<RecordFacts, 'runs' | 'assetSteps' | 'evidence'>>;

export interface Operations {
  readonly runs: ReadonlyMap<string, readonly JobRunFacts[]>;
  readonly of: (ticket: string) => Operated;
}

const NONE: Operations = { runs: new Map(), of: () => ({ runs: [], assetSteps: [], evidence: [] }) };

/** What was run for these tickets, what happened to their assets, and what people attached to them. */
export async function operationsOf({ tx, state }: Moment, tickets: readonly string[]): Promise<Operations> {
  if (!(await state.pushed.hasOperations(tx))) return NONE;
  const [runs, steps, evidence] = await together([loadExecutions(tx, tickets), loadAssetSteps(tx, tickets), loadEvidence(tx, tickets)]);
  const of = (ticket: string) => ({
    runs: runs.get(ticket) ?? [],
    assetSteps: steps.get(ticket) ?? [],
    evidence: evidence.get(ticket) ?? [],
  });
  return { runs, of };
}

import type { DecisionHistory, Side, States } from './decision-history.js';
import type { DecisionFact } from './facts.js';
import type { Truth } from './truth.js';

/** What the tool itself may say of the whole at a moment; NONE where it may have no word on it. */
export type Overall = Truth | 'NONE';

/** The tool's word in its latest approval that was asked for by then: several where orders leave open which that is. */
export function overallAt(history: DecisionHistory, states: States, side: Side): readonly Overall[] {
  const approvals = approvalsIn(history).filter((steps) => steps.some((step) => side(step) !== 'AFTER'));
  const certain = approvals.filter((steps) => steps.some((step) => side(step) === 'BEFORE'));
  const latest = approvals.filter((one) => !certain.some((other) => other !== one && beginsBefore(one, other, history)));
  const words = latest.map((steps) => wordOf(states.get(steps[0]!.request) ?? [], certain.includes(steps)));
  return certain.length > 0 ? words : [...words, 'NONE'];
}

/** The steps of each request that has the tool's own word; to be asked for is how it begins. */
function approvalsIn({ steps }: DecisionHistory): readonly (readonly DecisionFact[])[] {
  const overall = steps.filter((step) => step.overall);
  return [...new Set(overall.map(({ request }) => request))].map((request) => overall.filter((step) => step.request === request));
}

function beginsBefore(one: readonly DecisionFact[], other: readonly DecisionFact[], history: DecisionHistory): boolean {
  return one.some((step) => other.every((later) => history.order(step, later) === 'BEFORE'));
}

/** Asked for and undecided is not authorised; not asked for yet is no word at all, which `overallAt` counts. */
function wordOf(options: readonly (DecisionFact | null)[], exists: boolean): Truth {
  const decided = exists ? options : options.filter((step) => step !== null);
  const approved = decided.filter((step) => step?.decision === 'APPROVED').length;
  if (approved === 0) return 'NO';
  return approved === decided.length ? 'YES' : 'UNKNOWN';
}

import type { StepAnswer, StepVerdict } from './judge-step.js';
import type { PastDeployments } from './past-deployments.js';
import { STEPS } from './steps.js';

/** What may be said at most; whether somebody complies is the auditor's word. */
export type Conclusion = 'CONTROL_OPERATED' | 'DEVIATION_FOUND' | 'NOT_SHOWN';

export interface StepCount {
  readonly number: number;
  readonly step: string;
  readonly asks: string;
  readonly counts: Readonly<Record<StepAnswer, number>>;
}

export interface Concluded {
  readonly conclusion: Conclusion;
  readonly sentence: string;
  readonly units: number;
  readonly steps: readonly StepCount[];
}

/**
 * What the verdicts of some units come to: the control operated only if every unit is PASS, or EXEMPT and counted apart, on every
 * step that was tested at all; a step that is NOT_TESTED for every unit was not. And nothing went past the deployments.
 */
export function conclude(units: readonly (readonly StepVerdict[])[], past: readonly PastDeployments[] = []): Concluded {
  const steps = STEPS.map(({ number, name, asks }, nth) => ({
    number,
    step: name,
    asks,
    counts: countsOf(units.flatMap((each) => each[nth]?.answer ?? [])),
  }));
  const tested = steps.filter(({ counts }) => counts.NOT_TESTED < units.length);
  const sum = (answer: StepAnswer) => tested.reduce((all, { counts }) => all + counts[answer], 0);
  const deviating = units.filter((each) => each.some(({ answer }) => answer === 'GAP')).length;
  const open = sum('INDETERMINATE') + sum('PENDING') + sum('NOT_TESTED') + past.filter(({ answer }) => answer === 'INDETERMINATE').length;
  const entered = new Set(past.filter(({ answer }) => answer === 'GAP').map(({ service }) => service)).size;
  if (deviating + entered > 0)
    return {
      conclusion: 'DEVIATION_FOUND',
      sentence: deviationIn(deviating, units.length, entered),
      units: units.length,
      steps,
    };
  if (units.length > 0 && open === 0 && sum('PASS') > 0) {
    return {
      conclusion: 'CONTROL_OPERATED',
      sentence: `control operated: in all ${units.length} units, on the ${tested.length} steps that were tested`,
      units: units.length,
      steps,
    };
  }
  const why =
    units.length === 0 ? 'there is no unit' : `${open === 1 ? '1 answer is' : `${open} answers are`} INDETERMINATE, PENDING or NOT_TESTED`;
  return { conclusion: 'NOT_SHOWN', sentence: `neither shown nor refuted: ${why}`, units: units.length, steps };
}

function deviationIn(deviating: number, units: number, entered: number): string {
  const past = entered === 0 ? [] : [`past the deployments of ${entered === 1 ? '1 service' : `${entered} services`}`];
  const within = deviating === 0 && entered > 0 ? [] : [`in ${deviating} of ${units} units`];
  return `deviation found: ${[...within, ...past].join(', and ')}`;
}

function countsOf(answers: readonly StepAnswer[]): StepCount['counts'] {
  const counts = { PASS: 0, GAP: 0, INDETERMINATE: 0, EXEMPT: 0, PENDING: 0, NOT_TESTED: 0 };
  for (const answer of answers) counts[answer]++;
  return counts;
}

import type { Policy } from '#contract';
import type { PopulationUnit } from '../sample/index.js';

export interface Weight {
  readonly risk: string;
  readonly services: number;
  readonly commits: number;
}

/** Where policy says nothing: one service and few commits are LOW. */
const STANDARD = { medium: { services: 2, commits: 10 }, high: { services: 4, commits: 50 } } as const;

/** How complex a change is by the thresholds of policy on risk, services and commits; the highest of them counts. */
export function complexityOf(weight: Weight, said: Policy['complexity']): PopulationUnit['complexity'] {
  const { medium, high } = said ?? STANDARD;
  if (reaches(weight, high)) return 'HIGH';
  return reaches(weight, medium) ? 'MEDIUM' : 'LOW';
}

type Threshold = NonNullable<NonNullable<Policy['complexity']>['high']>;

function reaches({ risk, services, commits }: Weight, threshold: Partial<Threshold> | undefined): boolean {
  if (threshold === undefined) return false;
  const { risks, services: fewestServices, commits: fewestCommits } = threshold;
  return (risks?.includes(risk) ?? false) || services >= (fewestServices ?? Infinity) || commits >= (fewestCommits ?? Infinity);
}

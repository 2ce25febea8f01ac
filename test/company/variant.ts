import type { JiraDenied, World } from '../../src/sample/index.js';
import type { TestPolicy } from '../pipeline/hub-under-test.js';
import type { Mutator } from './mutator.js';
import type { Expectation, Unit } from './plan.js';
import type { RuleName } from './rule-names.js';

/** A company of which not all can be read, or with another policy. */
export interface Variant {
  readonly name: string;
  /** What the tokens lack. All webhooks are told then. */
  readonly denied?: { readonly github?: Parameters<World['denied']['add']>[0]; readonly jira?: JiraDenied };
  readonly policy?: (policy: TestPolicy) => TestPolicy;
  readonly mutators: readonly Mutator[];
  /** Rules that its policy asks and others do not. */
  readonly asks?: readonly RuleName[];
  /** What is done to units that begin once all was read; none: there are no such units. */
  readonly late?: readonly Mutator[];
  /** What is done to the last unit of each repository. */
  readonly fresh?: readonly Mutator[];
  /** Rules that its policy switches off. */
  readonly silent?: readonly RuleName[];
  /** Nobody says how changes end, and what follows from that. */
  readonly isOpenEnded?: true;
  /** What is otherwise in each unit before anything is done to it. */
  readonly prepare?: (unit: Unit) => void;
  /** What else follows; `isFirst`: nothing was deployed in its repository before. */
  readonly adjust: (unit: Unit, isFirst: boolean) => void;
}

export const REVIEW = ['unreviewed-code', 'post-merge-review', 'stale-review'] as const;
export const AUTHORISATION = [
  ...(['unapproved-deployment', 'post-hoc-approval', 'incomplete-approval'] as const),
  ...(['deployed-despite-rejection', 'self-approval'] as const),
];

/** What a token lacks is a hole in all that the deployments of a unit rest on: with the changes that they carry, or by themselves. */
export function holes(unit: Unit): void {
  const carried = unit.changes.filter(({ ticket, byHand }) => ticket !== null && byHand === null);
  for (const rollout of unit.rollouts.filter((one) => one.implements)) {
    const all = carried.length === 0 ? [{ rollout }] : carried.map((change) => ({ rollout, with: change }));
    for (const about of all) unit.expects.push({ rule: 'blind-spot', answer: 'GAP', ...about });
  }
}

/** Whatever else was expected of it. */
export function indeterminate(unit: Unit, rule: RuleName, about: Pick<Expectation, 'rollout' | 'with'>): void {
  unit.expects = unit.expects.filter((one) => one.rule !== rule || one.rollout !== about.rollout || one.with !== about.with);
  unit.expects.push({ rule, answer: 'INDETERMINATE', ...about });
}

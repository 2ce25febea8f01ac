import type { Change, Expectation, Pull, Rollout, Unit } from '../plan.js';
import type { RuleName } from '../rule-names.js';

type Answer = Expectation['answer'];

/** The production deployments of a unit that carry something, as they start. */
export function implementing({ rollouts }: Unit): readonly Rollout[] {
  return rollouts.filter((one) => one.implements);
}

/** Those of them that carry this change or pull request, the earliest first. */
export function carrying(unit: Unit, thing: Change | Pull): readonly Rollout[] {
  const found = implementing(unit).filter(({ carries }) => carries === undefined || carries.includes(thing));
  return [...found].sort((a, b) => a.startedAt - b.startedAt);
}

/** About each implementing deployment by itself. */
export function ofDeployments(unit: Unit, rule: RuleName, answer: Answer, rollouts = implementing(unit)): void {
  for (const rollout of rollouts) unit.expects.push({ rule, answer, rollout });
}

/** About each implementing deployment with the ticket of a change, or with a pull request. */
export function ofPairs(unit: Unit, rule: RuleName, answer: Answer, about: Change | Pull): void {
  for (const rollout of carrying(unit, about)) unit.expects.push({ rule, answer, rollout, with: about });
}

/** About a ticket by itself. */
export function ofTicket(unit: Unit, rule: RuleName, answer: Answer, about: Change): void {
  unit.expects.push({ rule, answer, with: about });
}

/** What happens in Jira at a moment lies before, after or in no order with a start that GitHub tells in whole seconds. */
export function orderOf(at: number, { startedAt }: Rollout): 'before' | 'after' | 'unordered' {
  // [at, at + 1 ms) and [startedAt, startedAt + 1 s), more than the skew of 60 s apart.
  if (Math.round((startedAt - at) * 1000) - 1 > 60_000) return 'before';
  return Math.round((at - startedAt) * 1000) - 1000 > 60_000 ? 'after' : 'unordered';
}

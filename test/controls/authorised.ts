import { expect } from 'vitest';
import { deployedDespiteRejection } from '../../src/controls/deployed-despite-rejection.js';
import { postHocApproval } from '../../src/controls/post-hoc-approval.js';
import type { Finding, Rule } from '../../src/controls/rule.js';
import { unapprovedDeployment } from '../../src/controls/unapproved-deployment.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { span } from '../correlate/runs.js';
import { decision, implementationOf, type ImplementationPlan, START } from './implementation.js';

export function only(rule: Rule, plan: ImplementationPlan): Finding {
  const found = rule.judgeImplementation!(implementationOf(plan));
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** Answers of unapproved-deployment, post-hoc-approval and deployed-despite-rejection, by their first letters. */
export function answers(plan: ImplementationPlan): string {
  return [unapprovedDeployment, postHocApproval, deployedDespiteRejection].map((rule) => only(rule, plan).answer[0]).join('');
}

export const at = (seconds: number, part: Partial<DecisionFact> = {}) =>
  decision({ at: span(START + seconds), seq: 1_000 + seconds, ...part });
export const by = (name: string, seconds: number, part: Partial<DecisionFact> = {}) => at(seconds, { approver: `person:${name}`, ...part });
export const overall = (seconds: number, part: Partial<DecisionFact> = {}) =>
  at(seconds, { request: 'approval:1', approver: null, overall: true, ...part });
export const undated = (from: number, to: number, part: Partial<DecisionFact> = {}) =>
  at(from, { at: span(START + from, START + to), dated: false, ...part });
/** A policy that requires these approvals, one of each unless told. */
export const requiring = (...list: readonly object[]): Partial<ImplementationPlan> => ({
  policy: { approvals: { reviewIsApproval: false, deploymentApprovalCovers: false, required: list.map((one) => ({ number: 1, ...one })) } },
});

import { offBranchDeployment } from './answers/off-branch-deployment.js';
import { askedApart } from './asked-apart.js';
import { failedChecksOverridden, untestedDeployment } from './mutators/checks.js';
import { called } from './mutators/index.js';
import type { Change, Expectation, Pull, Rollout, Unit } from './plan.js';
import { approvesMerges, asksStarters, namesReviewers, readsProtections } from './looks-at-more.js';
import { agreeingClocks, noBaseline, otherRules } from './other-policies.js';
import { isProduction } from './policy.js';
import type { RuleName } from './rule-names.js';
import { AUTHORISATION, holes, indeterminate, REVIEW, type Variant } from './variant.js';

const isReview = (rule: RuleName) => (REVIEW as readonly RuleName[]).includes(rule);
const reviewing = called('review', 'account reviewed it', 'resolves the author', 'who opened it');

function pairs({ rollouts, changes }: Unit): readonly { readonly rollout: Rollout; readonly with: Pull }[] {
  const pulls = changes.flatMap((change) => change.pulls);
  return rollouts.filter((one) => one.implements).flatMap((rollout) => pulls.map((pull) => ({ rollout, with: pull })));
}

const answered = (unit: Unit, rule: RuleName, about: Pick<Expectation, 'rollout' | 'with'>) =>
  unit.expects.find((one) => one.rule === rule && one.rollout === about.rollout && one.with === about.with)?.answer;

/** Another review may make good what any of the rules misses, and may come too late or see another head. */
const unreadReviews: Variant = {
  name: 'reviews cannot be read',
  denied: { github: 'reviews' },
  mutators: reviewing,
  adjust: (unit) => {
    holes(unit);
    for (const pair of pairs(unit)) {
      const first = REVIEW.findIndex((rule) => answered(unit, rule, pair) !== undefined);
      if (first >= 0) for (const rule of REVIEW.slice(first)) indeterminate(unit, rule, pair);
    }
  },
};

/** Any reviewer may have pushed what he reviewed; and what is on no release branch may have been. */
const unreadPushes: Variant = {
  name: 'pushes cannot be read',
  denied: { github: 'activity' },
  mutators: [...reviewing, ...called('hotfix', 'pushed a commit to main')],
  adjust: (unit) => {
    holes(unit);
    for (const pair of pairs(unit)) {
      if (answered(unit, 'unreviewed-code', pair) !== 'GAP') indeterminate(unit, 'unreviewed-code', pair);
      // Whoever saw the merged head may be no reviewer, and then only who saw another one is.
      const reviewedAgain = unit.story.some((story) => story.includes('somebody else reviewed it again'));
      if (reviewedAgain && pair.with.reviews.length > 1) indeterminate(unit, 'stale-review', pair);
      for (const rule of REVIEW) if (rule !== 'unreviewed-code' && answered(unit, rule, pair) === 'GAP') indeterminate(unit, rule, pair);
    }
    for (const { rule, rollout, answer } of [...unit.expects]) {
      if (rule === 'direct-push' && answer === 'PASS' && rollout) indeterminate(unit, rule, { rollout });
    }
    for (const { rollout } of offBranchDeployment(unit, { read: 0, now: 0 })) {
      if (rollout === undefined) continue;
      indeterminate(unit, 'off-branch-deployment', { rollout });
      if (!rollout.implements) unit.expects.push({ rule: 'blind-spot', answer: 'GAP', rollout });
    }
  },
};

/** Another deployment may stand between one and its base. */
const unreadDeployments: Variant = {
  name: 'deployments cannot be read',
  denied: { github: 'deployments' },
  mutators: called(
    'nobody asked for it',
    'nobody reviewed',
    'pushed a commit to main',
    'as it was',
    'ever decided',
    'two minutes after',
    'was pushed to main',
  ),
  adjust: (unit) => {
    holes(unit);
    for (const one of unit.expects) if (isReview(one.rule) && one.with) one.answer = 'INDETERMINATE';
    for (const change of unit.changes.filter(({ ticket, byHand }) => ticket !== null && byHand === null))
      indeterminate(unit, 'outcome-mismatch', { with: change });
    for (const rollout of unit.rollouts.filter(isProduction)) {
      for (const rule of [...REVIEW, 'direct-push', 'untracked-commits', 'failed-checks-overridden'] as const)
        indeterminate(unit, rule, { rollout });
      const leads = unit.changes.some(({ ticket }) => ticket !== null) && !unit.story.some((story) => story.includes('names no ticket'));
      if (!leads || !rollout.implements) indeterminate(unit, 'untraceable-deployment', { rollout });
      for (const change of rollout.implements ? unit.changes.filter(({ ticket }) => ticket !== null) : [])
        indeterminate(unit, 'reused-change', { rollout, with: change });
      if (rollout.implements && unit.changes.every(({ ticket }) => ticket === null))
        for (const rule of [...AUTHORISATION, 'evidence-removed'] as const) indeterminate(unit, rule, { rollout });
    }
  },
};

function ofTickets(unit: Unit, project: string, does: (change: Change, starts: readonly (Rollout | null)[]) => void): void {
  for (const change of unit.changes) {
    if (change.ticket?.project === project) does(change, change.byHand ? [null] : unit.rollouts.filter((one) => one.implements));
  }
}

const about = (rollout: Rollout | null, change: Change) => (rollout === null ? { with: change } : { rollout, with: change });

/** Who decided what in Service Management nobody knows. */
const unreadApprovals: Variant = {
  name: 'approvals cannot be read',
  denied: { jira: 'approvals' },
  mutators: called('decided', 'asked and never', 'standard', 'approved by', 'required', 'window was over', 'long after'),
  adjust: (unit) =>
    ofTickets(unit, 'OPS', (change, starts) => {
      const isStandard = unit.expects.some((one) => one.with === change && one.answer === 'EXEMPT');
      for (const rollout of starts) {
        unit.expects.push({ rule: 'blind-spot', answer: 'GAP', ...about(rollout, change) });
        indeterminate(unit, 'evidence-removed', about(rollout, change));
        for (const rule of AUTHORISATION) {
          indeterminate(unit, rule, about(rollout, change));
          if (isStandard) Object.assign(unit.expects.at(-1) ?? {}, { answer: 'EXEMPT' });
        }
      }
      const isOf = ({ rule, with: other }: Expectation) => other === change && ['stale-approval', 'backdated-approval'].includes(rule);
      unit.expects = unit.expects.filter((one) => !isOf(one));
      unit.expects.push({ rule: 'stale-approval', answer: isStandard ? 'EXEMPT' : 'INDETERMINATE', with: change });
      // No completed reading ever lacked an approval, and none is dated: no world has a gap.
      unit.expects.push({ rule: 'backdated-approval', answer: 'NONE', with: change });
    }),
};

/** What was told as it happened stands; a check that nobody told of may have been repeated. */
const unreadChecks: Variant = {
  name: 'checks cannot be read',
  denied: { github: 'checks' },
  mutators: [...untestedDeployment, ...failedChecksOverridden],
  adjust: (unit) => {
    holes(unit);
    for (const one of unit.expects) if (one.rule === 'untested-deployment' && one.answer === 'GAP') one.answer = 'INDETERMINATE';
    for (const rollout of unit.rollouts.filter(isProduction)) indeterminate(unit, 'failed-checks-overridden', { rollout });
  },
};

export const VARIANTS: readonly Variant[] = [
  unreadReviews,
  unreadPushes,
  unreadDeployments,
  unreadApprovals,
  unreadChecks,
  noBaseline,
  otherRules,
  agreeingClocks,
  askedApart,
  approvesMerges,
  namesReviewers,
  asksStarters,
  readsProtections,
];

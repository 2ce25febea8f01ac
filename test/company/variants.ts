import type { JiraDenied, World } from '../../src/sample/index.js';
import type { TestPolicy } from '../pipeline/hub-under-test.js';
import type { Mutator } from './mutator.js';
import { noTolerance } from './mutators/by-hand.js';
import { MUTATORS } from './mutators/index.js';
import { twoReviews } from './mutators/two-reviews.js';
import { LEAD } from './people.js';
import type { Change, Expectation, Pull, Rollout, RuleName, Unit } from './plan.js';
import { isProduction, switchedOn } from './policy.js';

/** A company of which not all can be read, or with another policy. */
export interface Variant {
  readonly name: string;
  /** What the tokens lack. All webhooks are told then. */
  readonly denied?: { readonly github?: Parameters<World['denied']['add']>[0]; readonly jira?: JiraDenied };
  readonly policy?: (policy: TestPolicy) => TestPolicy;
  readonly mutators: readonly Mutator[];
  /** Rules that its policy switches off. */
  readonly silent?: readonly RuleName[];
  /** Nobody says how changes end, and what follows from that. */
  readonly isOpenEnded?: true;
  /** What is otherwise in each unit before anything is done to it. */
  readonly prepare?: (unit: Unit) => void;
  /** What else follows; `isFirst`: nothing was deployed in its repository before. */
  readonly adjust: (unit: Unit, isFirst: boolean) => void;
}

const REVIEW = ['unreviewed-code', 'post-merge-review', 'stale-review'] as const;
const AUTHORISATION = ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval'] as const;
const isReview = (rule: RuleName) => (REVIEW as readonly RuleName[]).includes(rule);

const named = (...parts: readonly string[]) => MUTATORS.filter(({ name }) => parts.some((part) => name.includes(part)));
const reviewing = named('review', 'account reviewed it', 'resolves the author', 'who opened it');

function indeterminate(unit: Unit, rule: RuleName, about: Pick<Expectation, 'rollout' | 'with'>): void {
  unit.expects = unit.expects.filter((one) => one.rule !== rule || one.rollout !== about.rollout || one.with !== about.with);
  unit.expects.push({ rule, answer: 'INDETERMINATE', ...about });
}

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
  mutators: [...reviewing, ...named('hotfix', 'pushed a commit to main')],
  adjust: (unit) => {
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
  },
};

/** Another deployment may stand between one and its base. */
const unreadDeployments: Variant = {
  name: 'deployments cannot be read',
  denied: { github: 'deployments' },
  mutators: named(
    'nobody asked for it',
    'nobody reviewed',
    'pushed a commit to main',
    'as it was',
    'ever decided',
    'two minutes after',
    'was pushed to main',
  ),
  adjust: (unit) => {
    for (const one of unit.expects) if (isReview(one.rule) && one.with) one.answer = 'INDETERMINATE';
    for (const rollout of unit.rollouts.filter(isProduction)) {
      for (const rule of [...REVIEW, 'direct-push', 'untracked-commits'] as const) indeterminate(unit, rule, { rollout });
      const leads = unit.changes.some(({ ticket }) => ticket !== null) && !unit.story.some((story) => story.includes('names no ticket'));
      if (!leads || !rollout.implements) indeterminate(unit, 'untraceable-deployment', { rollout });
      if (rollout.implements && unit.changes.every(({ ticket }) => ticket === null))
        for (const rule of AUTHORISATION) indeterminate(unit, rule, { rollout });
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
  mutators: named('decided', 'asked and never', 'standard', 'approved by', 'required', 'window was over', 'long after'),
  adjust: (unit) =>
    ofTickets(unit, 'OPS', (change, starts) => {
      const isStandard = unit.expects.some((one) => one.with === change && one.answer === 'EXEMPT');
      for (const rollout of starts)
        for (const rule of AUTHORISATION) {
          indeterminate(unit, rule, about(rollout, change));
          if (isStandard) Object.assign(unit.expects.at(-1) ?? {}, { answer: 'EXEMPT' });
        }
    }),
};

/** Of a request policy there requires other fields, which are none of those that people edit. */
const OTHER_FIELDS: readonly RuleName[] = ['retrofitted-evidence'];

/** "With none, rules over a range judge the own revision and are INDETERMINATE for the rest"; and the parameters as they are by themselves. */
const noBaseline: Variant = {
  name: 'no baseline and no parameters',
  silent: OTHER_FIELDS,
  policy: ({ baselines: _, rules: __, fields, ...policy }) => ({
    ...policy,
    fields: { '*': { plannedEnd: fields?.['*']?.plannedEnd ?? '' } },
    rules: { ...switchedOn(OTHER_FIELDS), 'post-hoc-approval': { environments: ['production'] } },
  }),
  mutators: [
    ...named('names no requester', 'template', 'somebody pushed', 'ever decided', 'long after', 'emergency, approved'),
    ...noTolerance,
  ],
  adjust: (unit, isFirst) => {
    if (!isFirst) return;
    for (const rollout of unit.rollouts.filter((one) => one.implements)) {
      const rules = [...REVIEW, 'direct-push', 'untracked-commits', 'unapproved-deployment', 'post-hoc-approval'] as const;
      for (const rule of [...rules, 'deployed-despite-rejection'] as const) indeterminate(unit, rule, { rollout });
    }
  },
};

/** Two reviews, some rules not asked, others about other places alone, and leads may approve what they wrote. */
const otherRules: Variant = {
  name: 'two reviews, and rules that are narrowed',
  silent: OTHER_FIELDS,
  policy: (policy) => ({
    ...policy,
    fields: { '*': { plannedStart: policy.fields?.['*']?.plannedStart ?? '', justification: 'customfield_19999' } },
    rules: {
      ...switchedOn(OTHER_FIELDS),
      'unreviewed-code': { reviews: 2 },
      'self-approval': { roles: ['lead'] },
      'deployed-despite-rejection': { enabled: false },
      'post-hoc-approval': { environments: ['staging'] },
      'direct-push': { services: ['another'] },
      'incomplete-request': { fields: ['justification'] },
      'outside-window': { tolerance: '600s' },
    },
  }),
  mutators: [
    ...twoReviews,
    ...named('ever decided', 'approved by an author', 'approved by who', 'long after', 'somebody pushed', 'was rejected', 'and rejected'),
  ],
  prepare: ({ cast, changes }) => {
    for (const { pulls } of changes)
      for (const { reviews } of pulls) for (const one of [...reviews]) reviews.push({ ...one, by: cast.otherReviewer.github });
  },
  adjust: (unit) => {
    const never: readonly RuleName[] = ['deployed-despite-rejection', 'post-hoc-approval', 'direct-push'];
    unit.expects = unit.expects.filter(({ rule }) => !never.includes(rule));
    const carried = unit.changes.filter(({ ticket }) => ticket !== null);
    for (const rollout of unit.rollouts.filter((one) => one.implements)) {
      unit.expects.push({ rule: 'direct-push', answer: 'NONE', rollout });
      for (const change of carried)
        for (const rule of ['deployed-despite-rejection', 'post-hoc-approval'] as const)
          unit.expects.push({ rule, answer: 'NONE', rollout, with: change });
    }
    for (const change of carried) {
      unit.expects.push({ rule: 'incomplete-request', answer: 'INDETERMINATE', with: change });
      // Whoever wrote it, known or not.
      if (change.ticket?.decisions.every(({ by }) => by === LEAD.jira))
        for (const one of unit.expects)
          if (one.rule === 'self-approval' && one.with === change && /GAP|INDETERMINATE/.test(one.answer)) one.answer = 'PASS';
    }
  },
};

export const VARIANTS: readonly Variant[] = [unreadReviews, unreadPushes, unreadDeployments, unreadApprovals, noBaseline, otherRules];

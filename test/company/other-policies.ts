import { noTolerance } from './mutators/by-hand.js';
import { called } from './mutators/index.js';
import { brokenHistories } from './mutators/status-history-broken.js';
import { twoReviews } from './mutators/two-reviews.js';
import { LEAD } from './people.js';
import { switchedOn } from './policy.js';
import type { RuleName } from './rule-names.js';
import { indeterminate, REVIEW, type Variant } from './variant.js';

/** Of a request policy there requires other fields, which are none of those that people edit, and has none for what is approved. */
const OTHER_FIELDS: readonly RuleName[] = ['retrofitted-evidence', 'stale-approval'];

/** "With none, rules over a range judge the own revision and are INDETERMINATE for the rest"; and the parameters as they are by themselves. */
export const noBaseline: Variant = {
  name: 'no baseline and no parameters',
  silent: OTHER_FIELDS,
  policy: ({ baselines: _, rules: __, approvals: ___, approvers: ____, fields, ...policy }) => ({
    ...policy,
    fields: { '*': { plannedEnd: fields?.['*']?.plannedEnd ?? '' } },
    rules: { ...switchedOn(OTHER_FIELDS), 'post-hoc-approval': { environments: ['production'] } },
  }),
  mutators: [
    ...called('names no requester', 'template', 'somebody pushed', 'ever decided', 'long after', 'emergency, approved'),
    ...noTolerance,
  ],
  adjust: (unit, isFirst) => {
    if (!isFirst) return;
    for (const rollout of unit.rollouts.filter((one) => one.implements)) {
      const rules = [...REVIEW, 'direct-push', 'untracked-commits', 'unapproved-deployment', 'post-hoc-approval'] as const;
      for (const rule of [...rules, 'incomplete-approval', 'deployed-despite-rejection', 'evidence-removed', 'blind-spot'] as const)
        indeterminate(unit, rule, { rollout });
    }
  },
};

/** Two reviews, some rules not asked, others about other places alone, and leads may approve what they wrote. */
export const otherRules: Variant = {
  name: 'two reviews, and rules that are narrowed',
  silent: OTHER_FIELDS,
  policy: ({ approvals: _, approvers: __, ...policy }) => ({
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
    ...called('ever decided', 'approved by an author', 'approved by who', 'long after', 'somebody pushed', 'was rejected', 'and rejected'),
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

/** Without a skew what was read twice is read later; in a clean unit all is as certain as with one. */
export const agreeingClocks: Variant = {
  name: 'clocks that agree',
  policy: (policy) => ({ ...policy, clockSkew: '0s' }),
  mutators: brokenHistories,
  adjust: () => undefined,
};

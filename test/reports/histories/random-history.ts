import { lastEnd, SPAN } from '../../company/clean.js';
import { type History, historyOf } from '../../company/history.js';
import type { Mutator } from '../../company/mutator.js';
import { backdatedApproval } from '../../company/mutators/backdated-approval.js';
import { controlWeakened } from '../../company/mutators/control-weakened.js';
import { evidenceRemoved } from '../../company/mutators/evidence-removed.js';
import { called, MUTATORS } from '../../company/mutators/index.js';
import { pastDeployments } from '../../company/mutators/past-deployments.js';
import { rewrittenHistory } from '../../company/mutators/rewritten-history.js';
import { unknownArtifact } from '../../company/mutators/unknown-artifact.js';
import type { Rollout, Unit } from '../../company/plan.js';
import { ANSWERED, APART, type RuleName } from '../../company/rule-names.js';
import { isProduction } from '../../company/policy.js';
import { Random } from '../../company/random.js';
import type { Variant } from '../../company/variant.js';
import { lastUnit } from './ends.js';
import { LIVES } from './lives.js';

const CLOSED = { stage: 'CLOSED' } as const;

/** Three teams' services and one that policy does not know, words for outcomes, risks and incidents. */
const MANY_TEAMS: Variant = {
  name: 'many teams',
  mutators: [],
  adjust: () => undefined,
  silent: ANSWERED,
  isOpenEnded: true,
  policy: (policy) => ({
    ...policy,
    teams: { payments: { name: 'Payments' }, shop: {} },
    services: {
      pay: { team: 'payments', repositories: ['acme/pay'] },
      front: { team: 'shop', repositories: ['acme/web'] },
      rates: { team: 'payments', repositories: ['acme/rates'] },
    },
    statuses: { '*': { ...policy.statuses?.['*'], Validating: { stage: 'VALIDATING' }, Archived: CLOSED } },
    fields: { '*': { ...policy.fields?.['*'], risk: 'priority' } },
    rules: { ...policy.rules, ...Object.fromEntries(ANSWERED.map((rule) => [rule, { enabled: false }])) },
    // The loops count the first approval.
    approvals: { required: [] },
    incidentTypes: { '*': ['Incident'] },
    outcomes: {
      '*': {
        'Rolled back': 'BACKED_OUT',
        "Won't do": 'CANCELLED',
        'Done with issues': 'SUCCESSFUL_WITH_ISSUES',
        Archived: 'SUCCESSFUL',
      },
    },
  }),
};

/** Of which the plan leaves open what some rules say. */
const OPEN: readonly string[] = ['merged into another branch, and pushed to main from there'];

/**
 * The loops know neither what senders say beside the tools, nor what is told of a past that was rewritten or deleted, nor a revert that
 * another deployment carries than what it reverts.
 */
const UNKNOWN_TO_LOOPS: ReadonlySet<Mutator> = new Set([
  ...backdatedApproval,
  ...unknownArtifact,
  ...rewrittenHistory,
  ...pastDeployments,
  ...evidenceRemoved,
  ...controlWeakened,
  ...called('reverted by another change'),
]);

/** A history of about so many changes, of which any may go wrong, wait, be reopened or be taken back. */
export function randomHistory(seed: number, changes: number): History {
  const order = new Random(seed + 1_000_000);
  const mutators = order.shuffled([
    ...LIVES,
    ...LIVES,
    ...MUTATORS.filter((one) => !OPEN.includes(one.name) && !UNKNOWN_TO_LOOPS.has(one)),
  ]);
  const history = historyOf({ seed, changes, mutators, from: 0, variant: MANY_TEAMS });
  const ends = [0, 1, 2, 3].map((repository) => {
    const targets = repository === 1 ? ['prod-eu', 'prod-us'] : ['production'];
    const before = history.units.filter((unit) => unit.repository === repository).map(lastEnd);
    return lastUnit(order, { repository, targets }, Math.max(0, ...before) + order.int(5, 200) * SPAN.HOUR);
  });
  const units = [...history.units, ...ends];
  for (const unit of units) unit.silent = [...ANSWERED, ...APART];
  units.forEach(expectAll);
  return { ...history, units };
}

/** What the plans leave unsaid, since nothing is wrong with it: reports count that, too. */
function expectAll({ rollouts, expects }: Unit): void {
  const say = (rollout: Rollout, rules: readonly RuleName[]) => {
    const isSaid = (rule: RuleName) => expects.some((one) => one.rule === rule && one.rollout === rollout && one.with === undefined);
    for (const rule of rules) if (!isSaid(rule)) expects.push({ rule, answer: 'PASS', rollout });
  };
  // "A redeployment or rollback is asked only the rules whose subject is D."
  for (const rollout of rollouts) {
    if (!rollout.implements && isProduction(rollout)) say(rollout, ['direct-push', 'untraceable-deployment', 'untracked-commits']);
  }
  // "Rules over I, T then judge D in T's place": nobody rejected or approved it.
  for (const { rule, rollout, with: other } of [...expects]) {
    const isAlone = rule === 'unapproved-deployment' && other === undefined && rollout !== undefined;
    if (isAlone) say(rollout, ['post-hoc-approval', 'deployed-despite-rejection']);
  }
}

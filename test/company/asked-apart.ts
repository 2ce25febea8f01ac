import { controlWeakened, SHORTLY } from './mutators/control-weakened.js';
import { component, configurationUnrecorded, scopeExceeded, unreadScope } from './mutators/scope-exceeded.js';
import type { Unit } from './plan.js';
import { isProduction } from './policy.js';
import { APART } from './rule-names.js';
import type { Variant } from './variant.js';

/** What services are called, by their repositories: policy gives the first one a name. */
const SERVICES = ['pay', 'acme/web', 'acme/rates', 'acme/ledger'];

/** Where a pipeline tells which configuration it applies, and tickets which systems they touch. */
export const askedApart: Variant = {
  name: 'rules that only policy switches on',
  asks: APART,
  policy: ({ fields, rules, ...policy }) => ({
    ...policy,
    fields: { '*': { ...fields?.['*'], affectedSystems: 'components' } },
    rules: {
      ...rules,
      'scope-exceeded': { enabled: true },
      'configuration-unrecorded': { enabled: true },
      'control-weakened': { enabled: true, within: `${SHORTLY}s` },
    },
  }),
  mutators: [...scopeExceeded, ...configurationUnrecorded, ...controlWeakened],
  fresh: unreadScope,
  prepare: ({ repository, changes, rollouts }) => {
    for (const { ticket } of changes) if (ticket !== null) ticket.fields['components'] = component(SERVICES[repository] ?? '');
    for (const rollout of rollouts.filter(isProduction)) rollout.reports = { configuration: 'chart 4.2.0' };
  },
  adjust: unguarded,
};

/** Nobody knows what protected a branch before it was read first. */
export function unguarded(unit: Unit): void {
  const isSaid = new Set(unit.expects.filter(({ rule }) => rule === 'control-weakened').map(({ rollout }) => rollout));
  for (const rollout of unit.rollouts.filter((one) => isProduction(one) && !isSaid.has(one)))
    unit.expects.push({ rule: 'control-weakened', answer: 'INDETERMINATE', rollout });
}

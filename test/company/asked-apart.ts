import { controlWeakened } from './mutators/control-weakened.js';
import { component, configurationUnrecorded, scopeExceeded, unreadScope } from './mutators/scope-exceeded.js';
import { isProduction } from './policy.js';
import { APART } from './rule-names.js';
import type { Variant } from './variant.js';

/** What services are called, by their repositories: policy gives the first one a name. */
const SERVICES = ['pay', 'acme/web', 'acme/rates', 'acme/ledger'];

/** So many seconds before a deployment nothing may become looser, as this policy says. */
const SHORTLY = 120;

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
  prepare: (unit) => {
    unit.shortly = SHORTLY;
    const { repository, changes, rollouts } = unit;
    for (const { ticket } of changes) if (ticket !== null) ticket.fields['components'] = component(SERVICES[repository] ?? '');
    for (const rollout of rollouts.filter(isProduction)) rollout.reports = { configuration: 'chart 4.2.0' };
  },
  adjust: () => undefined,
};

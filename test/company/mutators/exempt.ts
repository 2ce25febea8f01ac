import type { Mutator } from '../mutator.js';
import { EMERGENCY, STANDARD } from '../policy.js';
import { chosen, startOf } from './choose.js';
import { ofPairs } from './expect.js';

/** "A standard (pre-approved) change is EXEMPT from the authorisation rules where policy lists its model". */
const standard: Mutator = {
  name: 'a standard change, which nobody approved',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    Object.assign(ticket, { decisions: [], fields: { ...ticket.fields, labels: [STANDARD] } });
    for (const rule of ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection'] as const)
      ofPairs(unit, rule, 'EXEMPT', change);
    return true;
  },
};

/** EXEMPT "afterwards if it was reviewed in time". */
const emergency: Mutator = {
  name: 'an emergency, approved the day after',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    ticket.fields['labels'] = [EMERGENCY];
    for (const decision of ticket.decisions) Object.assign(decision, { at: startOf(unit) + 86_400, by: unit.cast.approver.jira });
    for (const rule of ['unapproved-deployment', 'post-hoc-approval'] as const) ofPairs(unit, rule, 'EXEMPT', change);
    return true;
  },
};

export const exempt = [standard, emergency];

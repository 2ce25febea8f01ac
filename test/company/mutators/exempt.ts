import type { Mutator } from '../mutator.js';
import { STANDARD } from '../policy.js';
import { chosen, personOf, startOf } from './choose.js';
import { implementing, ofPairs, ofTicket } from './expect.js';

export const OF_AUTHORISATION = [
  ...(['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval', 'incomplete-approval'] as const),
  ...(['retrospective-request', 'reused-change'] as const),
];

/** "A standard (pre-approved) change is EXEMPT from the authorisation rules where policy lists its model". */
const standard: Mutator = {
  name: 'a standard change, which nobody approved',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    Object.assign(ticket, { decisions: [], fields: { ...ticket.fields, labels: [STANDARD] } });
    for (const rule of OF_AUTHORISATION) ofPairs(unit, rule, rule === 'self-approval' ? 'NONE' : 'EXEMPT', change);
    return true;
  },
};

/** Whoever approved it: that is not asked either. */
const standardApproved: Mutator = {
  name: 'a standard change, which its author approved',
  apply(unit, random) {
    const { change, ticket, pull } = chosen(unit, random);
    Object.assign(ticket, { fields: { ...ticket.fields, labels: [STANDARD] } });
    for (const decision of ticket.decisions) decision.by = personOf(pull.commits[0]?.author ?? null).jira;
    for (const rule of OF_AUTHORISATION) ofPairs(unit, rule, 'EXEMPT', change);
    for (const rule of ['stale-approval', 'backdated-approval'] as const) ofTicket(unit, rule, 'EXEMPT', change);
    return true;
  },
};

/** Nobody knows whether it was one when it started. */
const calledStandardMeanwhile: Mutator = {
  name: 'called a standard change in the second of the start',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    if (implementing(unit).length !== 1) return false;
    ticket.edits.push({ at: startOf(unit), by: ticket.creator, field: 'labels', to: STANDARD });
    for (const rule of OF_AUTHORISATION) ofPairs(unit, rule, 'INDETERMINATE', change);
    for (const rule of ['stale-approval', 'backdated-approval'] as const) ofTicket(unit, rule, 'INDETERMINATE', change);
    return true;
  },
};

export const exempt = [standard, standardApproved, calledStandardMeanwhile];

import type { PresetPolicy } from './merge.js';

/**
 * Preset `sox`: the general IT controls over changes to systems of financial reporting ask that each change is authorised and tested,
 * that who develops does not put into production, and that the record was made before and not for the auditor.
 */
export const SOX: PresetPolicy = {
  rules: {
    // What the auditor's fourth step reads of each drawn ticket.
    'incomplete-request': { fields: ['description', 'requester', 'justification', 'implementationPlan', 'backoutPlan', 'impact'] },
    // Segregation of duties: no role may approve what it wrote, and no author starts a deployment by hand.
    'self-approval': { roles: [] },
    'developer-deployed': { enabled: true },
    'unreviewed-code': { reviews: 1 },
    // Approvals: all that are required, by who may give them, of what was deployed, and when they say.
    'incomplete-approval': { enabled: true },
    'unauthorised-approver': { enabled: true },
    // Code that was merged after it was not what was approved.
    'stale-approval': { enabled: true, which: ['plan', 'risk', 'window', 'affectedSystems', 'commits'] },
    'backdated-approval': { enabled: true },
    'retrofitted-evidence': { enabled: true },
    // Tested before, and by what is in force.
    'untested-deployment': { enabled: true },
    'failed-checks-overridden': { enabled: true },
    // What the evidence rests on stays as it was.
    'evidence-removed': { enabled: true },
    'direct-access': { enabled: true },
    'emergency-without-review': { within: '72h' },
    // Closing of the books: freezes are asked where the file gives them.
    'freeze-violation': { enabled: true },
  },
};

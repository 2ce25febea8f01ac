import type { PresetPolicy } from './merge.js';

/**
 * Preset `soc2`: CC8.1 asks that changes are authorised, designed, documented, tested, approved and implemented, so the
 * request must say more than the base policy wants of it. What is not said here keeps its default.
 */
export const SOC2: PresetPolicy = {
  rules: {
    // The auditor's fourth step reads description, requester, justification, implementation plan and rollback of each drawn
    // ticket; impact, communication and dependencies are what "readiness" is proved by (CC8.1, points of focus).
    'incomplete-request': {
      fields: ['description', 'requester', 'justification', 'implementationPlan', 'backoutPlan', 'impact', 'communication', 'dependencies'],
    },
    // Segregation of duties (CC6.1, CC8.1): no role may approve what it wrote.
    'self-approval': { roles: [] },
    // CC8.1 asks for one reviewer who did not write the code; a company that wants two says so in its file.
    'unreviewed-code': { reviews: 1 },
    // Emergency changes are authorised afterwards; three days cover a weekend.
    'emergency-without-review': { within: '72h' },
  },
};

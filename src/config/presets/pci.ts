import type { PresetPolicy } from './merge.js';

/**
 * Preset `pci`: PCI DSS 4.0.1 asks of every change a reason, its impact, an approval, tests and a way back (6.5.1), code that
 * somebody qualified reviewed who did not write it (6.2.3.1), duties that are separate (6.5.4), protected records (10.3) and
 * word of what changed unasked (11.5.2).
 */
export const PCI: PresetPolicy = {
  rules: {
    'incomplete-request': { fields: ['description', 'requester', 'justification', 'impact', 'backoutPlan'] },
    'self-approval': { roles: [] },
    'unauthorised-approver': { enabled: true },
    'unreviewed-code': { reviews: 1 },
    // Asked where the file says who may review what.
    'unqualified-reviewer': { enabled: true },
    'developer-deployed': { enabled: true },
    'untested-deployment': { enabled: true },
    'failed-checks-overridden': { enabled: true },
    'unknown-artifact': { enabled: true },
    'control-weakened': { enabled: true },
    'evidence-removed': { enabled: true },
    'direct-access': { enabled: true },
    'drift-without-change': { enabled: true },
    'emergency-without-review': { within: '72h' },
  },
};

import type { ChangeCase } from './change-case.js';
import type { DeploymentCase } from './case.js';
import type { Rule } from './rule.js';
import { skippedEnvironments } from './whole-change/environments.js';
import { skippedStages } from './whole-change/stages.js';

/** A change was implemented without a stage, or a deployment reached production without an environment, that policy puts before it. */
export const skippedStage: Rule = {
  info: {
    id: 'skipped-stage',
    title: 'A change skipped a stage, or a deployment an environment',
    gapWhen:
      'the change reached `IMPLEMENTING` or later without ever being in a stage that policy requires, or the deployment reached production without the environments that policy puts before it',
    severity: 'MEDIUM',
    subject: 'change; deployment',
    clauses: [
      'NIST 800-53 CM-3 e–f, CM-4(2); environments: CM-4(1)',
      'ISO 27001 A.8.32; environments: A.8.31',
      'SOC 2 CC8.1',
      'PCI DSS 6.5.1; environments: 6.5.3',
      'CIS v8 16.8',
    ],
  },
  silence:
    'It is asked where policy names stages that a change must pass (requiredStages), or environments before production (environmentOrder).',
  needs: ({ environmentOrder }) => environmentOrder !== undefined,
  judge: (subject: DeploymentCase) => skippedEnvironments(subject),
  judgeTicket: (subject: ChangeCase) => skippedStages(subject),
};

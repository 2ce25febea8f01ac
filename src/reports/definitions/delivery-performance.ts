import { NO_EVIDENCE, type Percentile, type ReportDefinition } from '../definition.js';

const OPEN = 'They have no end, or none came within 24 h.';
const UNMERGED = 'No merge is known of what they carry: commits that were pushed directly, or a pull request whose merge was not read.';
const NOT_YET = 'No deployment has succeeded there since.';
const lead = (says: string, percentile: Percentile) =>
  ({ kind: 'DURATION', says, counts: ['LEAD'], percentile, unknown: ['LEAD_UNKNOWN'], because: UNMERGED }) as const;
const recovery = (says: string, percentile: Percentile) =>
  ({ kind: 'DURATION', says, counts: ['RECOVERY'], percentile, unknown: ['NOT_RECOVERED'], because: NOT_YET }) as const;

/** https://dora.dev/guides/dora-metrics-four-keys/, from what platforms recorded: author dates of commits are claims. */
export const deliveryPerformance = {
  says: 'The four measures of DORA, over deployments to production that bring something: rollbacks and redeployments are none.',
  placed: 'A deployment counts in the window in which it started, whatever became of it later.',
  keys: [],
  ignores: NO_EVIDENCE,
  figures: {
    deploymentFrequency: {
      kind: 'PER_DAY',
      says: 'Successful deployments for each day.',
      counts: ['SUCCEEDED'],
      unknown: ['OPEN'],
      because: OPEN,
    },
    leadTimeForChanges: lead(
      'From the merge of each pull request to the end of each successful deployment that carries it; half of them took no longer.',
      50,
    ),
    leadTimeForChangesP90: lead('The same; nine tenths took no longer.', 90),
    changeFailureRate: {
      kind: 'SHARE',
      says: 'Of the deployments that ended, the share that failed, or whose revision a successful rollback replaced.',
      counts: ['BROKEN'],
      rest: ['SOUND'],
      unknown: ['OPEN'],
      because: OPEN,
    },
    failedDeploymentRecoveryTime: recovery(
      'From the end of each of these to the end of the next successful deployment that started after it, rollbacks included, of the same service to the same environment; half of them took no longer.',
      50,
    ),
    failedDeploymentRecoveryTimeP90: recovery('The same; nine tenths took no longer.', 90),
  },
} as const satisfies ReportDefinition;

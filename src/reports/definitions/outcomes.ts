import { OUTCOMES } from '#contract';
import { NO_EVIDENCE, type ReportDefinition } from '../definition.js';

const NO_END = 'Neither the ticket nor its deployments say how it ended.';
const KNOWN = OUTCOMES.filter((outcome) => outcome !== 'UNKNOWN');
const ended = (says: string, outcome: (typeof OUTCOMES)[number]) =>
  ({
    kind: 'SHARE',
    says: `Of the changes whose outcome is known, the share that ${says}.`,
    counts: [outcome],
    rest: KNOWN.filter((one) => one !== outcome),
    unknown: ['UNKNOWN'],
    because: NO_END,
  }) as const;

export const outcomes = {
  says: 'How changes ended.',
  placed:
    'A change counts in the window in which its earliest implementation started; one that was never implemented, in the window of its outcome.',
  keys: [],
  ignores: NO_EVIDENCE,
  figures: {
    changes: { kind: 'COUNT', says: 'Changes that are in this report.', counts: [...OUTCOMES] },
    successful: ended('was successful', 'SUCCESSFUL'),
    successfulWithIssues: ended('was successful with issues', 'SUCCESSFUL_WITH_ISSUES'),
    failed: ended('failed', 'FAILED'),
    partiallyCompleted: ended('was completed in part', 'PARTIALLY_COMPLETED'),
    backedOut: ended('was backed out', 'BACKED_OUT'),
    cancelled: ended('was cancelled', 'CANCELLED'),
    unknown: { kind: 'COUNT', says: 'Changes of which nobody says how they ended.', counts: ['UNKNOWN'] },
    delayed: {
      kind: 'SHARE',
      says: 'Of the changes with a planned and an actual end, the share that ended after the planned one.',
      counts: ['DELAYED'],
      rest: ['ON_TIME'],
      unknown: ['UNTIMED'],
      because: 'They have no planned end, or have not ended.',
    },
    derived: {
      kind: 'SHARE',
      says: 'Of the changes whose outcome is known, the share whose outcome only their deployments tell.',
      counts: ['DERIVED'],
      rest: ['SAID'],
      unknown: ['UNKNOWN'],
      because: NO_END,
    },
  },
} as const satisfies ReportDefinition;

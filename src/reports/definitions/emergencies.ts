import { CHANGE_CLASSES } from '#contract';
import { NO_EVIDENCE, type ReportDefinition } from '../definition.js';

const of = (says: string, which: (typeof CHANGE_CLASSES)[number]) =>
  ({ kind: 'SHARE', says, counts: [which], rest: CHANGE_CLASSES.filter((one) => one !== which) }) as const;

export const emergencies = {
  says: 'How many changes went the way of an emergency, and whether they were reviewed.',
  placed: 'A change counts in the window in which its earliest implementation started.',
  keys: [],
  ignores: NO_EVIDENCE.filter((one) => one !== 'reviews'),
  figures: {
    emergencies: { kind: 'COUNT', says: 'Emergency changes.', counts: ['EMERGENCY'] },
    emergencyRate: of('Of all changes that started, the share that was an emergency.', 'EMERGENCY'),
    standardRate: of('Of all changes that started, the share that was pre-approved.', 'STANDARD'),
    reviewedInTime: {
      kind: 'SHARE',
      says: 'Of the emergencies that the rule `emergency-without-review` decided, the share that was reviewed in time.',
      counts: ['REVIEWED'],
      rest: ['NOT_REVIEWED'],
      unknown: ['REVIEW_UNKNOWN'],
      because: 'Their review is not due yet, or the rule could not tell.',
    },
  },
} as const satisfies ReportDefinition;

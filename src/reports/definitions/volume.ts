import { NO_EVIDENCE, type ReportDefinition } from '../definition.js';

const UNDATED = 'Their source does not say when: they may lie in this window or in another.';

export const volume = {
  says: 'How many changes there were.',
  placed: 'Each figure counts in the window in which its own moment lies.',
  keys: [],
  ignores: NO_EVIDENCE,
  figures: {
    requested: { kind: 'COUNT', says: 'Changes whose ticket was made.', counts: ['REQUESTED'], because: UNDATED },
    approved: { kind: 'COUNT', says: 'Changes that were first authorised.', counts: ['APPROVED'], because: UNDATED },
    started: {
      kind: 'COUNT',
      says: 'Changes whose earliest implementation started, with a ticket or without.',
      counts: ['TICKETED', 'UNTICKETED'],
      because: UNDATED,
    },
    finished: { kind: 'COUNT', says: 'Changes whose last successful implementation ended.', counts: ['FINISHED'], because: UNDATED },
    closed: {
      kind: 'COUNT',
      says: 'Changes whose ticket was closed, and is still: at the moment since which it stands closed without a break.',
      counts: ['CLOSED'],
      because: UNDATED,
    },
    unticketed: {
      kind: 'SHARE',
      says: 'Of the changes that started, the share without a ticket.',
      counts: ['UNTICKETED'],
      rest: ['TICKETED'],
      because: UNDATED,
    },
  },
} as const satisfies ReportDefinition;

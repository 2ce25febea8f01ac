import { NO_EVIDENCE, type Percentile, type ReportDefinition } from '../definition.js';

const OPEN = 'They are in the stage still, or nobody says since when they are.';
const stay = (says: string, percentile: Percentile) =>
  ({ kind: 'DURATION', says, counts: ['STAY'], percentile, unknown: ['STILL_THERE', 'UNSEEN'], because: OPEN }) as const;

export const bottlenecks = {
  says: 'How long changes stay in each stage before CLOSED, and, in the totals, for whom they wait there. A change that comes back into a stage stays there anew.',
  placed: 'A stay counts in the window in which it ended; one that has not ended is unknown to the window in which it began.',
  keys: ['stage', 'waitingFor'],
  inTotals: 'waitingFor',
  ignores: NO_EVIDENCE,
  figures: {
    stays: { kind: 'COUNT', says: 'Stays that ended.', counts: ['STAY'], unknown: ['STILL_THERE', 'UNSEEN'], because: OPEN },
    timeP50: stay('Half of the stays took no longer.', 50),
    timeP75: stay('Three quarters of the stays took no longer.', 75),
    timeP90: stay('Nine tenths of the stays took no longer.', 90),
    timeP95: stay('95 of 100 stays took no longer.', 95),
  },
} as const satisfies ReportDefinition;

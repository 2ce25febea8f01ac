import { NO_EVIDENCE, type ReportDefinition } from '../definition.js';

const UNDATED = 'Their source does not say when they were made, or when they were closed.';
const OF_AGE = ['UNDER_7_DAYS', 'UNDER_30_DAYS', 'UNDER_90_DAYS', 'OLDER'] as const;
const aged = (says: string, which: (typeof OF_AGE)[number]) =>
  ({ kind: 'SHARE', says, counts: [which], rest: OF_AGE.filter((one) => one !== which), because: UNDATED }) as const;

export const aging = {
  says: 'How old the changes are that are open at the end of a window: made before it, and not closed by then. In a window that is not over the end is the moment asked about.',
  placed: 'A change counts in every window at whose end it is open.',
  keys: [],
  ignores: NO_EVIDENCE,
  figures: {
    open: { kind: 'COUNT', says: 'Changes that are open.', counts: ['OPEN'], because: UNDATED },
    ageP50: { kind: 'DURATION', says: 'Half of them are not older.', counts: ['OPEN'], percentile: 50, because: UNDATED },
    ageP75: { kind: 'DURATION', says: 'Three quarters of them are not older.', counts: ['OPEN'], percentile: 75, because: UNDATED },
    ageP90: { kind: 'DURATION', says: 'Nine tenths of them are not older.', counts: ['OPEN'], percentile: 90, because: UNDATED },
    ageP95: { kind: 'DURATION', says: '95 of 100 of them are not older.', counts: ['OPEN'], percentile: 95, because: UNDATED },
    under7Days: aged('The share that is younger than 7 days of 24 h.', 'UNDER_7_DAYS'),
    under30Days: aged('The share of 7 days or more, and less than 30.', 'UNDER_30_DAYS'),
    under90Days: aged('The share of 30 days or more, and less than 90.', 'UNDER_90_DAYS'),
    older: aged('The share of 90 days or more.', 'OLDER'),
  },
} as const satisfies ReportDefinition;

import { NO_EVIDENCE, type Percentile, type ReportDefinition } from '../definition.js';

/**
 * From one moment of a change to another, in order of its life; MERGE_TO_DEPLOYMENT from the merge of a pull request to
 * the end of each successful production deployment that carries it.
 */
export const LEGS = [
  'REQUEST_TO_APPROVAL',
  'APPROVAL_TO_START',
  'REQUEST_TO_START',
  'START_TO_FINISH',
  'FINISH_TO_CLOSE',
  'REQUEST_TO_FINISH',
  'MERGE_TO_DEPLOYMENT',
] as const;
export type Leg = (typeof LEGS)[number];

const BACKWARDS = 'They are dated the other way round (approved after the start, say), or one of the two times is missing.';
const took = (says: string, percentile: Percentile) =>
  ({ kind: 'DURATION', says, counts: ['TIME'], percentile, unknown: ['BACKWARDS'], because: BACKWARDS }) as const;

export const leadTime = {
  says: 'How long changes take from one moment of their life to another.',
  placed: 'A way counts in the window in which it ended.',
  keys: ['leg'],
  ignores: NO_EVIDENCE,
  figures: {
    ways: { kind: 'COUNT', says: 'Ways that ended.', counts: ['TIME'], unknown: ['BACKWARDS'], because: BACKWARDS },
    timeP50: took('Half of them took no longer.', 50),
    timeP75: took('Three quarters of them took no longer.', 75),
    timeP90: took('Nine tenths of them took no longer.', 90),
    timeP95: took('95 of 100 took no longer.', 95),
  },
} as const satisfies ReportDefinition;

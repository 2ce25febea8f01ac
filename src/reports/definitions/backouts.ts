import { NO_EVIDENCE, type ReportDefinition } from '../definition.js';

const NO_END = 'Nobody says how they ended.';
const UNTIMED = 'Nobody says when they were backed out.';

export const backouts = {
  says: 'How many changes had to be taken back.',
  placed: 'A change counts in the window in which its earliest implementation started, whenever it was backed out.',
  keys: [],
  ignores: NO_EVIDENCE,
  figures: {
    backedOut: { kind: 'COUNT', says: 'Changes that were backed out.', counts: ['BACKED_OUT'], unknown: ['UNKNOWN'], because: NO_END },
    backoutRate: {
      kind: 'SHARE',
      says: 'Of the changes whose end is known, the share that was backed out.',
      counts: ['BACKED_OUT'],
      rest: ['STANDS'],
      unknown: ['UNKNOWN'],
      because: NO_END,
    },
    timeToBackoutP50: {
      kind: 'DURATION',
      says: 'From the start of the implementation until it was backed out; half of them took no longer.',
      counts: ['BACKOUT_TIME'],
      percentile: 50,
      unknown: ['UNTIMED'],
      because: UNTIMED,
    },
    timeToBackoutP90: {
      kind: 'DURATION',
      says: 'The same; nine tenths took no longer.',
      counts: ['BACKOUT_TIME'],
      percentile: 90,
      unknown: ['UNTIMED'],
      because: UNTIMED,
    },
  },
} as const satisfies ReportDefinition;

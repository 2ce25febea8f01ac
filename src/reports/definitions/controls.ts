import type { ReportDefinition } from '../definition.js';

const STARTED =
  'A verdict counts in the window in which the implementation that it is about started; one about a change alone, in that of its earliest implementation.';
const INDETERMINATE = 'The facts that the rule needs are missing, or cannot be ordered.';

export const recurringGaps = {
  says: 'Rules that do not hold again and again: by rule and service, those with more than one gap in the period.',
  placed: STARTED,
  keys: ['rule', 'gapService'],
  ignores: [],
  atLeast: { what: 'GAP', count: 2 },
  figures: {
    gaps: {
      kind: 'COUNT',
      says: 'Subjects of which the rule does not hold.',
      counts: ['GAP'],
      unknown: ['INDETERMINATE'],
      because: INDETERMINATE,
    },
    open: { kind: 'COUNT', says: 'Those of them that nobody waived or put right.', counts: ['OPEN'] },
    waived: { kind: 'COUNT', says: 'Those of them that are waived: they stay deviations.', counts: ['WAIVED'] },
    remediated: { kind: 'COUNT', says: 'Those of them that somebody put right, with evidence.', counts: ['REMEDIATED'] },
  },
} as const satisfies ReportDefinition;

export const controlHealth = {
  says: 'What each rule answered.',
  placed: STARTED,
  keys: ['rule'],
  ignores: [],
  figures: {
    pass: { kind: 'COUNT', says: 'The rule holds.', counts: ['PASS'] },
    gap: { kind: 'COUNT', says: 'It does not, also where the gap is waived.', counts: ['GAP'] },
    indeterminate: { kind: 'COUNT', says: 'The facts needed are missing, or cannot be ordered.', counts: ['INDETERMINATE'] },
    exempt: { kind: 'COUNT', says: 'The policy takes the subject out.', counts: ['EXEMPT'] },
    rate: {
      kind: 'SHARE',
      says: 'PASS / (PASS + GAP).',
      counts: ['PASS'],
      rest: ['GAP'],
      unknown: ['INDETERMINATE'],
      because: INDETERMINATE,
    },
  },
} as const satisfies ReportDefinition;

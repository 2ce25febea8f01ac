import type { AuditConclusion, PopulationState, StepAnswer as Answer } from '../../src/read/index.js';
import { closedSet } from '../enums.js';

export const AuditState = closedSet<PopulationState>('AuditState', 'As known at which moment the population of an audit is.', {
  FROZEN: 'Seven days after the end of the period. What came later is listed as late.',
  PROVISIONAL: 'When it was asked for: those seven days are not over.',
  READ_LATER: 'When it was asked for: no source had told anything by the end of those days, for the hub came later.',
});

export const AuditConclusionSet = closedSet<AuditConclusion>(
  'AuditConclusion',
  'What an audit comes to. Whether somebody complies is the auditor’s word.',
  {
    CONTROL_OPERATED: 'Every unit passes every step that was tested; what is exempt is counted apart.',
    DEVIATION_FOUND: 'At least one unit deviates.',
    NOT_SHOWN: 'No unit deviates, and not everything is known, over or tested; or there is no unit.',
  },
);

export const StepAnswer = closedSet<Answer>('AuditStepAnswer', 'What a step of the auditor’s test says of a unit.', {
  PASS: 'It holds.',
  GAP: 'It does not.',
  INDETERMINATE: 'Facts are missing. No pass.',
  EXEMPT: 'Policy takes the unit out. Counted apart.',
  PENDING: 'A deadline is not over. No pass.',
  NOT_TESTED: 'Its rules are off, not configured, or had nothing to say. No pass.',
});

import type {
  Dimension as DimensionWord,
  Every as EveryWord,
  FigurePart as PartWord,
  FigureUnit,
  Leg as LegWord,
} from '../../src/read/index.js';
import { closedSet } from '../enums.js';

export const Every = closedSet<EveryWord>('Every', 'How long the windows of a report are, by the calendar of its zone.', {
  DAY: 'A day; where clocks change it has not 24 hours.',
  WEEK: 'A week, from Monday.',
  MONTH: 'A month.',
  QUARTER: 'Three months, from January, April, July and October.',
});

export const Dimension = closedSet<DimensionWord>(
  'Dimension',
  'What reports are grouped by. A change that has several values counts in each of them, and once in the whole.',
  {
    TEAM: 'The team of the service.',
    SERVICE: 'The service.',
    ENVIRONMENT: 'The environment.',
    CHANGE_TYPE: 'STANDARD, NORMAL or EMERGENCY, as the policy sorts changes.',
    TICKET_TYPE: 'What the tool calls the type of the ticket.',
    RISK: 'What stands in the field of risk.',
  },
);

export const FigureUnitSet = closedSet<FigureUnit>('FigureUnit', 'What a value is in.', {
  COUNT: 'A number of things.',
  SHARE: 'From 0 to 1: numerator / denominator.',
  SECONDS: 'Seconds.',
  PER_DAY: 'A number for each day of the zone.',
});

export const FigurePart = closedSet<PartWord>('FigurePart', 'Which of the things that a figure is made of.', {
  NUMERATOR: 'Those that it counts, or whose time it measures.',
  DENOMINATOR: 'All that could be counted.',
  UNKNOWN: 'Those that could not be counted.',
});

export const Leg = closedSet<LegWord>('Leg', 'From one moment in the life of a change to another.', {
  REQUEST_TO_APPROVAL: 'From the making of the ticket to when it was first authorised.',
  APPROVAL_TO_START: 'From then to the start of its earliest implementation.',
  REQUEST_TO_START: 'From the making of the ticket to the start of its earliest implementation.',
  START_TO_FINISH: 'From that start to the end of its last successful implementation.',
  FINISH_TO_CLOSE: 'From that end to the closing of the ticket.',
  REQUEST_TO_FINISH: 'From the making of the ticket to the end of its last successful implementation.',
  MERGE_TO_DEPLOYMENT: 'From the merge of a pull request to the end of each successful production deployment that carries it.',
});

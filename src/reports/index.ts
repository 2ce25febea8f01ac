// Comes in: counts of facts by window, group and what they say. Goes out: figures, and lines of CSV.
// What is defined here: every report, with the whole of its formulae.
// Never: reads a table or a clock, or knows how facts are found.
export { csvLine } from './csv.js';
export { type FigureDefinition, type Percentile, PERCENTILES, type ReportDefinition, type RowKey } from './definition.js';
export { isReportName, type Leg, REPORT_NAMES, REPORTS, type ReportName } from './definitions/index.js';
export { type Dimension, DIMENSIONS, EVERY, type Every } from './dimension.js';
export { figureOf, type FigureValue, type Part, partOf, type Unit, unitOf, wordsOf } from './figure.js';
export { endOf, isTooMany, isZone, MOST_WINDOWS, type PeriodInput, type Window, type Windows } from './period.js';
export { type Cell, type Tally, Tallies } from './tally.js';

// Comes in: the events of a ledger, and what the plan of a history says of its verdicts.
// Goes out: what reports are about, made by plain loops from docs/reports.md, docs/record.md and controls.md.
// Never: imports what makes the reports, or looks at a table that was made of the events.
export { readUpTo } from './coverage.js';
export { toldBy } from './ledger.js';
export { answeredIn, worldIn } from './world.js';

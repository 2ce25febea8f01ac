// Comes in: an auditor's commitment, and what he wants audited. Goes out: an audit, kept and recorded; the job that makes it.
// Never: keeps a secret before it is drawn with, or lets anybody choose when a population is frozen.
export { seedDoor } from './commit-seed.js';
export { Jobs } from './jobs.js';
export { auditDoor } from './run-audit.js';

// Comes in: an auditor's commitment, and what he wants audited. Goes out: an audit, kept and recorded.
// Never: keeps a secret before it is drawn with, or lets anybody choose when a population is frozen.
export { seedDoor } from './commit-seed.js';
export { auditDoor } from './run-audit.js';

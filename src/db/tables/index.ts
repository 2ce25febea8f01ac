// Every table as drizzle knows it; migrations are generated from here.
// Comes in: nothing. Goes out: table definitions. Never: a query.
export { accessSession, accessToken, ROLES } from './access.js';
export { alertCondition, alertMessage, alertRoute, ledgerVerification } from './alerts.js';
export { audit, job } from './audit.js';
export { backtest, backtestDifference } from './backtest.js';
export { evidenceFile } from './evidence.js';
export { inboxDelivery, inboxDoorbell, inboxRecord } from './inbox.js';
export { clearValue, ledgerEvent, ledgerHead, ledgerTile } from './ledger.js';
export { sourceState, sourceStream } from './source.js';

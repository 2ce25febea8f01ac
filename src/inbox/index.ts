// Deliveries and their records: kept, claimed, settled, quarantined, replayed, explained.
// Comes in: verified bytes and pages. Goes out: claimed deliveries, their ends, and the wakening of who waits for them.
// Never: reads what is in a body, or says that something is kept before it is committed.
export { openBell, type Bell } from './bell.js';
export { claim, type Claimed, type ClaimLimits } from './claim.js';
export { databaseTrouble, troubleSentence, type DatabaseTrouble } from './database-error.js';
export { pageDedupe, recordDigest, webhookDedupe } from './digest.js';
export { ring } from './doorbell.js';
export {
  explainDelivery,
  explainEvent,
  type ExplainedDelivery,
  type ExplainedEvent,
  type ExplainedFact,
  type ExplainedRecord,
} from './explain.js';
export { insertDeliveries, type NewDelivery } from './insert-deliveries.js';
export { openKeeper, type Keeper, type KeeperLimits } from './keep.js';
export { readIgnoredAgain, type Raised } from './read-again.js';
export { replay, type ReplayWhat } from './replay.js';
export type { Logger, Network, Runtime, Source } from './runtime.js';
export { settle, type RecordState, type Settled } from './settle.js';
export { uuid7 } from './uuid7.js';
export { CannotKeep, type Incoming } from './waiting-line.js';

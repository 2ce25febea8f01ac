// Comes in: drafts of facts, sealed here, within somebody's transaction.
// Goes out: numbered events, in order; the root over them; clear texts and names that were not erased.
// Never: changes or removes what was recorded, keeps a clear text or account in a leaf or body, knows what an event means.
export { append, type Appended, type LedgerAccess } from './append.js';
export { canonical } from './canonical.js';
export { accountNames, clearTexts } from './clear.js';
export { type LedgerKey, loadDataKey } from './data-key.js';
export { personOf, textDigest } from './digest.js';
export { openLedger, rootOf } from './head.js';
export { hubEvent, type HubEventOptions } from './hub-event.js';
export { rootAt } from './root-at.js';
export { seal } from './seal.js';
export type { ClearValue, SealContext, SealedEvent } from './sealed.js';
export { noteVerification } from './note-verification.js';
export { nextTransactions, readAfter, readEvents } from './tail.js';
export { type VerifyOptions, verifyLedger, type VerifyResult } from './verify.js';

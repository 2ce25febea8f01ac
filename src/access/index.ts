// Who is asking, what they may see, and the record of it.
// Comes in: secrets, cookies, one-time codes. Goes out: viewers, tokens, refusals with a sentence.
// Never: keeps a secret, or answers a question about changes.
export { KnownButRefused, stillStands, viewerOfCookie, viewerOfToken } from './authenticate.js';
export { bootstrap, type Bootstrap } from './bootstrap.js';
export { ledgerRecorder, type AccessFact, type Door, type RecordFact } from './record.js';
export { badInput, demand, forbidden, Refusal, type RefusalCode } from './refusal.js';
export { refusalRecorder, type RecordRefusal } from './refused.js';
export { oneTimeCode, redeem, SESSION_SECONDS } from './session.js';
export { createToken, columns as tokenColumns, revokeToken, type NewToken, type Token } from './token.js';
export { hasRole, maySeeTexts, type HolderKind, type Role, type Viewer } from './viewer.js';

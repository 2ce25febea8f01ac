// The words that every room speaks: events, refs, connectors, policy, verdicts, errors.
// Comes in: nothing. Goes out: types, schemas and pure functions over them.
// Never: reads a clock, opens a file or a socket, or imports anything but zod.
export { type Instant, instantOf, type Interval, isBefore, microsOf, parseInstant, parseInterval, plusMs, secondInterval } from './time.js';
export {
  account,
  type AccountMark,
  isAccount,
  isRef,
  isText,
  type Json,
  type Marked,
  ref,
  type RefKind,
  type RefMark,
  refText,
  text,
  type TextMark,
} from './mark.js';
export { accountObserved, EMAIL_FIELD } from './address.js';
export { artifactDigests, ticketCandidates } from './candidates.js';
export { EVENT_TYPES, type EventType, isEventType, RECORDABLE, type RecordableType } from './event-types.js';
export { ASSET_KINDS, type AssetKind } from './recorded/data.js';
export { factsOf } from './recorded/facts.js';
export type { RecordedFact } from './recorded/fact.js';
export { readRecorded, type RecordedEvent, type RecordedMistake, recordedSchema } from './recorded/schema.js';
export {
  type Body,
  type Draft,
  type Envelope,
  type Identity,
  type IdentityPart,
  type LedgerEvent,
  type Mention,
  type MentionMethod,
  type SealedMention,
  type SealedText,
} from './event.js';
export { LedgerBroken, MalformedRecord, SourceRefused, SourceUnavailable } from './errors.js';
export {
  type AnyConnector,
  type Connector,
  type CoverageClaim,
  type Doorbell,
  type Fetched,
  type Heard,
  type Named,
  type Normalised,
  type Normaliser,
  type Page,
  type Parsed,
  type PermissionClaim,
  type Poll,
  type RawRecord,
  type ReadStream,
  type Roots,
  type Stream,
  type Webhook,
} from './connector.js';
export { type JsonObject, type JsonTold, readJson, readJsonObject } from './json.js';
export { repositoryAddress } from './repository-address.js';
export { type Http, type Io, type Listening, type ListeningHttp, type WatchIo } from './io.js';
export { type Delivery, genuine, type GenuineDelivery, refused, type Verification, type VerifyTools } from './delivery.js';
export { type SignedIn, verifySha256 } from './signature.js';
export { readPayload, type Told, wireId, wireTime } from './wire.js';
export {
  type Content,
  CONTENTS,
  type Context,
  CONTEXTS,
  type Policy,
  type PolicyAccount,
  type PolicyFile,
  policySchema,
} from './policy.js';
export { type Exemption } from './policy-exemptions.js';
export { type Freeze, type FreezeEdge, freezeEdgeWords, readFreezeEdge } from './policy-freezes.js';
export { durationMs, INFRASTRUCTURE, type Stage, STAGES } from './policy-parts.js';
export { type ApprovedPart, APPROVED_PARTS, type RuleId, type RuleSettings, ruleSettings } from './policy-rules.js';
export {
  type Answer,
  type Deadline,
  type Disposition,
  type GapStatus,
  type Missing,
  type RuleInfo,
  type Severity,
  type Verdict,
} from './verdict.js';
export {
  CHANGE_CLASSES,
  type ChangeClass,
  type Outcome,
  OUTCOMES,
  type Proof,
  PROOFS,
  type ProofState,
  RECORD_CONTENTS,
  RECORD_KINDS,
  type RecordContent,
  type RecordContentState,
  type RecordKind,
} from './record.js';

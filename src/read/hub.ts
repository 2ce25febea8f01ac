import type { RuleInfo } from '#contract';
import type { Door } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { AuditWanted, SeedCommitted, SeedSaid } from './audit/statement.js';
import type { CannotDo, GapStatement, GapsRefused, GapsStepped, Identified, LinkRefused, LinkSaid, LinkStatement } from './statement.js';
import type {
  EventsRecorded,
  EventsRefused,
  EventsSaid,
  EvidenceAttached,
  EvidenceRefused,
  EvidenceSaid,
  CheckedPolicy,
  PolicyActivation,
  PolicyProblem,
  ReviewSaid,
  ReviewSigned,
  WantedPolicy,
} from './statement.js';
import type { AlertDoor } from './alert-door.js';
import type { BacktestStarted, BacktestWanted, Intended, Readiness } from './supposed.js';
import type { SyncMeter } from './sync-progress.js';
import type { Tail } from './tail.js';

/** A source as it was configured, whether or not it reported yet. */
export interface ConfiguredSource {
  readonly name: string;
  readonly connector: string;
  /** Facts that only a webhook brings: what a lost webhook loses for ever. */
  readonly webhookOnly: readonly string[];
}

/** What the questions of this room and of the API are asked of; `main` fills it. */
export interface Hub {
  readonly sql: Sql;
  readonly tail: Tail;
  readonly access: Door;
  readonly rules: readonly RuleInfo[];
  readonly sources: readonly ConfiguredSource[];
  /** How far the first readings are. */
  readonly meter: SyncMeter;
  /** Has a source, or one stream of it, read now; how many streams that is. */
  requestSync(source: string, stream: string | null): Promise<number>;
  /** Checks a policy like the file on disk and, when nothing is wrong with it, puts it in force. */
  activatePolicy(wanted: WantedPolicy): Promise<PolicyActivation>;
  /** Checks a policy in the same way, and says how it differs from the one in force; records nothing. */
  checkPolicy(text: string): Promise<CheckedPolicy | { readonly problems: readonly PolicyProblem[] }>;
  /** Records that accounts are one person, or that this is taken back; of his own accounts nobody takes it. */
  identify(said: Identified): Promise<{ readonly event: string } | CannotDo>;
  /** Records a step in the life of gaps, of all that are meant or of none. */
  stepGaps(said: GapStatement): Promise<GapsStepped | GapsRefused>;
  /** Records that a person looked through what is open, if it is as much as he saw. */
  signOffReview(said: ReviewSaid): Promise<ReviewSigned | CannotDo>;
  /** Sources that may push events. */
  readonly senders: readonly string[];
  /** Records what a sender says: all of it, or nothing where anything is wrong with it. */
  recordEvents(said: EventsSaid): Promise<EventsRecorded | EventsRefused>;
  /** Records that somebody attached something to a thing. */
  attachEvidence(said: EvidenceSaid): Promise<EvidenceAttached | EvidenceRefused>;
  /** Records that a thing belongs to a change, or takes that back. */
  sayLink(said: LinkStatement): Promise<LinkSaid | LinkRefused>;
  /** Records that an auditor binds himself to a secret. */
  commitAuditSeed(said: SeedSaid): Promise<SeedCommitted | CannotDo>;
  /** Starts an audit; answers the id of the job. */
  startAudit(wanted: AuditWanted): Promise<{ readonly job: string } | CannotDo>;
  /** What the rules would say of a deployment that starts now; a sentence where service, environment or revision are not known. */
  readiness(intended: Intended): Promise<Readiness | string>;
  /** Checks a policy like the file on disk and, when nothing is wrong with it, starts a job that tries it out; answers its id. */
  backtestPolicy(wanted: BacktestWanted): Promise<BacktestStarted>;
  /** Makes, changes and tries out where alerts go. */
  readonly alerts: AlertDoor;
}

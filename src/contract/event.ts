import type { EventType } from './event-types.js';
import type { AccountMark, Json, Marked, RefMark, TextMark } from './mark.js';
import type { Instant, Interval } from './time.js';

/** How a mention was found, strongest first (`design.md`, Correlation). */
export type MentionMethod = 'RELATION' | 'DIGEST' | 'ANCESTRY' | 'TRAILER' | 'BRANCH' | 'TITLE' | 'TEXT';

/** A ref that an event carries, or a candidate for one (a key in a message); correlation's only input. */
export interface Mention {
  /** What is named: a ref of this source, or `{ kind, text }` of something yet to be resolved. */
  readonly names: RefMark | { readonly kind: 'ticket' | 'pull_request_number' | 'commit'; readonly text: string };
  readonly method: MentionMethod;
  /** Where it stood: `title`, `body`, `branch`, `merge_commit_sha` … */
  readonly place: string;
}

export type IdentityPart = string | AccountMark | TextMark;

/**
 * What makes two readings the same fact. Only what both doors carry: never a delivery id, a receive time, a
 * name, a key or a URL (`connector-facts.md` §0.3).
 */
export interface Identity {
  readonly kind: string;
  readonly natural: readonly string[];
  readonly transition: string;
  readonly discriminator?: readonly IdentityPart[];
}

/** One normalised fact as `normalise` makes it: pure, without ids, keys or clock. */
export interface Draft {
  readonly type: EventType;
  readonly subject: RefMark;
  readonly identity: Identity;
  /** When the source says that it happened, with its precision; null where this door gives no time. */
  readonly occurredAt: Interval | null;
  /** CORE: both doors carry the same time, and another time means that history was rewritten. SEEN: only one does. */
  readonly timeFrom: 'CORE' | 'SEEN';
  /** What both doors carry: sameness looks at it only. */
  readonly core: { readonly [key: string]: Marked };
  /** What one door adds; merged by union as `event.enriched`. */
  readonly seen?: { readonly [key: string]: Marked };
  readonly mentions?: readonly Mention[];
}

/** What stands where a person typed: whether there is a text, which, and a commitment to its clear value. */
export interface SealedText {
  readonly text: 'EMPTY' | 'PLACEHOLDER' | 'FILLED';
  readonly digest?: string;
  readonly commitment?: string;
}

export interface SealedMention {
  readonly ref?: string;
  readonly candidate?: { readonly kind: string; readonly text: string };
  readonly method: MentionMethod;
  readonly place: string;
}

/** The body of an event as the ledger keeps it: accounts are `person:<pseudonym>`, texts are digests. */
export interface Body {
  readonly core: { readonly [key: string]: Json };
  readonly seen: { readonly [key: string]: Json };
  readonly mentions: readonly SealedMention[];
  /** Which of the persons above are service accounts, as far as the source says. */
  readonly accounts: { readonly [person: string]: 'PERSON' | 'SERVICE' };
  /** `replaced-characters`, `end-before-start`, `future`: what was found impossible, and kept. */
  readonly flags: readonly string[];
}

/** The envelope; its JCS form is the leaf of the tree (`src/ledger/FORMAT.md`). */
export interface Envelope {
  readonly v: 1;
  readonly log: string;
  readonly seq: string;
  readonly recordedAt: Instant;
  readonly eventId: string;
  readonly type: EventType;
  readonly source: string;
  readonly subject: string;
  readonly tags: readonly string[];
  readonly occurredAt: Interval | null;
  readonly normaliser: string;
  readonly bodyHash: string;
}

export interface LedgerEvent {
  readonly seq: number;
  readonly envelope: Envelope;
  readonly body: Body;
}

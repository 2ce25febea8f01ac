import type { Disposition, Instant, Json, RecordContent, RecordedMistake } from '#contract';
import type { GapFilter } from './gap-filter.js';
import type { GapName } from './gap-id.js';
import type { GapRow } from './gap-rows.js';

/** A person who says something, and why. */
export interface Speaker {
  readonly token: string;
  readonly name: string;
  readonly reason: string;
}

/** A policy that a person wants to be in force. */
export interface WantedPolicy {
  /** YAML, as policy.yaml. */
  readonly text: string;
  readonly person: Speaker;
}

export interface PolicyProblem {
  /** `policy.yaml:3:5` */
  readonly where: string;
  readonly sentence: string;
}

export type PolicyActivation =
  | { readonly state: 'ACTIVATED'; readonly seq: number }
  /** So many other persons have to want it, too. */
  | { readonly state: 'PROPOSED'; readonly seq: number | null; readonly missing: number }
  | { readonly state: 'PROPOSED_ALREADY'; readonly missing: number }
  | { readonly state: 'IN_FORCE_ALREADY' }
  | { readonly state: 'WRONG'; readonly problems: readonly PolicyProblem[] };

/** A policy that nobody put in force yet, in the ledger's form. */
export interface CheckedPolicy {
  readonly version: string;
  readonly content: Json;
  /** What is in force. */
  readonly inForce: { readonly version: string; readonly content: Json } | null;
  /** Keys of which the two say different things, at most 200. */
  readonly changed: readonly string[];
  /** How many persons it takes to put it in force. */
  readonly approvers: number;
}

/** What somebody does about a gap, in the words of the ledger. */
export type GapAct =
  | { readonly type: 'gap.acknowledged' | 'gap.reopened' }
  | { readonly type: 'gap.assigned'; /** An account, or null: to nobody. */ readonly assignee: string | null }
  | { readonly type: 'gap.waived'; readonly waiver: Waiver }
  | { readonly type: 'gap.remediated'; readonly evidence: readonly string[] };

export interface Waiver {
  readonly disposition: Disposition;
  readonly until: Instant;
  /** Of COMPENSATING_CONTROL: what it is, and what shows that it works. */
  readonly control: string | null;
  readonly evidence: readonly string[];
  /** Of FALSE_POSITIVE: the event, or the ref of the thing, that is wrong. */
  readonly fact: string | null;
}

export interface GapStatement {
  /** These gaps; or all that match and can be waived, if they are as many as expected. */
  readonly which: { readonly names: readonly GapName[] } | { readonly filter: GapFilter; readonly expected: number };
  readonly act: GapAct;
  readonly by: Speaker;
}

/** Why it was not done, and of which gaps that holds where it holds of some. */
export interface GapsRefused {
  readonly sentence: string;
  readonly of: readonly { readonly gap: GapRow; readonly sentence: string }[];
}

export interface GapsStepped {
  /** Each as it stands after the step. */
  readonly gaps: readonly GapRow[];
  readonly eventIds: readonly string[];
  /** Place of the last of the steps in the ledger. */
  readonly seq: number;
}

/** What a sender says, each event as it wrote it. */
export interface EventsSaid {
  readonly source: string;
  readonly events: readonly unknown[];
  /** Id of the token with which it was sent. */
  readonly token: string;
}

export interface EventsRecorded {
  /** The delivery under which they are kept; of the same events sent again the first. */
  readonly delivery: string;
  /** Of each event the one that says it; of a new ticket the first of several. */
  readonly eventIds: readonly string[];
  /** How many facts the ledger did not have yet. */
  readonly added: number;
  /** The place of the last of these in the ledger; null where there is none. */
  readonly cursor: number | null;
}

/** Nothing was recorded. */
export interface EventsRefused {
  readonly sentence: string;
  readonly mistakes: readonly RecordedMistake[];
}

/** What somebody attaches: a file that was sent before, an address, or a note. */
export type EvidenceContent =
  | { readonly kind: 'FILE'; /** SHA-256 in hex. */ readonly digest: string; readonly name: string; readonly mediaType: string }
  | { readonly kind: 'LINK'; readonly url: string; readonly title: string | null }
  | { readonly kind: 'NOTE'; readonly text: string };

export interface EvidenceSaid {
  /** The ref of the thing. */
  readonly to: string;
  readonly content: EvidenceContent;
  /** Which content of the record of a change it shows. */
  readonly shows: RecordContent | null;
  readonly by: { readonly token: string; readonly name: string };
}

export interface EvidenceAttached {
  /** The event that says so. */
  readonly event: string;
  /** Its place in the ledger; null where the same was attached before. */
  readonly cursor: number | null;
}

export interface EvidenceRefused {
  readonly sentence: string;
}

/** What a person looked through, and how much of it he saw. */
export interface ReviewSaid {
  readonly of: 'OPEN_GAPS' | 'UNRESOLVED_PEOPLE';
  readonly filter: GapFilter;
  readonly expected: number;
  /** With his statement as the reason. */
  readonly by: Speaker;
}

export interface ReviewSigned {
  /** The event that says so. */
  readonly event: string;
  readonly seq: number;
}

/** Accounts that a person says are one person, or no longer says so. */
export interface Identified {
  readonly act: 'IDENTIFY' | 'SEPARATE';
  readonly accounts: readonly string[];
  readonly by: Speaker;
}

/** What a person says of a link between a thing and a change. */
export type LinkStatement =
  | {
      readonly act: 'ASSERT';
      /** A deployment, a pull request or a commit. */
      readonly thing: string;
      readonly ticket: string;
      readonly by: Speaker;
    }
  | { readonly act: 'RETRACT'; /** The event that asserted it. */ readonly assertion: string; readonly by: Speaker };

export interface LinkSaid {
  /** The event that says so. */
  readonly event: string;
  /** Its place in the ledger. */
  readonly cursor: number;
}

/** It was not recorded. */
export interface LinkRefused {
  /** Why, and what to do. */
  readonly sentence: string;
}

/** What was asked is allowed and cannot be done; shown as a member of the answer's union. */
export interface CannotDo {
  readonly sentence: string;
}

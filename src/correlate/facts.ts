import type { Interval, Json, MentionMethod } from '#contract';

/** What is known of one deployment, gathered from its events in whatever order they came. */
export interface DeploymentFacts {
  readonly deployment: string;
  readonly source: string;
  readonly repository: string | null;
  readonly environment: string | null;
  readonly sha: string | null;
  /** Of code that came by an artifact, what names that: the deployment itself, or a commit of its manifests; else null. */
  readonly through?: string | null;
  readonly gitRef: string | null;
  readonly productionMark: boolean | null;
  /** Who created it; for a person where the tool says so. */
  readonly creator: string | null;
  /** The tool's own word for it. */
  readonly rollback?: boolean | null;
  /** Other deployments that it names. */
  readonly names?: readonly string[];
  readonly requested: Interval | null;
  readonly requestedSeq: number | null;
  readonly statuses: readonly StatusFact[];
}

export interface StatusFact {
  /** The tool's own id: orders statuses inside one source. */
  readonly status: string;
  readonly kind: 'STARTED' | 'FINISHED';
  readonly outcome: 'SUCCEEDED' | 'FAILED' | null;
  readonly environment: string | null;
  readonly at: Interval;
  readonly seq: number;
}

export interface PullRequestFacts {
  readonly pullRequest: string;
  readonly repository: string | null;
  readonly number: number | null;
  readonly opener: string | null;
  readonly openedSeq: number | null;
  readonly mergeCommit: string | null;
  readonly mergeBase: string | null;
  readonly mergeHead: string | null;
  readonly merged: Interval | null;
  readonly mergedSeq: number | null;
  /** Heads as seen, each with the platform's list of commits where it gave one. */
  readonly heads: readonly PullRequestHead[];
  readonly reviews: readonly ReviewFacts[];
  /** Who pushed which of its heads and commits, from where. */
  readonly pushes: readonly PushFacts[];
}

export interface PushFacts {
  readonly sha: string;
  /** Where the branch stood before, as the platform says; empty or zeros where it was nowhere. */
  readonly before: string;
  readonly pusher: string;
}

export interface PullRequestHead {
  readonly head: string;
  readonly commits: readonly string[] | null;
  /** The platform's list was shorter than the commits it counts. */
  readonly cut: boolean;
}

export interface ReviewFacts {
  readonly review: string;
  readonly reviewer: string | null;
  readonly service: boolean;
  readonly state: string | null;
  readonly commit: string | null;
  readonly submitted: Interval | null;
  readonly submittedSeq: number | null;
}

export interface CommitFacts {
  readonly sha: string;
  /** The commit that its message says it reverts. */
  readonly reverts: string | null;
  /** The commits that its message says it was picked from (`git cherry-pick -x`). */
  readonly pickedFrom: readonly string[];
  readonly seq: number;
  readonly authors: readonly string[];
  readonly unresolvedAuthor: boolean;
  readonly associated: readonly string[];
}

/** What a text or the tool itself says about a ticket: a ref, or a key whose ticket may be known or not. */
export interface TicketMention {
  /** The commit, pull request or deployment that says it. */
  readonly from: string;
  /** The key as written; empty where the tool named the ticket itself. */
  readonly key: string;
  /** The ticket that it names; null while none with this key was read. */
  readonly ticket: string | null;
  readonly method: MentionMethod | 'ASSERTED';
  readonly place: string;
  readonly seq: number;
}

/** A ticket as its events tell it, in whatever order they came. */
export interface TicketFacts {
  readonly ticket: string;
  readonly source: string;
  /** The present key; null while none was read. */
  readonly key: string | null;
  /** Every key that it ever bore. */
  readonly keys: readonly string[];
  /** Id of its type now, and its name where the source gave it. */
  readonly issueType: string | null;
  readonly issueTypeName: string | null;
  readonly creator: string | null;
  readonly created: Interval | null;
  readonly createdSeq: number | null;
  readonly deleted: boolean;
  /** By the tool's field id, `status` among them; in order of recording. */
  readonly fields: ReadonlyMap<string, readonly FieldFact[]>;
  readonly decisions: readonly DecisionFact[];
  readonly links: readonly TicketLink[];
  /** Recorded incidents that it refers to; left out where there are none. */
  readonly incidents?: readonly NamedIncident[];
  /** What its coverage is recorded under: `thing:jira-acme:project:PAY`. */
  readonly scope: string;
  /** It bore another key before it was read for the first time: what its former project alone shows was never read. */
  readonly movedUnread: boolean;
}

/** A field went from one value to another (CHANGED), or was read with a value, whoever gave it when (READ). */
export interface FieldFact {
  readonly kind: 'CHANGED' | 'READ';
  /** An id, a person, `{ text: EMPTY | PLACEHOLDER | FILLED, digest }`, a list of these, or null. Of a READ null. */
  readonly from: Json;
  readonly to: Json;
  readonly fromName: string | null;
  readonly toName: string | null;
  readonly actor: string | null;
  /** Of a dated fact its time; else (the last reading without it, the first with it]. */
  readonly at: Interval;
  readonly dated: boolean;
  /** The changelog's id: orders what intervals leave open. */
  readonly sequence: string | null;
  readonly seq: number;
  /** (the last complete reading without it, the first with it]; left out where none went before. */
  readonly firstRead?: Interval;
}

export type DecisionWord = 'REQUESTED' | 'APPROVED' | 'REJECTED' | 'DEFERRED' | 'INFO_REQUESTED' | 'REVOKED' | 'RESET';

/** One step of an approval, as its tool tells it. */
export interface DecisionFact {
  /** What is decided; a later step of the same request replaces an earlier one, whoever made it. */
  readonly request: string;
  readonly approver: string | null;
  readonly decision: DecisionWord;
  /** The tool's own word about the whole approval, not one approver's. */
  readonly overall: boolean;
  readonly at: Interval;
  readonly dated: boolean;
  readonly sequence: string | null;
  readonly source: string;
  readonly seq: number;
  /** (the last complete reading without it, the first with it]; left out where none went before. */
  readonly firstRead?: Interval;
}

export interface TicketLink {
  /** The ticket at the other end. */
  readonly other: string;
  readonly linkType: string;
  readonly typeName: string | null;
  readonly seq: number;
}

/** An incident of `incident.opened`, linked to a ticket, or naming it as the change that it is about. */
export interface NamedIncident {
  readonly incident: string;
  readonly source: string;
  /** As people call it. */
  readonly number: string | null;
  /** Null while only its end was told, or its source does not date it. */
  readonly opened: Interval | null;
  readonly linkType: string;
  /** By which event the two are joined: for each of them policy trusts its sender or not. */
  readonly by: 'incident.opened' | 'incident.resolved' | 'ticket.linked';
  readonly seq: number;
}

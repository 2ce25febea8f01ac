import type { Account, JiraUser, ReviewState } from '../../src/sample/index.js';
import type { ProjectKey, StatusName } from './site.js';

// All times are whole seconds since the company began; people and tools act in them.

/** One decision about a ticket: in OPS an approval of Service Management, elsewhere a transition. */
export interface Decision {
  by: JiraUser;
  at: number;
  said: 'APPROVED' | 'REJECTED' | 'REVOKED' | 'DEFERRED' | 'INFO_REQUESTED';
  /** False: Service Management does not say when. */
  dated: boolean;
  /** By a status of its own, so that it stands beside another one. */
  isSecond?: true;
  /** It stands there only once all was read, with the time that it bears here. */
  isBackdated?: true;
}

export interface Edit {
  at: number;
  by: JiraUser;
  field: string;
  to: string | null;
}

/** Somebody moves a ticket, and may say how it ended; null takes that back. */
export interface Move {
  at: number;
  by: JiraUser;
  to: StatusName;
  resolution?: string | null;
}

export interface Assignment {
  at: number;
  by: JiraUser;
  to: JiraUser | null;
}

export interface Ticket {
  project: ProjectKey;
  /** Who asks for it; null: nobody is named. */
  requester: JiraUser | null;
  creator: JiraUser;
  createdAt: number;
  /** So many seconds after that it is in review, mostly 150; null: never. */
  reviewAfter?: number | null;
  /** Raw values by field id, as they are at the creation. */
  fields: Record<string, unknown>;
  edits: Edit[];
  decisions: Decision[];
  /** Approvers who were asked and never answered. */
  asked: JiraUser[];
  closedAt: number | null;
  /** Who closes it, if not its creator. */
  closedBy?: JiraUser;
  /** What its closing says of how it ended; null: nothing. */
  outcome?: string | null;
  /** What else becomes of its status. */
  moves?: Move[];
  assigned?: Assignment[];
  /** Then it is put into the status Archived, and its history does not tell. */
  slipsAt?: number;
  /** It refers to an incident that was opened then. */
  incidentAt?: number;
}

/** `{key}` in a text stands for the key of the ticket. */
export interface Commit {
  message: string;
  /** null: GitHub resolves the address to nobody. */
  author: Account | null;
  pusher: Account;
  pushedAt: number;
  files?: readonly string[];
}

export interface Review {
  by: Account | null;
  at: number;
  state: ReviewState;
  /** Which commit of the branch it saw: 0 is the first; -1 the last. */
  saw: number;
}

export interface Pull {
  branch: string;
  title: string;
  body: string;
  opener: Account;
  openedAt: number;
  commits: Commit[];
  reviews: Review[];
  mergedAt: number;
  mergedBy: Account;
  method: 'merge' | 'squash' | 'rebase';
  /** The branch stands in another repository, whose pushes this one does not tell. */
  isFork: boolean;
  /** Somebody merges the target branch into it with the button. */
  updatedBy: { by: Account; at: number } | null;
  /** The branch that it is merged into; another one than main brings nothing in. */
  target: string;
  /** Its one commit reverts what this pull request, an earlier one of the unit, brought to main. */
  reverts: Pull | null;
}

/** Commits that reach a branch without a pull request. */
export interface Push {
  at: number;
  by: Account;
  message: string;
  /** What the new commit touches; left out: nobody is told. */
  files?: readonly string[];
  /** Who wrote it, if not who pushes it; null: GitHub resolves the address to nobody. */
  author?: Account | null;
  /** Instead of new commits: what stands on this branch. */
  takes: string | null;
  /** To a branch of its own, from what stood on main before the unit; null: to main. */
  aside: string | null;
  /** Main is moved to what stood there before the unit, or to what a pull request was merged as, and nothing new is pushed. */
  to?: 'before' | Pull;
  /** By force. */
  isForced?: true;
}

export interface Change {
  /** null: nobody asked for it. */
  ticket: Ticket | null;
  pulls: Pull[];
  pushes: Push[];
  /** No deployment carries it: somebody says in its ticket that he does it by hand. */
  byHand: { by: JiraUser; at: number } | null;
  /** Nothing ever implements it. */
  isIdle?: true;
}

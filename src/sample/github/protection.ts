import type { Account } from './account.js';

/** Protection of one branch, as far as it is not GitHub's default. */
export interface Protection {
  readonly approvals?: number;
  readonly dismissStaleReviews?: boolean;
  readonly codeOwners?: boolean;
  readonly lastPushApproval?: boolean;
  readonly checks?: readonly string[];
  readonly strictChecks?: boolean;
  readonly admins?: boolean;
  readonly forcePushes?: boolean;
  /** Who alone may push; null: everybody who can write. */
  readonly pushers?: readonly Account[] | null;
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  enforcement: 'active' | 'evaluate' | 'disabled';
  /** Full names of refs, or `~DEFAULT_BRANCH`, or `~ALL`. */
  include: readonly string[];
  rules: readonly Rule[];
  readonly createdAt: string;
  updatedAt: string;
}

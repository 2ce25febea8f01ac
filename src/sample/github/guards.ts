import type { Account } from './account.js';

/** What guards an environment, as far as it is not GitHub's default. */
export interface Environment {
  readonly id: number;
  readonly name: string;
  waitMinutes?: number;
  reviewers?: readonly (Account | { readonly team: number; readonly slug: string })[];
  preventSelfReview?: boolean;
  /** Left out: any branch. */
  branches?: 'protected' | readonly string[];
  /** Slugs of apps that are asked. */
  apps?: readonly string[];
  readonly createdAt: string;
}

/** A push that rulesets looked at. */
export interface RuleSuite {
  readonly id: number;
  readonly actor: Account | null;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly pushedAt: string;
  readonly result: 'pass' | 'fail' | 'bypass';
  readonly rules: readonly { readonly type: string; readonly result: 'pass' | 'fail'; readonly ruleset: number }[];
}

export interface Collaborator {
  readonly account: Account;
  readonly role: 'read' | 'triage' | 'write' | 'maintain' | 'admin';
}

/** A hook, and what GitHub remembers of its deliveries for three days, newest first. */
export interface RepositoryHook {
  readonly id: number;
  readonly url: string;
  readonly deliveries: HookDelivery[];
}

export interface HookDelivery {
  readonly id: number;
  readonly guid: string;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  readonly status: number;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

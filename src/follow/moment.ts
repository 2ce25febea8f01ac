import type { Instant } from '#contract';
import type { Transaction } from '../db/pool.js';
import type { Changed } from './due-steps.js';
import type { Nearby } from './load/near.js';
import type { TicketWorld } from './load/ticket-world.js';
import type { FollowState } from './state.js';

/** One moment of following: the transaction that writes, what is in memory, the judge's clock, and what brought it. */
export interface Moment {
  readonly tx: Transaction;
  readonly state: FollowState;
  readonly at: Instant;
  readonly cause: Cause;
  /** Nothing was said but how far something was read: what deployments did, and what is known of their commits, stands. */
  readonly factsStand: boolean;
  /** How far the tickets of each project were read. */
  readonly world: TicketWorld;
  /** What was loaded at this moment. */
  readonly nearby: Nearby;
  /** Of which rule and subject the verdict became another one at this moment; whoever writes verdicts adds to it. */
  readonly changed: Changed[];
  /** Hears of changes that are judged next, as soon as they are known. */
  readonly foresee?: (changes: readonly string[]) => void;
}

export type Cause = 'FACT' | 'CORRECTION' | 'COVERAGE' | 'TIME';

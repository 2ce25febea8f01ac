import type { Transaction } from '../db/pool.js';

// Settings of one transaction of following.

/**
 * What follows from the ledger can be followed again: a commit that a crash of the database undoes is made once more, with the place
 * in the ledger, and need not wait for the disk. Not where something is recorded.
 */
export function unhurried(tx: Transaction): Promise<unknown> {
  return tx`set local synchronous_commit = off`;
}

/** Where something is recorded after all. */
export function hurried(tx: Transaction): Promise<unknown> {
  return tx`set local synchronous_commit to default`;
}

/**
 * Every statement of a step seeks a few rows by an index, however many others there are. A plan that is kept was perhaps made while its
 * tables were empty, and would read them whole for as long as nobody analyses them (4 ms for the verdicts of one deployment after 600); one that
 * is made anew for each execution, as Postgres does until it trusts the kept one, takes longer than the statement (7 of the 16 ms of a step).
 */
export function byIndex(tx: Transaction): Promise<unknown> {
  return tx.unsafe(`select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`, [], {
    prepare: true,
  });
}

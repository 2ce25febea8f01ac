import type { Transaction } from '../db/pool.js';

// Settings of one transaction of following.

/**
 * What follows from the ledger can be followed again: a commit that a crash of the database undoes is made once more, with the place
 * in the ledger, and need not wait for the disk. Not where something is recorded.
 */
export function unhurried(tx: Transaction): Promise<unknown> {
  return tx`set local synchronous_commit = off`;
}

/**
 * A plan that is kept was perhaps made while its tables were empty, and reads them whole for as long as nobody analyses them (4 ms for
 * the verdicts of one deployment after 600): every statement of a step seeks a few rows by an index, however many others there are.
 */
export function byIndex(tx: Transaction): Promise<unknown> {
  return tx`set local enable_seqscan = off`;
}

import type postgres from 'postgres';

/** A piece of SQL with its parameters, to stand in another. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

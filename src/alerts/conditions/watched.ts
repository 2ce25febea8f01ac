import type { Sql } from '../../db/pool.js';

/** A source that a connector reads. */
export interface WatchedSource {
  readonly name: string;
  /** Webhooks of it are expected. */
  readonly hasHook: boolean;
  readonly pollSeconds: number;
}

/** What is looked at to tell what is wrong. */
export interface Watched {
  readonly sql: Sql;
  readonly sources: readonly WatchedSource[];
  /** The loops of this hub; empty where all go on. */
  standingStill(): readonly { readonly name: string; readonly sentence: string }[];
  /** Null where it cannot be told. */
  disk(): Promise<Disk | null>;
}

export interface Disk {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

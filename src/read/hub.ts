import type { RuleInfo } from '#contract';
import type { Door } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { Tail } from './tail.js';

/** A source as it was configured, whether or not it reported yet. */
export interface ConfiguredSource {
  readonly name: string;
  readonly connector: string;
  /** Facts that only a webhook brings: what a lost webhook loses for ever. */
  readonly webhookOnly: readonly string[];
}

/** What the questions of this room and of the API are asked of; `main` fills it. */
export interface Hub {
  readonly sql: Sql;
  readonly tail: Tail;
  readonly access: Door;
  readonly rules: readonly RuleInfo[];
  readonly sources: readonly ConfiguredSource[];
  /** Has a source, or one stream of it, read now; how many streams that is. */
  requestSync(source: string, stream: string | null): Promise<number>;
}

import type { Instant } from '#contract';
import type { Sql, Transaction } from '../../db/pool.js';
import { type Clock, instantAt } from '../clock.js';
import { type Condition, keyOf } from './condition.js';
import { failedVerification, fullDisk, standingParts } from './of-hub.js';
import { differingCensuses, quarantines, silentHooks, troubledSources } from './of-sources.js';
import { tellSystem, type Turn } from './tell-system.js';
import type { Watched } from './watched.js';

export interface Looking {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly watched: Watched;
}

/** What stands, as it is kept. */
interface Standing {
  readonly key: string;
  readonly sentence: string;
  readonly since: Instant;
}

/** Looks again and again for what is wrong, and has each beginning and end told once. What one look alone sees, or does not see, changes nothing. */
export class Lookout {
  readonly #looking: Looking;
  /** Keys that the look before saw; null: there was none. */
  #before: ReadonlySet<string> | null = null;

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  async look(): Promise<void> {
    const seen = await conditions(this.#looking.watched);
    const before = this.#before;
    this.#before = new Set(seen.map(keyOf));
    if (before === null) return;
    await this.#looking.sql.begin((tx) => this.#turn(tx as Transaction, seen, before));
  }

  /** Beginnings and ends are told in the transaction in which they are noted. */
  async #turn(tx: Transaction, seen: readonly Condition[], before: ReadonlySet<string>): Promise<void> {
    // Whoever makes a route waits, and is told what stands.
    await tx`lock table alert_condition in share row exclusive mode`;
    const standing = await tx<Standing[]>`select key, sentence, since from alert_condition order by key`;
    const now = instantAt(this.#looking.clock.now());
    const begun = seen.filter((one) => before.has(keyOf(one)) && !standing.some(({ key }) => key === keyOf(one)));
    const over = standing.filter(({ key }) => !before.has(key) && !seen.some((one) => keyOf(one) === key));
    const turns: Turn[] = [
      ...over.map(({ key, sentence, since }) => ({ type: 'condition.ended' as const, key, sentence, since, at: now })),
      ...begun.map((one) => ({ type: 'condition.begun' as const, key: keyOf(one), sentence: one.sentence, since: now, at: now })),
    ];
    for (const { type, key, sentence, since } of turns) {
      if (type === 'condition.ended') await tx`delete from alert_condition where key = ${key}`;
      else await tx`insert into alert_condition (key, sentence, since) values (${key}, ${sentence}, ${since}::timestamptz)`;
    }
    await tellSystem(tx, turns);
  }
}

async function conditions(watched: Watched): Promise<Condition[]> {
  const found = await Promise.all([
    troubledSources(watched),
    quarantines(watched.sql),
    differingCensuses(watched.sql),
    silentHooks(watched),
    fullDisk(watched),
    failedVerification(watched.sql),
  ]);
  return [...found.flat(), ...standingParts(watched)];
}

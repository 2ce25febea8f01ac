import pLimit, { type LimitFunction } from 'p-limit';
import type { Sql } from '../db/pool.js';
import { answeredBy, type Fragment, isTemplate } from './fragment.js';

/** Statements that all find the tables as they stood at the first of them. */
export interface OneMoment {
  readonly sql: Sql;
  /** From now on all statements are of one moment; until then, and after the end, each is of its own. */
  hold(): void;
  /** Gives the connection back; whatever is still asked goes to the pool. */
  end(): Promise<void>;
}

type Connection = Awaited<ReturnType<Sql['reserve']>>;

/** What waits for a connection may already hold one, for another part of its question: so some are never held for long. */
const NEVER_HELD = 2;

/**
 * The statements of one question from one snapshot (PostgreSQL: repeatable read), on a connection that is taken with the first and
 * given back at the end. Once a statement failed, the rest are of moments of their own: one part of an answer that cannot be had
 * does not take the others with it.
 */
export function oneMoment(pool: Sql): OneMoment {
  let holds = false;
  let taken: Promise<Taken> | null = null;

  const end = async (): Promise<void> => {
    const ending = taken;
    [holds, taken] = [false, null];
    const got = await ending?.catch(() => null);
    // Behind what is still under way on it; one that broke ends its transaction itself.
    await got?.connection.unsafe('commit').catch(() => undefined);
    got?.giveBack();
  };

  const run = async (query: Fragment): Promise<unknown> => {
    if (!holds) return pool`${query}`;
    taken ??= begun(pool);
    try {
      // Named: of a tag that is awaited in brackets the built file loses the brackets (@swc/core).
      const { connection } = await taken;
      return await connection`${query}`;
    } catch (error) {
      void end();
      // The transaction failed with another statement: this one never ran.
      if (isOfAnother(error)) return await pool`${query}`;
      throw error;
    }
  };

  const sql = new Proxy(pool, {
    apply: (target, self, given: unknown[]) => {
      const made: unknown = Reflect.apply(target, self, given);
      return holds && isTemplate(given[0]) ? answeredBy(made as Fragment, run) : made;
    },
  });
  pools.set(sql, pool);
  return { sql, hold: () => void (holds = true), end };
}

const pools = new WeakMap<Sql, Sql>();

/**
 * The pool behind such statements; others are themselves. For what takes longer than all the rest of a question and runs beside itself there:
 * the lists of a report, which may so be of moments that follow each other.
 */
export function apart(sql: Sql): Sql {
  return pools.get(sql) ?? sql;
}

interface Taken {
  readonly connection: Connection;
  giveBack(): void;
}

/** In turn, where as many are held as may be: who waits here holds none. */
function begun(pool: Sql): Promise<Taken> {
  return new Promise((take, refuse) => {
    const held = async () => {
      const connection = await pool.reserve();
      // Sent before the first statement, and not waited for: when it fails, so does what comes after it.
      connection.unsafe('begin isolation level repeatable read read only').catch(() => undefined);
      await new Promise<void>((giveBack) => take({ connection, giveBack }));
      connection.release();
    };
    turnsOf(pool)(held).catch(refuse);
  });
}

const turns = new WeakMap<Sql, LimitFunction>();

function turnsOf(pool: Sql): LimitFunction {
  const known = turns.get(pool) ?? pLimit(Math.max(1, pool.options.max - NEVER_HELD));
  turns.set(pool, known);
  return known;
}

function isOfAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25P02';
}

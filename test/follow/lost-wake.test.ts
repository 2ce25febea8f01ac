import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sql } from '../../src/db/pool.js';
import { Follower } from '../../src/follow/index.js';
import { emptyLedger, KEY, type Ledger, ticket, TICKETS } from './recorded.js';

const log = { info: () => undefined, error: () => undefined };
const NEVER_MS = 3_600_000;

let ledger: Ledger;
let follower: Follower;
beforeEach(async () => {
  ledger = await emptyLedger();
  await ledger.activate({});
  await ledger.toEnd();
});
afterEach(async () => {
  await follower.stop();
  await ledger.close();
});

const followed = () =>
  vi.waitFor(async () => expect(await ledger.sql`select from ticket where created_seq is not null`).toHaveLength(1), { timeout: 20_000 });

/** The pool, whose reserved connection asks `before` each time the loop makes sure that it still leads: the last thing before it sleeps. */
function held(sql: Sql, before: () => Promise<void>): Sql {
  const reserve = async () => {
    const connection = await sql.reserve();
    return new Proxy(connection, {
      apply: async (target, self, args: readonly unknown[]) => {
        if (String(args[0]) === 'select 1') await before();
        return Reflect.apply(target as (...given: unknown[]) => unknown, self, args as unknown[]);
      },
    });
  };
  return new Proxy(sql, { get: (target, name) => (name === 'reserve' ? reserve : Reflect.get(target, name)) });
}

it('follows what was announced while the loop went to sleep, without waiting for its next look', async () => {
  const slept = vi.fn<() => Promise<void>>();
  slept.mockImplementationOnce(async () => {
    // The loop has looked and found nothing; it sleeps next.
    await ledger.record(TICKETS, ticket(1));
    follower.wake();
  });
  slept.mockResolvedValue(undefined);
  follower = new Follower({ sql: held(ledger.sql, slept), key: KEY, log, idleMs: NEVER_MS });
  follower.start();
  await followed();
  expect(slept).toHaveBeenCalled();
});

it('follows what nobody announced at its next look', async () => {
  follower = new Follower({ sql: ledger.sql, key: KEY, log, idleMs: 200 });
  follower.start();
  await ledger.record(TICKETS, ticket(1));
  await followed();
});

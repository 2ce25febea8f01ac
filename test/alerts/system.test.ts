import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lookout } from '../../src/alerts/conditions/look.js';
import type { Disk } from '../../src/alerts/conditions/watched.js';
import { noteVerification } from '../../src/ledger/index.js';
import { answering, bodiesAt, idsAt } from './receiver.js';
import { alertWorld, type AlertWorld } from './world.js';

let world: AlertWorld;
let lookout: Lookout;
let disk: Disk | null = null;
let parts: { name: string; sentence: string }[] = [];

/** What one look alone sees counts for nothing. */
async function looks(): Promise<void> {
  world.passes(1_000);
  await lookout.look();
  await lookout.look();
  await world.tell();
}

const newLookout = () =>
  new Lookout({
    sql: world.hub.sql,
    clock: world.clock,
    watched: {
      sql: world.hub.sql,
      sources: [{ name: 'github-acme', hasHook: true, pollSeconds: 60 }],
      disk: () => Promise.resolve(disk),
      standingStill: () => parts,
    },
  });

beforeAll(async () => {
  world = await alertWorld();
  lookout = newLookout();
  await world.hub.sql`
    insert into source_state (source, connector, health, sentence) values ('github-acme', 'github', 'HEALTHY', 'It answers.'), ('gone', 'github', 'REFUSED', 'Not configured any more.')`;
});
afterAll(() => world.stop());

const health = (to: 'HEALTHY' | 'REFUSED' | 'FAILING') =>
  world.hub.sql`update source_state set health = ${to}, sentence = ${`It is ${to}.`} where source = 'github-acme'`;

const GB = 1024 ** 3;
const ago = (hours: number) => world.hub.sql`clock_timestamp() - make_interval(hours => ${hours})`;

const record = async (state: 'QUARANTINED' | 'IGNORED', door: 'WEBHOOK' | 'POLL', hours: number) => {
  const delivery = randomUUID();
  await world.hub.sql`
    insert into inbox_delivery (id, source, door, received_at, headers, body, dedupe, state)
    values (${delivery}, 'github-acme', ${door}, ${ago(hours)}, '{}'::jsonb, ${Buffer.from('{}')}, ${Buffer.from(delivery)}, 'SETTLED')`;
  await world.hub.sql`
    insert into inbox_record (delivery, position, source, kind, key, digest, state, reason, normaliser_version, events)
    values (${delivery}, 0, 'github-acme', 'k', 'k', ${Buffer.from('d')}, ${state}, 'r', 1, '{}')`;
};

interface Case {
  readonly condition: string;
  readonly of: string | null;
  readonly begin: () => PromiseLike<unknown> | void;
  readonly end: () => PromiseLike<unknown> | void;
}

const CASES: readonly Case[] = [
  { condition: 'SOURCE_REFUSED', of: 'github-acme', begin: () => health('REFUSED'), end: () => health('HEALTHY') },
  { condition: 'SOURCE_FAILING', of: 'github-acme', begin: () => health('FAILING'), end: () => health('HEALTHY') },
  {
    condition: 'SOURCE_LAGGING',
    of: 'github-acme',
    begin: () => world.hub.sql`insert into source_stream (source, stream, label, completed_at) values ('github-acme', 's', 's', ${ago(2)})`,
    end: () => world.hub.sql`update source_stream set completed_at = clock_timestamp()`,
  },
  {
    condition: 'QUARANTINE',
    of: 'github-acme',
    begin: () => record('QUARANTINED', 'WEBHOOK', 1),
    end: () => world.hub.sql`update inbox_record set state = 'IGNORED'`,
  },
  {
    condition: 'CENSUS_DIFFERS',
    of: 'github-acme',
    begin: () =>
      world.hub
        .sql`insert into coverage (source, scope, collection, state, reason, seq) values ('github-acme', 's', 'census:x', 'DIFFERS', 'Two differ.', 0)`,
    end: () => world.hub.sql`update coverage set state = 'COMPLETE'`,
  },
  {
    condition: 'HOOK_SILENT',
    of: 'github-acme',
    begin: async () => {
      await record('IGNORED', 'WEBHOOK', 30);
      await record('IGNORED', 'POLL', 2);
    },
    end: () => world.hub.sql`update source_state set last_delivery_at = clock_timestamp()`,
  },
  {
    condition: 'DISK',
    of: null,
    begin: () => void (disk = { freeBytes: 4 * GB, totalBytes: 100 * GB }),
    end: () => void (disk = { freeBytes: 6 * GB, totalBytes: 100 * GB }),
  },
  {
    condition: 'VERIFICATION_FAILED',
    of: null,
    begin: () => noteVerification(world.hub.sql, { whole: false, sentence: 'Event 3 differs.' }),
    end: () => noteVerification(world.hub.sql, { whole: true, sentence: 'It is whole.' }),
  },
  {
    condition: 'PART_NOT_READY',
    of: 'follow',
    begin: () => void (parts = [{ name: 'follow', sentence: 'It stands still.' }]),
    end: () => void (parts = []),
  },
];

describe('a route of SYSTEM', () => {
  it.each(CASES)('tells $condition when it begins and when it is over, and not at every look', async ({ condition, of, begin, end }) => {
    const to = await answering(() => ({ status: 200 }));
    await world.route(to.url, { kind: 'SYSTEM' });
    await looks();
    expect(bodiesAt(to)).toEqual([]);
    await begin();
    await looks();
    await looks();
    expect(bodiesAt(to)).toMatchObject([{ type: 'condition.begun', data: { condition, of } }]);
    await end();
    await looks();
    await looks();
    expect(bodiesAt(to).slice(1)).toMatchObject([{ type: 'condition.ended', data: { condition, of } }]);
    expect(new Set(idsAt(to)).size).toBe(2);
  });

  it('is told what is wrong already when it is made, and of nothing again by a hub that starts anew', async () => {
    await health('REFUSED');
    await looks();
    const to = await answering(() => ({ status: 200 }));
    const other = await answering(() => ({ status: 200 }));
    await world.route(to.url, { kind: 'SYSTEM', system: { conditions: ['SOURCE_REFUSED'], sources: ['github-acme'] } });
    await world.route(other.url, { kind: 'SYSTEM', system: { conditions: ['DISK'] } });
    lookout = newLookout();
    await looks();
    expect(bodiesAt(to)).toMatchObject([{ type: 'condition.begun', data: { condition: 'SOURCE_REFUSED', sentence: 'It is REFUSED.' } }]);
    await health('HEALTHY');
    await lookout.look();
    await health('REFUSED');
    await looks();
    expect(to.received).toHaveLength(1);
    await health('HEALTHY');
    await looks();
    expect(bodiesAt(to)[1]).toMatchObject({ type: 'condition.ended' });
    expect(other.received).toEqual([]);
  });
});

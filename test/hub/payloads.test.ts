import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deliveryOf, startGitHub, type GitHub } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { payWorld } from '../sample/small-world.js';
import { run } from './launched.js';
import { connectionsTo, externalPlace, GITHUB_TOKEN, SECRET, SOURCE, type Place } from './place.js';
import { list, startHub, type RunningHub, type Tree } from './running-hub.js';

const file = z.array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }));
const root = dirname(createRequire(import.meta.url).resolve('@octokit/webhooks-examples/package.json'));
/** GitHub's and its Enterprise Servers' own examples, of every version in the package. */
const all = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .flatMap((entry) => file.parse(JSON.parse(readFileSync(join(root, entry.name, 'index.json'), 'utf8'))))
  .flatMap(({ name, examples }) => examples.map((body) => ({ event: name, body, deliveryId: randomUUID() })));

/** A push without the field that says where the branch stands: genuine, and not to be understood. */
const push = all.find(({ event }) => event === 'push');
const broken = { event: 'push', body: { ...push?.body, after: undefined }, deliveryId: randomUUID() };

const ALIASES = 40;

let github: GitHub;
let place: Place;
let hub: RunningHub;
const ids: string[] = [];

beforeAll(async () => {
  github = await startGitHub(payWorld(), { token: GITHUB_TOKEN });
  place = await externalPlace({ connections: connectionsTo({ [SOURCE]: github.url }) });
  hub = await startHub(place.folder, place.env);
});
afterAll(async () => {
  await hub.stop();
  await github.close();
  await place.clear();
});

const send = ({ event, body, deliveryId }: (typeof all)[number]) => hub.hook(deliveryOf(SECRET, { event, body }, { deliveryId }));

async function sendAll(): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const waiting = [...all, broken].entries();
  const lane = async (): Promise<void> => {
    for (const [at, example] of waiting) {
      const { status, body } = await send(example);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      ids[at] = String(body['delivery']);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return statuses;
}

/** What `explain` says of each delivery, in their order. */
async function explained(): Promise<readonly Tree[]> {
  const found: Tree[] = [];
  for (let from = 0; from < ids.length; from += ALIASES) {
    const asked = ids.slice(from, from + ALIASES).map((id, at) => `d${at}: explain(delivery: "${id}") { delivery { ...Way } }`);
    const way = `fragment Way on ExplainedDelivery { id state door bytes verified
      records(first: 5) { totalCount nodes { state reason field kind events(first: 20) { totalCount } } } }`;
    const answer = await hub.graphql(`{ ${asked.join('\n')} } ${way}`);
    asked.forEach((_, at) => found.push(answer[`d${at}`]?.['delivery'] as Tree));
  }
  return found;
}

function tableOf(ways: readonly Tree[]): string {
  const counts = new Map<string, number>();
  for (const [at, way] of ways.entries()) {
    for (const record of list(way['records']?.['nodes'])) {
      const name = `${String(record['state'])} ${[...all, broken][at]?.event ?? ''}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const ends = ['EVENTS', 'IGNORED', 'QUARANTINED'].map((end) => {
    const own = [...counts].filter(([name]) => name.startsWith(`${end} `)).sort(([a], [b]) => (a < b ? -1 : 1));
    const total = own.reduce((sum, [, count]) => sum + count, 0);
    return `${String(total).padStart(5)}  ${end}: ${own.map(([name, count]) => `${name.slice(end.length + 1)} ${count}`).join(', ')}`;
  });
  return ends.join('\n');
}

describe('GitHub’s own payloads, signed, at a running hub', () => {
  it('are all answered 202, each with an id of its own', async () => {
    expect(all.length).toBeGreaterThan(700);
    expect(await sendAll()).toEqual(new Map([[202, all.length + 1]]));
    expect(new Set(ids).size).toBe(all.length + 1);
  }, 60_000);

  it('all come to an end that explain tells: events, ignored with a reason, or quarantined with the field', async () => {
    const pending = () => hub.graphql('{ sources { pendingDeliveries } }').then((data) => list(data['sources']));
    await until('nothing is pending', async () => (await pending()).every((one) => Number(one['pendingDeliveries']) === 0), 60_000);
    const ways = await explained();
    console.log(`Ends of ${ways.length} deliveries:\n${tableOf(ways)}`);
    for (const [at, way] of ways.entries()) {
      const about = JSON.stringify({ event: [...all, broken][at]?.event, way });
      expect(way, about).toMatchObject({ id: ids[at], state: 'SETTLED', door: 'WEBHOOK' });
      expect(Number(way['records']?.['totalCount']), about).toBe(1);
      for (const record of list(way['records']?.['nodes'])) expect(isAnEnd(record), about).toBe(true);
    }
    expect(ways.filter((way) => stateOf(way) === 'EVENTS').length).toBeGreaterThan(80);
    expect(ways.filter((way) => stateOf(way) === 'QUARANTINED')).toEqual([ways.at(-1)]);
  }, 60_000);

  it('says of the one that it cannot read which field is wrong and what to do, in explain and in sources', async () => {
    const data = await hub.graphql('{ sources { quarantine(first: 5) { totalCount nodes { delivery field error } } } }');
    expect(list(data['sources'])[0]?.['quarantine']).toEqual({
      totalCount: 1,
      nodes: [
        { delivery: ids.at(-1), field: 'after', error: expect.stringMatching(/^github\/\d+ cannot read .*after of this push.* replay\.$/) },
      ],
    });
  });

  it('are answered with the first delivery’s id when they are sent again', async () => {
    for (const at of [0, 100, 500, all.length]) {
      const example = [...all, broken][at];
      if (example) expect(await send(example)).toMatchObject({ status: 202, body: { delivery: ids[at] } });
    }
  });

  it('leave a ledger that the verify command finds whole', async () => {
    const { code, stdout } = await run(place.folder, place.env, ['verify']);
    expect(stdout).toMatch(/^The ledger is whole: \d+ events, root [0-9a-f]{64}\.\n$/);
    expect(code).toBe(0);
  });
});

function stateOf(way: Tree): string {
  return String(list(way['records']?.['nodes'])[0]?.['state']);
}

function isAnEnd(record: Tree): boolean {
  const { state, reason, field } = record as unknown as { state: string; reason: string | null; field: string | null };
  if (state === 'EVENTS') return Number(record['events']?.['totalCount']) > 0;
  if (state === 'IGNORED') return /\w.*\.$/.test(reason ?? '');
  return state === 'QUARANTINED' && field !== null && (reason ?? '').includes(field);
}

import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf, startGitHub, type GitHub } from '../../src/sample/index.js';
import { isAlive } from '../../src/db/embedded/process.js';
import { until } from '../intake/until.js';
import { payRepository, payWorld } from '../sample/small-world.js';
import { told } from './deployments.js';
import { connectionsTo, embeddedPlace, GITHUB_TOKEN, SECRET, SOURCE, type Place } from './place.js';
import { startHub, type RunningHub } from './running-hub.js';

const WITHIN_MS = 5_000;

let github: GitHub;
let place: Place;
let hub: RunningHub;

beforeAll(async () => {
  github = await startGitHub(payWorld(), { token: GITHUB_TOKEN });
  place = await embeddedPlace({ connections: connectionsTo({ [SOURCE]: github.url }) });
});
afterAll(async () => {
  await github.close();
  await place.clear();
});

const start = async (): Promise<void> => void (hub = await startHub(place.folder, place.env));
const postmasterFile = () => join(place.folder, 'data', 'postgres', 'postmaster.pid');
const postmaster = () => Number(readFileSync(postmasterFile(), 'utf8').split('\n')[0]);

async function sendOne(number: number): Promise<void> {
  expect(await hub.hook(deliveryOf(SECRET, told(github, payRepository(), number)))).toMatchObject({ status: 202 });
}

async function requested(): Promise<number> {
  const asked = await hub.graphql('{ timeline(filter: { types: ["deployment.requested"] }, first: 1) { totalCount } }');
  return Number(asked['timeline']?.['totalCount']);
}

describe('a hub with a PostgreSQL of its own', () => {
  it.each([
    ['SIGTERM', 1],
    ['SIGINT', 2],
  ] as const)('ends at %s within five seconds with exit code 0, and leaves no process', async (signal, number) => {
    await start();
    const server = postmaster();
    // Nobody who is connected keeps it from stopping.
    const open = new WebSocket(`${hub.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(open, 'open');
    await sendOne(number);
    const { code, ms } = await hub.stop(signal);
    expect(hub.output()).not.toMatch(/^ {4}at /m);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(WITHIN_MS);
    expect([isAlive(hub.pid), isAlive(server), existsSync(postmasterFile())]).toEqual([false, false, false]);
  });

  it('has after kill -9 all that it answered 202, and starts as if nothing had been', async () => {
    await start();
    for (const number of [3, 4, 5]) await sendOne(number);
    const server = postmaster();
    await hub.kill();
    await start();
    expect(isAlive(server)).toBe(false);
    await until('all five are in the timeline', async () => (await requested()) === 5);
    expect((await hub.stop()).code).toBe(0);
  });
});

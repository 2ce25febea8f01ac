import { type Connector } from '#contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import argocd from '../../connectors/argocd/index.js';
import { startPolling } from '../../src/intake/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { type StandIn, standIn } from '../../src/sample/argocd/stand-in.js';
import { application, type Application, type Operation, operation } from '../../src/sample/argocd/world.js';
import { joinHub, type TestSource } from '../intake/join-hub.js';
import { takeAway } from '../intake/take-away.js';
import { testHub, type TestHub } from '../intake/test-hub.js';
import { until } from '../intake/until.js';
import { eventsIn } from '../normalise/events-in.js';

const TOKEN = 'token-of-these-tests';
const DAY_S = 86_400;

let tool: StandIn;
let hub: TestHub;
let sources: readonly TestSource[];
let stops: (() => Promise<void>)[] = [];

/** A hub that polls once a day, so that nothing but the watch and the first poll bring anything. */
beforeEach(async () => {
  tool = await standIn(TOKEN, { aliveEveryMs: 20 });
  const config = { url: tool.url, token: { env: 'X' }, pollSeconds: DAY_S } as never;
  sources = [{ name: 'argocd-acme', connector: argocd as unknown as Connector<never>, config, secrets: { token: [TOKEN] } }];
  hub = await testHub(sources);
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
  await tool.close();
  await hub.close();
});

function run(part: { stop(): Promise<void> }) {
  stops.push(() => part.stop());
  return part;
}

const listened = (count = 1) => until('it is listened to', () => tool.watchers.count() === count);
const failed = (at: number): Operation => operation(at, { phase: 'Failed' });

function becomes(one: Application): void {
  tool.applications.splice(0, 1, one);
  tool.watchers.tell('MODIFIED', one);
}

async function outcomes(): Promise<readonly string[]> {
  const facts = await eventsIn(hub.sql, 'deployment.finished');
  return facts.map(({ subject, core }) => `${String(core['outcome'])} ${subject.slice(-7)}`).sort();
}

const recorded = (...wanted: string[]) =>
  until(`${wanted.join(', ')} are recorded`, async () => JSON.stringify(await outcomes()) === JSON.stringify(wanted));

async function readOnce(): Promise<void> {
  await until('it was polled', async () => (await hub.sql`select true from source_stream where passes > 0`).length > 0);
}

describe('what Argo CD tells a hub that listens', () => {
  it('is recorded though no poll could find it any more: a sync that failed, followed by another', async () => {
    tool.applications.push(application(1, [operation(0)]));
    run(startNormaliseLoop(hub.runtime));
    run(startPolling(hub.runtime));
    await listened();
    await readOnce();
    becomes(application(1, [operation(0), failed(60)]));
    becomes(application(1, [operation(0), failed(60), operation(120)]));
    await recorded('FAILED 000100Z', 'SUCCEEDED 000000Z', 'SUCCEEDED 000200Z');
    expect(tool.requests.filter((line) => line === 'GET /api/v1/applications')).toHaveLength(1);
  });

  it('is one fact, whether the poll reads it, too, or the hub is started again', async () => {
    tool.applications.push(application(1, [operation(0), failed(60)]));
    run(startNormaliseLoop(hub.runtime));
    const first = startPolling(hub.runtime);
    await listened();
    await recorded('FAILED 000100Z', 'SUCCEEDED 000000Z');
    await first.stop();
    await listened(0);
    run(startPolling(hub.runtime));
    await listened();
    becomes(application(1, [operation(0), failed(60), failed(120)]));
    await recorded('FAILED 000100Z', 'FAILED 000200Z', 'SUCCEEDED 000000Z');
    expect(await eventsIn(hub.sql, 'event.rewritten')).toEqual([]);
  });

  it.each(['END', 'IN_A_LINE', 'ERROR'] as const)('(%s) is heard again after it broke off, which is told once', async (how) => {
    run(startNormaliseLoop(hub.runtime));
    run(startPolling(hub.runtime));
    tool.applications.push(application(1, [operation(0)]));
    await listened();
    for (const at of [60, 120]) {
      tool.watchers.cut(how);
      await listened(0);
      tool.applications.splice(0, 1, application(1, [operation(0), failed(at)]));
      await listened();
      await until('it is recorded', async () => (await outcomes()).includes(`FAILED 000${String(at / 60)}00Z`));
    }
    expect(hub.logged.filter((line) => line.includes('It is polled meanwhile')).length).toBeLessThanOrEqual(how === 'END' ? 0 : 1);
    expect(hub.logged.join('\n')).not.toContain(TOKEN);
  });

  it('is nothing while it refuses: that is told once, and everything is polled', async () => {
    tool.applications.push(application(1, [failed(0)]));
    tool.refusesToWatch = 403;
    run(startNormaliseLoop(hub.runtime));
    run(startPolling(hub.runtime));
    await recorded('FAILED 000000Z');
    await until('it is told', () => hub.logged.some((line) => line.includes('Argo CD refused the applications')));
    const [state] = await hub.sql<{ health: string }[]>`select health from source_state`;
    expect(state?.health).toBe('HEALTHY');
    expect(tool.requests.filter((line) => line.includes('/stream/'))).toHaveLength(1);
  });

  it('waits while the database is away, and is not lost', async () => {
    tool.applications.push(application(1, [operation(0)]));
    run(startNormaliseLoop(hub.runtime));
    run(startPolling(hub.runtime));
    await listened();
    await readOnce();
    const back = await takeAway(hub.database.name);
    becomes(application(1, [operation(0), failed(60)]));
    becomes(application(1, [operation(0), failed(60), operation(120)]));
    await until('it is noticed', () => hub.logged.some((line) => line.includes('the database does not answer')));
    await back();
    await until('it is recorded', async () => (await outcomes().catch((): readonly string[] => [])).includes('FAILED 000100Z'), 60_000);
  }, 120_000);

  it('is heard by one hub of several, and by another when that is gone', async () => {
    const other = joinHub(hub.database.url, sources);
    run(startNormaliseLoop(hub.runtime));
    const first = startPolling(hub.runtime);
    await listened();
    const second = startPolling(other.runtime);
    stops.push(() => second.stop().then(() => other.sql.end({ timeout: 1 })));
    await until('both have asked whose it is', async () => {
      const asking = await hub.sql`select pid from pg_stat_activity where query like '%pg_try_advisory_lock%' and pid <> pg_backend_pid()`;
      return asking.length === 2;
    });
    expect(tool.watchers.count()).toBe(1);
    await first.stop();
    await listened();
    expect(tool.requests.filter((line) => line.includes('/stream/'))).toHaveLength(2);
  });

  it('holds up no stop', async () => {
    const polling = startPolling(hub.runtime);
    await listened();
    const beganMs = Date.now();
    await polling.stop();
    expect(Date.now() - beganMs).toBeLessThan(5_000);
    await listened(0);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import github from '../../../connectors/github/index.js';
import { type Activity, NO_COMMIT, type Release, worldOf } from '../../../src/sample/index.js';
import { type Instant, parseInstant } from '#contract';
import { commitsIn, connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, commit, deployment, pay, pull, shaOf, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const movement = (id: number): Activity => ({
  id,
  ref: 'refs/heads/main',
  before: id === 1 ? NO_COMMIT : shaOf(id - 1),
  after: shaOf(id),
  timestamp: timeOf(id),
  type: id === 1 ? 'branch_creation' : 'push',
  actor: ANA,
});
const movements = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => movement(from + index));
const at = (seconds: number) => parseInstant(timeOf(seconds)) as Instant;

describe('reading activity', () => {
  const keys = (...numbers: number[]) => numbers.map((id) => `activity:${String(id)}`);
  const down = (from: number, to: number) => keys(...Array.from({ length: from - to + 1 }, (_, index) => from - index));

  it('brings every movement, newest first, and later the new ones and the five minutes before', async () => {
    const repository = pay(5, { activity: movements(1, 500).map((one) => ({ ...one, timestamp: timeOf(one.id * 10) })) });
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'activity');
    expect(first.records.map(({ key }) => key)).toEqual(down(500, 1));
    expect(first.claims).toMatchObject([{ collection: 'branches', state: 'COMPLETE' }]);
    repository.activity.push(...movements(501, 505).map((one) => ({ ...one, timestamp: timeOf(one.id * 10) })));
    const asked = server.requests().length;
    const second = await pass(io, 'activity', first.cursor);
    expect(second.records.map(({ key }) => key)).toEqual(down(505, 470));
    expect(
      server
        .requests()
        .slice(asked)
        .filter(({ path }) => path.includes('/activity')),
    ).toHaveLength(1);
  });

  it('goes on where a first pass was interrupted, leaves the claim to the next, and misses nothing that was pushed meanwhile', async () => {
    const repository = pay(5, { activity: movements(1, 250) });
    const { io } = await connect(worldOf([repository]));
    const begun = await pass(io, 'activity', null, 1);
    repository.activity.push(movement(251));
    const rest = await pass(io, 'activity', begun.cursor);
    expect([...begun.records, ...rest.records].map(({ key }) => key)).toEqual(down(250, 1));
    expect(rest.claims).toEqual([]);
    const next = await pass(io, 'activity', rest.cursor);
    expect(next.records.map(({ key }) => key)).toContain('activity:251');
    expect(next.claims).toMatchObject([{ collection: 'branches', state: 'COMPLETE' }]);
  });

  it("ends with DENIED, in GitHub's words, where the token may not read it", async () => {
    const { io } = await connect(worldOf([pay(5)], ['activity']));
    const { records, claims } = await pass(io, 'activity');
    expect(records).toEqual([]);
    expect(claims).toMatchObject([{ collection: 'branches', state: 'DENIED' }]);
    expect(claims[0]?.reason).toMatch(/^GitHub refused activity of acme\/pay: .*not accessible/);
  });
});

describe('reading tags and releases', () => {
  it('brings more tags than a page, peeled', async () => {
    const tags = Array.from({ length: 130 }, (_, index) => ({
      name: `v${String(index).padStart(3, '0')}`,
      object: index % 2 ? shaOf(5000 + index) : shaOf(3),
      commit: shaOf(3),
      annotated: index % 2 === 1,
    }));
    const { io } = await connect(worldOf([pay(5, { tags })]));
    const { records, claims } = await pass(io, 'tags');
    const events = eventsOf(records);
    expect(events).toHaveLength(130);
    expect(events.every(({ seen }) => seen?.['commit'] === shaOf(3))).toBe(true);
    expect(claims).toMatchObject([{ collection: 'tags', state: 'COMPLETE' }]);
  });

  it('brings releases, and ignores drafts with a reason', async () => {
    const release = (id: number, draft: boolean): Release => ({
      id,
      tag: `v${String(id)}`,
      targetCommitish: 'main',
      name: null,
      body: null,
      draft,
      prerelease: false,
      author: ANA,
      createdAt: timeOf(id),
      publishedAt: draft ? null : timeOf(id),
    });
    const { io } = await connect(worldOf([pay(5, { releases: [release(1, false), release(2, true)] })]));
    const { records } = await pass(io, 'releases');
    expect(records.map((record) => Object.keys(github.normaliser.normalise(record))[0]).sort()).toEqual(['events', 'ignored']);
  });
});

describe('reading deployments', () => {
  const status = (id: number, state: 'in_progress' | 'success') => ({
    id,
    state,
    environment: 'production',
    description: '',
    creator: null,
    createdAt: timeOf(id),
  });

  it('brings all with their statuses, and later the new ones only', async () => {
    const old = Array.from({ length: 105 }, (_, index) => deployment(index + 1, { statuses: [status(index + 1000, 'success')] }));
    const repository = pay(5, { deployments: old });
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'deployments');
    expect(first.records).toHaveLength(105);
    expect(eventsOf(first.records).filter(({ type }) => type === 'deployment.finished')).toHaveLength(105);
    expect(first.cursor).toMatchObject({ newest: '105', open: [] });
    repository.deployments.push(deployment(106, { statuses: [status(2000, 'success')] }));
    const before = server.requests().length;
    const second = await pass(io, 'deployments', first.cursor);
    expect(second.records.map(({ key }) => key)).toEqual(['deployment:106']);
    expect(server.requests().length - before).toBeLessThan(14);
  });

  it('brings the commits of a deployed revision that lies on no branch that is read', async () => {
    const repository = pay(5, { deployments: [deployment(1, { sha: shaOf(72) }), deployment(2, { sha: 'e'.repeat(40) }), deployment(3)] });
    repository.commits.push(commit(71, [4]), commit(72, [71]));
    const { io } = await connect(worldOf([repository]));
    const { records } = await pass(io, 'deployments');
    expect(commitsIn(records)).toEqual([shaOf(71), shaOf(72)]);
    expect(eventsOf(records).filter(({ type }) => type === 'deployment.requested')).toHaveLength(3);
  });

  it('goes on where a first pass was interrupted', async () => {
    const { io } = await connect(worldOf([pay(5, { deployments: Array.from({ length: 150 }, (_, id) => deployment(id + 1)) })]));
    const begun = await pass(io, 'deployments', null, 1);
    const rest = await pass(io, 'deployments', begun.cursor);
    const keys = [...begun.records, ...rest.records].map(({ key }) => key);
    expect(new Set(keys).size).toBe(150);
    expect(rest.cursor).toMatchObject({ newest: '150', first: null });
  });

  it('reads again what has not ended, until it has', async () => {
    const now = new Date().toISOString();
    const running = deployment(1, { createdAt: now, statuses: [status(10, 'in_progress')] });
    const { io, server } = await connect(worldOf([pay(5, { deployments: [running] })]));
    const first = await pass(io, 'deployments');
    running.statuses.push({ ...status(11, 'success'), createdAt: now });
    const second = await pass(io, 'deployments', first.cursor);
    expect(eventsOf(second.records).map(({ type }) => type)).toContain('deployment.finished');
    expect(second.cursor, 'within a day anything may follow').toMatchObject({ open: [{ id: '1' }] });
    server.skewClock(25 * 3_600_000);
    const third = await pass(io, 'deployments', second.cursor);
    expect(third.cursor).toMatchObject({ open: [] });
  });
});

describe('the census', () => {
  it('names what was created in the window, for each kind of root object', async () => {
    const repository = pay(5, {
      pulls: [1, 2, 3].map((number) => pull(number)),
      deployments: [1, 2, 3].map((id) => deployment(id)),
    });
    const { io } = await connect(worldOf([repository]));
    const window = { from: at(2), to: at(3) };
    const streams = await github.poll.streams(io);
    const counted = new Map<string, readonly string[]>();
    for (const stream of streams) counted.set(stream.name, await github.poll.census(stream, window, io));
    expect(counted.get('4711/pull_requests')).toEqual(['3000000002']);
    expect(counted.get('4711/deployments')).toEqual(['2']);
    expect(counted.get('4711/commits')).toEqual([]);
  });
});

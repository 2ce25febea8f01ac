import { afterEach, describe, expect, it } from 'vitest';
import { type Instant, plusMs } from '#contract';
import gitlab from '../../../connectors/gitlab/index.js';
import { connected, type Connected, eventsOf, keysIn, pass, told } from './reading.js';
import { ANA, CLEO, deployment, incident, merge, pay, shaOf, timeOf, worldOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const at = (second: number) => timeOf(second).replace('Z', '000Z') as Instant;
const push = (id: number, more: object = {}) => ({
  ...{ id, author: ANA, at: timeOf(id), type: 'branch' as const, ref: 'main' as string | null },
  ...{ from: shaOf(id) as string | null, to: shaOf(id + 1) as string | null },
  ...more,
});

describe('pushes', () => {
  it('are read newest first, and in the next pass only new ones', async () => {
    const world = worldOf(pay(3, { pushes: Array.from({ length: 150 }, (_, index) => push(index + 1)) }));
    const { io } = await connect(world);
    const { records, cursor, claims } = await pass(io, 'pushes');
    expect(records).toHaveLength(150);
    expect(records[0]?.key).toBe('event:150');
    expect(claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual(['branches COMPLETE']);
    world.projects[0]?.pushes.push(push(151, { from: null }));
    expect(told(eventsOf((await pass(io, 'pushes', cursor)).records), 'before')).toEqual(['branch.created null']);
  });

  it('of more branches than GitLab names leave the branches denied for that pass', async () => {
    const world = worldOf(pay(3, { pushes: [push(1), push(2, { ref: null, from: null, to: null })] }));
    const { io } = await connect(world);
    const { cursor, claims } = await pass(io, 'pushes');
    expect(claims.map(({ state }) => state)).toEqual(['DENIED']);
    expect(claims[0]?.reason).toMatch(/names neither branches nor commits of the push of 2026-01-01T00:00:02.000Z/);
    expect((await pass(io, 'pushes', cursor)).claims.map(({ state }) => state)).toEqual(['COMPLETE']);
  });
});

describe('14.8 a project', () => {
  it('that was renamed or transferred is the same under its id, and each new name is a fact', async () => {
    const world = worldOf(pay(3, { mergeRequests: [merge(1)] }));
    const { io } = await connect(world);
    const named = await pass(io, 'repository');
    const streams = await gitlab.poll.streams(io);
    const [stream] = streams;
    const [own] = world.projects;
    if (!stream || !own) throw new Error('nothing there');
    Object.assign(own, { path: 'acme/payments' });
    const again: unknown[] = [];
    for await (const page of gitlab.poll.read(stream, named.cursor, io)) again.push(...told(eventsOf(page.records), 'name'));
    expect(again).toEqual(['repository.renamed "acme/payments"', 'repository.transferred null']);
    const identities = (records: Parameters<typeof eventsOf>[0]) => eventsOf(records).map(({ identity }) => JSON.stringify(identity));
    expect(identities(named.records)[1]).toContain('namespace-77');
    const merges = streams.find(({ name }) => name === '4711/merge_requests');
    if (!merges) throw new Error('no stream');
    for await (const page of gitlab.poll.read(merges, null, io))
      for (const one of identities(page.records)) expect(one).not.toMatch(/payments|acme/);
  });
});

describe('protections', () => {
  const settingsIn = (records: Parameters<typeof eventsOf>[0]) =>
    eventsOf(records).map(({ core }) => core['settings'] as Readonly<Record<string, unknown>> | null);

  it('are records when they changed, and again when they changed back', async () => {
    const world = worldOf(
      pay(3, {
        protections: [{ name: 'main', push: [0], forcePush: false }],
        approvals: { required: 2, resetOnPush: true },
        pipelineMustSucceed: true,
      }),
    );
    const { io } = await connect(world);
    const [own] = world.projects;
    const strict = await pass(io, 'protections');
    expect(settingsIn(strict.records)[0]).toMatchObject({
      pullRequests: true,
      approvals: 2,
      dismissStaleReviews: true,
      checks: ['pipeline'],
      forcePushes: false,
    });
    expect((await pass(io, 'protections', strict.cursor)).records).toEqual([]);
    if (own) own.protections = [{ name: 'ma*', push: [40], forcePush: true }];
    const loose = await pass(io, 'protections', strict.cursor);
    expect(settingsIn(loose.records)[0]).toMatchObject({ pullRequests: false, bypass: 1, pushers: 1, forcePushes: true });
    if (own) own.protections = [{ name: 'main', push: [0], forcePush: false }];
    const again = await pass(io, 'protections', loose.cursor);
    const identity = ({ records }: typeof again) => JSON.stringify(eventsOf(records)[0]?.identity);
    expect(settingsIn(again.records)).toEqual(settingsIn(strict.records));
    expect(identity(again)).not.toBe(identity(strict));
  });

  it('of a pattern that does not fit, and of an edition without approval rules, are none', async () => {
    const world = worldOf(pay(3, { protections: [{ name: 'release/*', push: [0], forcePush: false }] }));
    const { io } = await connect(world);
    expect(eventsOf((await pass(io, 'protections')).records).map(({ core }) => core['protected'])).toEqual([false]);
  });
});

describe('tags and releases', () => {
  it('are all read in every pass', async () => {
    const tags = Array.from({ length: 130 }, (_, index) => ({ name: `v${String(index)}`, target: shaOf(500 + index), commit: shaOf(1) }));
    const releases = [{ tag: 'v1', name: 'One', author: CLEO, at: timeOf(50), upcoming: false }];
    const { io } = await connect(worldOf(pay(3, { tags, releases })));
    expect((await pass(io, 'tags')).records).toHaveLength(130);
    expect(told(eventsOf((await pass(io, 'releases')).records), 'tag', 'author')).toEqual([
      'release.published "v1" {"$account":"503","kind":"PERSON","login":"cleo"}',
    ]);
  });
});

describe('a census', () => {
  it('lists what was created in the window, its end left out', async () => {
    const own = {
      mergeRequests: Array.from({ length: 150 }, (_, index) => merge(index + 1)),
      deployments: Array.from({ length: 20 }, (_, index) => deployment(index + 1)),
      incidents: [incident(7), incident(8, { type: 'issue' })],
      releases: [{ tag: 'v1', name: 'One', author: CLEO, at: timeOf(7), upcoming: false }],
    };
    const { io } = await connect(worldOf(pay(3, own)));
    const streams = await gitlab.poll.streams(io);
    const ids = async (collection: string, from: Instant, to: Instant) => {
      const stream = streams.find(({ name }) => name === `4711/${collection}`);
      if (!stream) throw new Error('no stream');
      return [...(await gitlab.poll.census(stream, { from, to }, io))].sort();
    };
    const expected = Array.from({ length: 120 }, (_, index) => String(300_005 + index)).sort();
    expect(await ids('merge_requests', at(5), at(125))).toEqual(expected);
    expect(await ids('merge_requests', plusMs(at(5), 1), plusMs(at(6), 1))).toEqual(['300006']);
    expect(await ids('deployments', at(5), at(8))).toEqual(['5', '6', '7']);
    expect(await ids('incidents', at(5), at(9))).toEqual(['600007']);
    expect(await ids('releases', at(5), at(9))).toEqual(['v1']);
    expect(await ids('tags', at(5), at(9))).toEqual([]);
  });

  it('says of a merge request that nobody has any more that it was removed, and reads one that is only missing here', async () => {
    const { io } = await connect(worldOf(pay(3, { mergeRequests: [merge(1)] })));
    const stream = (await gitlab.poll.streams(io)).find(({ name }) => name === '4711/merge_requests');
    const roots = stream && gitlab.poll.roots?.(stream);
    const bell = roots?.bell('300001');
    if (!roots?.deleted || !bell) throw new Error('no roots');
    expect(keysIn((await gitlab.poll.fetch(bell, io)).records)).toEqual(['merge_request:300001']);
    expect(eventsOf([roots.deleted.record('300009')]).map(({ type, core }) => [type, core['about']])).toEqual([
      [roots.deleted.type, { $ref: ['pull_request', '300009'] }],
    ]);
  });
});

describe('what a token may read', () => {
  it('is said of every collection, in a sentence with the role', async () => {
    const world = worldOf(pay(3));
    world.forbidden.push(/^\/protected_branches/, /^\/pipelines/);
    const { io, server } = await connect(world, { projects: ['acme/gone', 'acme/pay'] });
    const claims = await gitlab.poll.permissions?.(io);
    const deniedOf = (collection: string) => claims?.find((one) => one.collection === collection)?.denied;
    expect(claims?.map(({ collection }) => collection)).toHaveLength(13);
    expect(deniedOf('protections')).toMatch(/GitLab refused protections of acme\/pay: the token lacks "Maintainer, and read_api"/);
    expect(deniedOf('checks')).toMatch(/GitLab refused builds and checks of acme\/pay/);
    expect(deniedOf('pull_requests')).toBeNull();
    server.fail({ match: /\/issues/, times: 1, with: 500 });
    await expect(gitlab.poll.permissions?.(io)).rejects.toThrow(/asked again later/);
  });
});

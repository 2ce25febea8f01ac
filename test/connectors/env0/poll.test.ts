import { afterEach, describe, expect, it } from 'vitest';
import { instantOf, type Instant } from '#contract';
import env0 from '../../../connectors/env0/index.js';
import { connected, type Connected, eventsOf, idsIn, pass } from './reading.js';
import { deployment, environment, OUTPUT, stepsFrom, timeOf, worldOf } from '../../../src/sample/env0/world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.tool.close());

const many = (count: number, environmentId = 'env-001') =>
  Array.from({ length: count }, (_, index) =>
    deployment(`${environmentId}-d${String(index).padStart(4, '0')}`, 1000 + index, { environmentId }),
  );
const instant = (seconds: number): Instant => instantOf((Date.UTC(2026, 0, 1) + seconds * 1000) * 1000);

describe('a first reading', () => {
  it('takes the newest page of every environment first, then their next ones', async () => {
    const { io } = await connect(worldOf([...many(150), ...many(120, 'env-002')]));
    const { pages } = await pass(io);
    expect(pages.map(({ records }) => [idsIn(records).at(0), records.length])).toEqual([
      ['env-001-d0149', 100],
      ['env-002-d0119', 100],
      ['env-001-d0049', 50],
      ['env-002-d0019', 20],
      [undefined, 0],
    ]);
  });

  it('claims at its end what it read, up to the clock at its beginning', async () => {
    const { io, tool } = await connect(worldOf(many(3)));
    tool.before = () => void (tool.now = '2026-02-01T00:00:30Z');
    tool.now = '2026-02-01T00:00:00Z';
    const { pages } = await pass(io);
    expect(pages.slice(0, -1).some(({ claims }) => claims)).toBe(false);
    const claims = pages.at(-1)?.claims ?? [];
    expect(claims.map(({ collection }) => collection)).toEqual(['deployments', 'approvals', 'executions', 'drifts', 'evaluations']);
    expect(new Set(claims.map(({ state, upTo }) => `${state} ${upTo ?? ''}`))).toEqual(new Set(['COMPLETE 2026-02-01T00:00:30.000000Z']));
    // Under a word of their own: who waits for a ticket waits for every `project`.
    expect(new Set(claims.map(({ scope }) => scope.$ref.join(' ')))).toEqual(new Set(['thing infrastructure pay']));
  });

  it('is resumed behind the last page that was kept, and loses nothing', async () => {
    const world = worldOf([...many(150), ...many(120, 'env-002')]);
    const { io, tool } = await connect(world);
    tool.now = timeOf(4000);
    const before = await pass(io, null, 2);
    world.deployments.push(deployment('new-one', 5000));
    world.environments[0]!.updatedAt = timeOf(5000);
    tool.now = timeOf(6000);
    tool.requests.length = 0;
    const after = await pass(io, before.cursor);
    expect(tool.requests.filter((each) => each.includes('offset=0') && each.includes('/deployments?'))).toEqual([]);
    const third = await pass(io, after.cursor);
    const read = new Set(idsIn([...before.records, ...after.records, ...third.records]));
    expect(read).toEqual(new Set(world.deployments.map(({ id }) => id)));
  });

  it('ends although an environment with more pages goes away in the middle', async () => {
    const world = worldOf([...many(150), ...many(150, 'env-002')]);
    const { io } = await connect(world);
    const before = await pass(io, null, 2);
    world.environments.splice(1, 1);
    const after = await pass(io, before.cursor);
    expect(idsIn(after.records).every((id) => id.startsWith('env-001'))).toBe(true);
    expect(after.claims).not.toEqual([]);
  });
});

describe('a later reading', () => {
  it('takes what began since, and what was open, and asks no environment that did not move', async () => {
    const waiting = deployment('waiting', 1000, { status: 'WAITING_FOR_USER', finishedAt: null });
    const world = worldOf([waiting, deployment('done', 900), deployment('elsewhere', 950, { environmentId: 'env-002' })]);
    world.steps.set('waiting', stepsFrom(1000, { status: 'NOT_STARTED', startedAt: null, completedAt: null }));
    const { io, tool } = await connect(world);
    tool.now = timeOf(2000);
    const first = await pass(io);
    world.deployments.splice(0, 1, deployment('waiting', 1000, { reviewers: [{ userId: 'auth0|ben', action: 'approved' }] }));
    world.deployments.push(deployment('fresh', 2500, { environmentId: 'env-002' }));
    world.environments[1]!.updatedAt = timeOf(2500);
    tool.now = timeOf(3200);
    tool.requests.length = 0;
    const second = await pass(io, first.cursor);
    expect(idsIn(second.records)).toEqual(['fresh', 'waiting']);
    expect(tool.requests.some((each) => each.includes('/environments/env-001/deployments'))).toBe(false);
    tool.requests.length = 0;
    const third = await pass(io, second.cursor);
    expect(idsIn(third.records)).toEqual([]);
  });

  it('looks once a day at every environment, whatever its time says', async () => {
    const world = worldOf([deployment('done', 900)]);
    const { io, tool } = await connect(world);
    tool.now = timeOf(2000);
    const first = await pass(io);
    world.deployments.push(deployment('silent', 2500));
    tool.now = timeOf(3000);
    const second = await pass(io, first.cursor);
    expect(idsIn(second.records)).toEqual([]);
    world.deployments.push(deployment('silent-too', 80_000));
    tool.now = timeOf(90_000);
    expect(idsIn((await pass(io, second.cursor)).records)).toEqual(['silent-too', 'silent']);
  });

  it('14.3 reads two deployments of the same millisecond as two', async () => {
    const { io } = await connect(worldOf([deployment('a', 100), deployment('b', 100)]));
    const requested = eventsOf((await pass(io)).records).filter(({ type }) => type === 'deployment.requested');
    expect(requested.map(({ identity }) => identity.natural)).toEqual([['b'], ['a']]);
  });

  it('14.6 loses nothing when deployments begin while a list is read', async () => {
    const world = worldOf(many(250));
    const { io, tool } = await connect(world);
    let began = 0;
    tool.before = (request) => {
      if (request.includes('/deployments?')) world.deployments.push(deployment(`meanwhile-${String((began += 1))}`, 9000 + began));
    };
    const read = new Set(idsIn((await pass(io)).records));
    for (const { id } of many(250)) expect(read).toContain(id);
  });

  it('14.6 reads the list of environments anew when one went away between two pages', async () => {
    const environments = Array.from({ length: 150 }, (_, index) => environment(index + 1));
    const world = worldOf([deployment('last', 100, { environmentId: 'env-150' })], { environments });
    const { io, tool } = await connect(world);
    tool.before = (request) => {
      if (request.includes('offset=99') && environments.length === 150) environments.splice(0, 1);
    };
    expect(idsIn((await pass(io)).records)).toEqual(['last']);
    expect(tool.requests.filter((each) => each.includes('/environments?') && each.includes('offset=0'))).toHaveLength(2);
  });
});

describe('what is kept', () => {
  it('has no output, plan, variable, token or credential of Terraform in it, and neither has what it means', async () => {
    const types = ['deploy', 'destroy', 'task', 'prPlan', 'driftDetection', 'dryRun'];
    const { io } = await connect(worldOf(types.map((type, index) => deployment(type, 100 + index, { type, driftDetected: true }))));
    const { pages, records } = await pass(io);
    expect(records).toHaveLength(types.length);
    expect(JSON.stringify([pages, eventsOf(records)])).not.toContain(OUTPUT);
    expect(JSON.stringify(records)).toContain('https://github.com/acme/infra');
  });
});

describe('alone', () => {
  it('a deployment is read by a doorbell, where its project is read', async () => {
    const world = worldOf([deployment('one', 100), deployment('other', 100, { environmentId: 'env-009' })]);
    world.environments[1] = environment(9, { projectId: 'ops' });
    const { io } = await connect(world);
    const fetch = (id: string) => env0.poll.fetch({ collection: 'deployments', reference: { deployment: id } }, io);
    const [record] = (await fetch('one')).records;
    expect(record).toEqual((await pass(io)).records[0]);
    expect((await fetch('other')).records).toEqual([]);
    expect((await fetch('nobody')).records).toEqual([]);
    await expect(env0.poll.fetch({ collection: 'deployments', reference: { deployment: '../projects' } }, io)).rejects.toThrow(
      /can read alone/,
    );
  });

  it('a census lists what was deployed or destroyed in the window, and its bell reads it', async () => {
    const world = worldOf([
      ...many(230),
      deployment('drift', 1100, { type: 'driftDetection' }),
      deployment('gone', 1101, { type: 'destroy' }),
    ]);
    world.environments[0]!.updatedAt = timeOf(9000);
    const { io } = await connect(world);
    const [stream] = await env0.poll.streams(io);
    const ids = await env0.poll.census(stream!, { from: instant(1100), to: instant(1103) }, io);
    expect([...ids].sort()).toEqual(['env-001-d0100', 'env-001-d0101', 'env-001-d0102', 'gone']);
    const bell = env0.poll.roots?.(stream!)?.bell('gone');
    expect(idsIn((await env0.poll.fetch(bell!, io)).records)).toEqual(['gone']);
  });

  it('streams are the projects that the key is shown, where none are named', async () => {
    const { io } = await connect(worldOf([]), { projects: undefined });
    expect(await env0.poll.streams(io)).toMatchObject([
      { name: 'pay/deployments', label: 'Payments deployments' },
      { name: 'ops/deployments', label: 'Operations deployments' },
    ]);
  });
});

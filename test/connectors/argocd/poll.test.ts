import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInstant, type RawRecord, SourceRefused, SourceUnavailable } from '#contract';
import argocd from '../../../connectors/argocd/index.js';
import { eventsOf, ioOf, pass, TOKEN } from './reading.js';
import { type StandIn, standIn } from '../../../src/sample/argocd/stand-in.js';
import { application, operation, timeOf } from '../../../src/sample/argocd/world.js';

let tool: StandIn;
beforeEach(async () => void (tool = await standIn(TOKEN)));
afterEach(() => tool.close());

const numbersIn = (records: readonly RawRecord[]) => records.map(({ key }) => Number(key.slice(-12)));
const many = (count: number) => Array.from({ length: count }, (_, at) => application(at, [operation(at * 60)]));
const told = (records: readonly RawRecord[]) =>
  eventsOf(records).map(({ type, occurredAt }) => `${type} ${occurredAt?.from.slice(11, 19) ?? ''}`);

describe('a first reading', () => {
  it('reads the latest sync first, and claims at its end', async () => {
    tool.applications.push(...many(120));
    const { pages, records, claims } = await pass(ioOf(tool));
    expect(numbersIn(records)).toEqual(Array.from({ length: 120 }, (_, at) => 119 - at));
    expect(pages.map(({ claims: each }) => each?.length ?? 0)).toEqual([0, 0, 1]);
    expect(pages.map(({ total }) => total)).toEqual([120, 120, 120]);
    expect(claims).toMatchObject([{ collection: 'deployments', state: 'COMPLETE' }]);
  });

  it('goes on after it was killed, and reads no page twice', async () => {
    tool.applications.push(...many(120));
    const first = await pass(ioOf(tool), null, 1);
    const second = await pass(ioOf(tool), first.cursor);
    expect(numbersIn([...first.records, ...second.records])).toEqual(Array.from({ length: 120 }, (_, at) => 119 - at));
  });

  it('14.6 misses nothing when an application changes between two pages of a reading that was killed', async () => {
    tool.applications.push(...many(120));
    const first = await pass(ioOf(tool), null, 1);
    tool.applications.splice(119, 1, application(119, [operation(119 * 60), operation(80_000)]));
    const second = await pass(ioOf(tool), first.cursor);
    expect(numbersIn(second.records)).toContain(119);
    expect(told(second.records)).toContain('deployment.finished 22:13:25');
  });

  it('of nothing is complete, too', async () => {
    const { records, claims } = await pass(ioOf(tool));
    expect(records).toEqual([]);
    expect(claims).toMatchObject([{ state: 'COMPLETE' }]);
  });
});

describe('a later reading', () => {
  it('brings what changed since, and nothing else', async () => {
    tool.applications.push(application(1, [operation(0, { phase: 'Running' })]), application(2, [operation(0)]));
    const { cursor } = await pass(ioOf(tool));
    expect((await pass(ioOf(tool), cursor)).records).toEqual([]);
    tool.applications.splice(0, 1, application(1, [operation(0)]));
    const { records } = await pass(ioOf(tool), cursor);
    expect(told(records)).toEqual(['deployment.requested 00:00:00', 'deployment.started 00:00:00', 'deployment.finished 00:00:05']);
  });

  it('reads a sync that failed, as long as no other has begun', async () => {
    const { cursor } = await pass(ioOf(tool));
    tool.applications.push(application(1, [operation(0, { phase: 'Failed' })]));
    const { records } = await pass(ioOf(tool), cursor);
    expect(eventsOf(records).at(-1)?.core).toMatchObject({ outcome: 'FAILED', state: 'Failed' });
  });

  it('14.11 reads syncs that came and went between two readings from the history', async () => {
    tool.applications.push(application(1, [operation(0)]));
    const { cursor } = await pass(ioOf(tool));
    tool.applications.splice(0, 1, application(1, [operation(0), operation(60), operation(120), operation(180)]));
    const { records, claims } = await pass(ioOf(tool), cursor);
    expect(told(records).filter((each) => each.includes('finished'))).toHaveLength(4);
    expect(claims).toMatchObject([{ state: 'COMPLETE' }]);
  });

  it('14.11 says so when Argo CD had forgotten syncs, and how many', async () => {
    const operations = Array.from({ length: 9 }, (_, at) => operation(at * 60));
    tool.applications.push(application(1, operations.slice(0, 2), { historyLimit: 3 }));
    const { cursor } = await pass(ioOf(tool));
    tool.applications.splice(0, 1, application(1, operations, { historyLimit: 3 }));
    const { claims, cursor: after } = await pass(ioOf(tool), cursor);
    expect(claims).toMatchObject([{ collection: 'deployments', state: 'DENIED', reason: expect.stringContaining('4 of app-1') as string }]);
    expect((await pass(ioOf(tool), after)).claims).toMatchObject([{ state: 'COMPLETE' }]);
  });

  it('14.8 takes an application that was made again under its name for another one', async () => {
    tool.applications.push(application(1, [operation(0)]));
    const first = await pass(ioOf(tool));
    tool.applications.splice(0, 1, application(2, [operation(0)], { name: 'app-1' }));
    const second = await pass(ioOf(tool), first.cursor);
    const subjects = (records: readonly RawRecord[]) => eventsOf(records).map(({ subject }) => subject.$ref[1]);
    expect(second.records).toHaveLength(1);
    expect(subjects(second.records).some((each) => subjects(first.records).includes(each))).toBe(false);
  });

  it('tells of no deletion when an application is gone', async () => {
    tool.applications.push(application(1, [operation(0)]), application(2, [operation(0)]));
    const { cursor } = await pass(ioOf(tool));
    tool.applications.pop();
    expect((await pass(ioOf(tool), cursor)).records).toEqual([]);
  });
});

describe('what is refused', () => {
  it('is the whole reading with a token that is not accepted, or when nobody answers', async () => {
    await expect(pass(ioOf(tool, {}, 'another-token'))).rejects.toThrow(SourceRefused);
    await expect(pass(ioOf(tool, {}, ''))).rejects.toThrow('set `token`');
    tool.refuses = 503;
    await expect(pass(ioOf(tool))).rejects.toThrow(SourceUnavailable);
    tool.refuses = null;
    tool.showsLogin = true;
    await expect(pass(ioOf(tool))).rejects.toThrow(SourceUnavailable);
  });

  it('is claimed by nobody where Argo CD leaves out what the token may not get', async () => {
    tool.allowed = ['payments'];
    tool.applications.push(application(1, [operation(0)]), application(2, [operation(0)], { project: 'cards' }));
    const { records, claims } = await pass(ioOf(tool));
    expect(numbersIn(records)).toEqual([1]);
    expect(claims).toMatchObject([{ state: 'DENIED', reason: expect.stringContaining('applications, get, */*') as string }]);
    expect((await pass(ioOf(tool, { projects: ['payments'] }))).claims).toMatchObject([{ state: 'COMPLETE' }]);
  });

  it('is named with tool, thing and permission', async () => {
    tool.allowed = ['payments'];
    const [claim] = (await argocd.poll.permissions?.(ioOf(tool, { projects: ['payments', 'cards'] }))) ?? [];
    expect(claim).toMatchObject({ collection: 'deployments', permission: 'applications, get' });
    expect(claim?.denied).toMatch(/^Argo CD .* all applications: the token lacks "applications, get, cards\/\*"/);
    expect(await argocd.poll.permissions?.(ioOf(tool, { projects: ['payments'] }))).toMatchObject([{ denied: null }]);
  });
});

describe('a doorbell', () => {
  const ring = (reference: { readonly [name: string]: string }) => argocd.poll.fetch({ collection: 'applications', reference }, ioOf(tool));

  it('reads the application that it names, by its name or by its uid', async () => {
    tool.applications.push(application(1, [operation(0)]), application(2, [operation(0)]));
    expect(numbersIn((await ring({ name: 'app-2', namespace: 'argocd' })).records)).toEqual([2]);
    expect(numbersIn((await ring({ uid: '00000000-0000-4000-8000-000000000001' })).records)).toEqual([1]);
  });

  it('reads nothing of one that is gone or not shown', async () => {
    expect((await ring({ name: 'app-2' })).records).toEqual([]);
    expect((await ring({ uid: 'gone' })).records).toEqual([]);
  });
});

describe('the census', () => {
  it('lists the syncs that Argo CD remembers from a window, by the ids that the hub knows them by', async () => {
    tool.applications.push(application(1, [operation(0), operation(60), operation(120, { phase: 'Failed' })]));
    const [stream] = await argocd.poll.streams(ioOf(tool));
    const window = { from: parseInstant(timeOf(60))!, to: parseInstant(timeOf(200))! };
    const ids = await argocd.poll.census(stream!, window, ioOf(tool));
    expect(ids.map((id) => id.slice(-16)).sort()).toEqual(['20260110T000100Z', '20260110T000200Z']);
    const known = eventsOf((await pass(ioOf(tool))).records).map(({ subject }) => subject.$ref[1]);
    expect(ids.every((id) => known.includes(id))).toBe(true);
    expect(argocd.poll.roots?.(stream!)?.bell(ids[0]!)).toEqual({ collection: 'applications', reference: { uid: ids[0]!.slice(0, 36) } });
  });
});

it('keeps no value that is put into manifests, no annotation and no message', async () => {
  tool.applications.push(application(1, [operation(0, { phase: 'Failed' }), operation(60)]));
  const { records } = await pass(ioOf(tool));
  expect(JSON.stringify(records)).toContain('github.com/acme/deploy');
  expect(JSON.stringify(records)).not.toContain('hunter2');
});

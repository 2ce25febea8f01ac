import { afterEach, describe, expect, it } from 'vitest';
import { connected, type Connected, eventsOf, keysIn, pass } from './reading.js';
import { ANA, BEN, commit, deployment, incident, line, merge, pay, pipeline, shaOf, timeOf, worldOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const many = (count: number) => Array.from({ length: count }, (_, index) => merge(index + 1));
const keys = (count: number) =>
  many(count)
    .map(({ id }) => `merge_request:${String(id)}`)
    .sort();

describe('merge requests', () => {
  it('are all read, the last changed first, and claimed up to the beginning of the pass', async () => {
    const { io } = await connect(worldOf(pay(3, { mergeRequests: many(45) })));
    const { records, claims, pages } = await pass(io, 'merge_requests');
    expect(keysIn(records)).toEqual(keys(45));
    expect(records).toHaveLength(45);
    expect(pages[0]?.records[0]?.key).toBe('merge_request:300045');
    expect(pages[0]?.total).toBe(45);
    expect(claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual(['pull_requests COMPLETE', 'reviews COMPLETE']);
  });

  it('of a first reading that was killed go on at the page, and what changed meanwhile comes with the next pass', async () => {
    const world = worldOf(pay(3, { mergeRequests: many(45) }));
    const { io, server } = await connect(world);
    const begun = await pass(io, 'merge_requests', null, 1);
    expect(begun.records).toHaveLength(20);
    const newest = world.projects[0]?.mergeRequests[44];
    if (newest) newest.updatedAt = new Date(Date.now() + 1_000).toISOString();
    const asked = server.requests().length;
    const rest = await pass(io, 'merge_requests', begun.cursor);
    expect(
      server
        .requests()
        .slice(asked)
        .some((path) => path.includes('/merge_requests/45/')),
    ).toBe(false);
    expect(keysIn([...begun.records, ...rest.records])).toEqual(keys(45));
    expect(rest.records).toHaveLength(25);
    const next = await pass(io, 'merge_requests', rest.cursor);
    expect(keysIn(next.records)).toEqual(['merge_request:300045']);
  });

  it('14.6 are not missed when others are deleted, or change, between two pages', async () => {
    const world = worldOf(pay(3, { mergeRequests: many(60) }));
    const { io, server } = await connect(world);
    const all = world.projects[0]?.mergeRequests ?? [];
    server.before = (path) => {
      if (!path.includes('/merge_requests?') || !path.includes('updated_before')) return;
      server.before = null;
      all.splice(
        all.findIndex(({ iid }) => iid === 60),
        1,
      );
      const read = all.find(({ iid }) => iid === 59);
      if (read) read.updatedAt = timeOf(9_000);
    };
    const { records } = await pass(io, 'merge_requests');
    expect(keysIn(records)).toEqual(keys(60));
  });

  it('14.3 that were changed in one instant are all read, more of them than a page holds', async () => {
    const { io } = await connect(worldOf(pay(3, { mergeRequests: many(70).map((one) => ({ ...one, updatedAt: timeOf(0) })) })));
    expect(keysIn((await pass(io, 'merge_requests')).records)).toEqual(keys(70));
  });

  it('that did not change are not read again', async () => {
    const { io, server } = await connect(worldOf(pay(3, { mergeRequests: many(30) })));
    const { cursor } = await pass(io, 'merge_requests');
    const asked = server.requests().length;
    expect((await pass(io, 'merge_requests', cursor)).records).toEqual([]);
    // The streams, the project, the list.
    expect(server.requests().length - asked).toBe(3);
  });

  it('that are deleted while they are read are passed over', async () => {
    const { io, server } = await connect(worldOf(pay(3, { mergeRequests: many(2) })));
    server.fail({ match: /merge_requests\/1\/commits/, times: 1, with: 404 });
    const { records, claims } = await pass(io, 'merge_requests');
    expect(keysIn(records)).toEqual(['merge_request:300002']);
    expect(claims).toHaveLength(2);
  });
});

describe('commits', () => {
  const shasIn = (records: Parameters<typeof eventsOf>[0]) =>
    eventsOf(records).flatMap(({ type, core }) => (type === 'commit.recorded' ? [String(core['sha'])] : []));

  it('of a long branch are read page by page, and go on where they were interrupted, whatever is pushed meanwhile', async () => {
    const world = worldOf(pay(250));
    const { io } = await connect(world);
    const begun = await pass(io, 'commits', null, 2);
    world.projects[0]?.commits.push(commit(251, [250]));
    world.projects[0]?.branches.set('main', shaOf(251));
    const rest = await pass(io, 'commits', begun.cursor);
    expect([...shasIn(begun.records), ...shasIn(rest.records)].sort()).toEqual(line(1, 251).map(({ sha }) => sha));
    expect(rest.claims.map(({ collection }) => collection)).toEqual(['commits']);
  });

  it('of a push too large for a webhook are read by what the head of before does not reach', async () => {
    const world = worldOf(pay(10));
    const { io } = await connect(world);
    const { cursor } = await pass(io, 'commits');
    world.projects[0]?.commits.push(...line(11, 40));
    world.projects[0]?.branches.set('main', shaOf(40));
    expect(shasIn((await pass(io, 'commits', cursor)).records).sort()).toEqual(line(11, 40).map(({ sha }) => sha));
  });

  it('are read anew when the head of before was forced away and collected', async () => {
    const world = worldOf(pay(3));
    const { io } = await connect(world);
    const { cursor } = await pass(io, 'commits');
    world.projects[0]?.commits.splice(1, 2, commit(8, [1]), commit(9, [8]));
    world.projects[0]?.branches.set('main', shaOf(9));
    expect(shasIn((await pass(io, 'commits', cursor)).records).sort()).toEqual([1, 8, 9].map(shaOf));
  });

  it('have the accounts of their authors where GitLab knows the address, and none where it does not', async () => {
    const { io } = await connect(
      worldOf(pay(0, { commits: [commit(1, []), commit(2, [1], { author: null })], branches: new Map([['main', shaOf(2)]]) })),
    );
    const read = eventsOf((await pass(io, 'commits')).records).filter(({ type }) => type === 'commit.recorded');
    expect(read.map(({ seen }) => [seen?.['authors'], seen?.['unresolvedAuthor']])).toEqual([
      [[null], true],
      [[{ $account: '501', kind: 'PERSON', login: 'ana' }], undefined],
    ]);
  });

  it('have nobody for an author at a GitLab that does not tell', async () => {
    const world = worldOf(pay(2));
    world.knowsAuthors = false;
    const { io } = await connect(world);
    const read = eventsOf((await pass(io, 'commits')).records).filter(({ type }) => type === 'commit.recorded');
    expect(read.map(({ seen }) => seen?.['unresolvedAuthor'])).toEqual([true, true]);
  });

  it('of branches that are configured are read, and of one that is not there none', async () => {
    const world = worldOf(
      pay(3, {
        branches: new Map([
          ['main', shaOf(3)],
          ['release', shaOf(2)],
        ]),
      }),
    );
    const { io } = await connect(world, { branches: ['release', 'gone'] });
    const { records, claims } = await pass(io, 'commits');
    expect(shasIn(records)).toEqual([shaOf(2), shaOf(1)]);
    expect(claims).toHaveLength(1);
  });
});

describe('deployments, pipelines and incidents', () => {
  it('are read with all that hangs on them', async () => {
    const approvals = [{ user: BEN, status: 'approved' as const, at: timeOf(12), comment: 'go' }];
    const project = pay(3, {
      deployments: [deployment(10, { approvals }), deployment(11, { status: 'blocked', pending: 1, job: null })],
      approvals: { required: 1, resetOnPush: true },
      pipelines: [pipeline(80)],
      incidents: [incident(5, { closedAt: timeOf(99), closedBy: ANA }), incident(6, { type: 'issue' })],
    });
    const { io } = await connect(worldOf(project));
    const types = async (stream: string) => eventsOf((await pass(io, stream)).records).map(({ type }) => type);
    expect(await types('deployments')).toEqual([
      ...['deployment.requested', 'approval.requested'],
      ...['deployment.requested', 'approval.requested', 'approval.decided', 'deployment.started', 'deployment.finished'],
    ]);
    expect(await types('pipelines')).toEqual(['build.started', 'build.finished', 'check.finished', 'check.finished', 'check.finished']);
    expect(await types('incidents')).toEqual(['incident.opened', 'incident.resolved']);
  });

  it('that go on are read again when they changed, and only those', async () => {
    const world = worldOf(pay(3, { deployments: [deployment(10, { status: 'running' }), deployment(11)] }));
    const { io } = await connect(world);
    const { cursor } = await pass(io, 'deployments');
    const [running] = world.projects[0]?.deployments ?? [];
    if (running) Object.assign(running, { status: 'failed', updatedAt: new Date().toISOString() });
    const { records, claims } = await pass(io, 'deployments', cursor);
    expect(keysIn(records)).toEqual(['deployment:10']);
    expect(claims.map(({ collection }) => collection)).toEqual(['deployments', 'approvals']);
  });
});

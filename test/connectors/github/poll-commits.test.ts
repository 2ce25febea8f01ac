import { afterEach, describe, expect, it } from 'vitest';
import { worldOf } from '../../../src/sample/index.js';
import { commitsIn, connected, type Connected, eventsOf, pass } from './reading.js';
import { commit, line, pay, shaOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const names = (from: number, to: number) =>
  line(from, to)
    .map(({ sha }) => sha)
    .sort();

describe('reading commits', () => {
  it('brings the whole history at first, with the head of the branch, and claims it', async () => {
    const { io } = await connect(worldOf([pay(250)]));
    const first = await pass(io, 'commits');
    expect(commitsIn(first.records)).toEqual(names(1, 250));
    const [observed] = eventsOf(first.records);
    expect(observed).toMatchObject({ type: 'branch.observed', core: { branch: 'main', head: shaOf(250), isDefault: true } });
    expect(first.claims).toMatchObject([{ collection: 'commits', state: 'COMPLETE' }]);
    expect(first.claims[0]?.scope).toEqual({ $ref: ['repository', '4711'] });
  });

  it('goes on where it was interrupted, also when the branch moved meanwhile', async () => {
    const repository = pay(250);
    const { io } = await connect(worldOf([repository]));
    const begun = await pass(io, 'commits', null, 2);
    repository.commits.push(...line(251, 260));
    repository.branches.set('main', shaOf(260));
    const rest = await pass(io, 'commits', begun.cursor);
    expect(begun.claims).toEqual([]);
    expect([...commitsIn(begun.records), ...commitsIn(rest.records)].sort()).toEqual(names(1, 260));
  });

  it('reads later exactly what is new, however deep a merged branch lies', async () => {
    const repository = pay(150);
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'commits');
    repository.commits.push(commit(1001, [5]), commit(1002, [150, 1001]));
    repository.branches.set('main', shaOf(1002));
    const before = server.requests().length;
    const second = await pass(io, 'commits', first.cursor);
    expect(commitsIn(second.records)).toEqual([shaOf(1001), shaOf(1002)]);
    expect(server.requests().length - before).toBeLessThanOrEqual(6);
    expect(commitsIn((await pass(io, 'commits', second.cursor)).records)).toEqual([]);
  });

  it('reads more than a page of new commits', async () => {
    const repository = pay(10);
    const { io } = await connect(worldOf([repository]));
    const first = await pass(io, 'commits');
    repository.commits.push(...line(11, 240));
    repository.branches.set('main', shaOf(240));
    expect(commitsIn((await pass(io, 'commits', first.cursor)).records)).toEqual(names(11, 240));
  });

  it('reads everything again when the commit that it knew is gone from GitHub', async () => {
    const { io } = await connect(worldOf([pay(10)]));
    const { records, claims } = await pass(io, 'commits', { known: { main: 'f'.repeat(40) }, walk: null });
    expect(commitsIn(records)).toEqual(names(1, 10));
    expect(claims).toHaveLength(1);
  });

  it('reads nothing and claims the new head after a branch was set back', async () => {
    const repository = pay(10);
    const { io } = await connect(worldOf([repository]));
    const first = await pass(io, 'commits');
    repository.branches.set('main', shaOf(4));
    const second = await pass(io, 'commits', first.cursor);
    expect(commitsIn(second.records)).toEqual([]);
    expect(eventsOf(second.records)[0]?.core).toMatchObject({ head: shaOf(4) });
    expect(second.claims).toHaveLength(1);
  });

  it('reads the configured branches that a repository has, each commit once', async () => {
    const repository = pay(10);
    repository.commits.push(commit(50, [7]));
    repository.branches.set('release', shaOf(50));
    const { io } = await connect(worldOf([repository]), { branches: ['main', 'release', 'gone'] });
    const { records } = await pass(io, 'commits');
    expect(commitsIn(records)).toEqual([...names(1, 10), shaOf(50)].sort());
    expect(eventsOf(records).filter(({ type }) => type === 'branch.observed')).toHaveLength(2);
  });

  it('claims an empty repository as read', async () => {
    const { io } = await connect(worldOf([pay(0, { branches: new Map() })]));
    const { records, claims } = await pass(io, 'commits');
    expect(records).toEqual([]);
    expect(claims).toHaveLength(1);
  });
});

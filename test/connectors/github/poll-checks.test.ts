import { afterEach, describe, expect, it } from 'vitest';
import { type CheckRun, type CommitStatus, type Pull, worldOf } from '../../../src/sample/index.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, deployment, pay, pull, shaOf, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const run = (id: number, sha: string, more: Partial<CheckRun> = {}): CheckRun => ({
  id: 50_000_000_000 + id,
  sha,
  name: 'test',
  status: 'completed',
  conclusion: 'success',
  startedAt: timeOf(id),
  completedAt: timeOf(id + 1),
  suite: 7,
  ...more,
});
const status = (id: number, sha: string, state: CommitStatus['state']): CommitStatus => ({
  id,
  sha,
  context: 'ci/scan',
  state,
  creator: ANA,
  createdAt: timeOf(id),
});
const merged = (number: number, head: string, commit: string, more: Partial<Pull> = {}): Pull =>
  pull(number, { state: 'MERGED', head: { ref: 'topic', sha: head }, mergeCommit: commit, mergedAt: timeOf(9), commits: [head], ...more });

const ended = (records: Parameters<typeof eventsOf>[0]) =>
  eventsOf(records)
    .map(({ core }) => `${String(core['name'])} ${String(core['conclusion'])} ${String(core['sha']).slice(-2)}`)
    .sort();
const checkRequests = ({ server }: Connected) =>
  server.requests().filter(({ path }) => /\/check-runs|\/commits\/[^/]+\/statuses/.test(path)).length;

describe('reading checks', () => {
  it('brings every run and status of merged heads, merge commits and deployed revisions, and of no other commit', async () => {
    const repository = pay(9, { pulls: [merged(1, shaOf(2), shaOf(3)), pull(2, { head: { ref: 'x', sha: shaOf(4) } })] });
    repository.deployments.push(deployment(1, { sha: shaOf(5) }));
    repository.checkRuns.push(
      run(1, shaOf(2), { conclusion: 'failure' }),
      run(2, shaOf(2)),
      run(3, shaOf(3)),
      run(4, shaOf(4)),
      run(6, shaOf(9)),
    );
    repository.statuses.push(status(1, shaOf(5), 'pending'), status(2, shaOf(5), 'failure'), status(3, shaOf(5), 'success'));
    const { io } = await connect(worldOf([repository]));
    const { records, claims } = await pass(io, 'checks');
    expect(ended(records)).toEqual(['ci/scan FAILURE 05', 'ci/scan SUCCESS 05', 'test FAILURE 02', 'test SUCCESS 02', 'test SUCCESS 03']);
    expect(claims).toMatchObject([{ collection: 'checks', state: 'COMPLETE' }]);
  });

  it('asks for the checks of a commit only where there are some, and again only when they changed', async () => {
    const now = new Date().toISOString();
    const one = merged(1, shaOf(2), shaOf(3), { mergedAt: now, updatedAt: now });
    const repository = pay(9, { pulls: [one, merged(2, shaOf(4), shaOf(5))] });
    repository.checkRuns.push(run(1, shaOf(2), { status: 'in_progress', conclusion: null, completedAt: null }));
    const here = await connect(worldOf([repository]));
    const first = await pass(here.io, 'checks');
    expect(ended(first.records)).toEqual([]);
    expect(checkRequests(here)).toBe(2);
    const second = await pass(here.io, 'checks', first.cursor);
    expect(second.records).toEqual([]);
    expect(checkRequests(here)).toBe(2);
    repository.checkRuns[0] = run(1, shaOf(2));
    const third = await pass(here.io, 'checks', second.cursor);
    expect(ended(third.records)).toEqual(['test SUCCESS 02']);
    expect(checkRequests(here)).toBe(4);
  });

  it('watches a commit for a day after its merge, and for 35 while a check is pending', async () => {
    const now = new Date().toISOString();
    const repository = pay(9, { pulls: [merged(1, shaOf(2), shaOf(3), { mergedAt: now, updatedAt: now })] });
    repository.checkRuns.push(run(1, shaOf(2), { status: 'queued', conclusion: null, completedAt: null }), run(2, shaOf(3)));
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'checks');
    expect(first.cursor).toMatchObject({ open: [{ sha: shaOf(2) }, { sha: shaOf(3) }] });
    server.skewClock(25 * 3_600_000);
    const second = await pass(io, 'checks', first.cursor);
    expect(second.cursor).toMatchObject({ open: [{ sha: shaOf(2) }] });
    server.skewClock(36 * 24 * 3_600_000);
    const third = await pass(io, 'checks', second.cursor);
    expect(third.cursor).toMatchObject({ open: [] });
  });

  it('brings the checks of an old commit that is deployed later', async () => {
    const repository = pay(9);
    repository.checkRuns.push(run(1, shaOf(5)));
    const { io } = await connect(worldOf([repository]));
    const first = await pass(io, 'checks');
    expect(first.records).toEqual([]);
    repository.deployments.push(deployment(3, { sha: shaOf(5) }));
    expect(ended((await pass(io, 'checks', first.cursor)).records)).toEqual(['test SUCCESS 05']);
  });

  it('goes on where a first pass was interrupted, and claims nothing until a whole pass', async () => {
    const pulls = Array.from({ length: 130 }, (_, index) => merged(index + 1, shaOf(1000 + index), shaOf(3)));
    const repository = pay(9, { pulls });
    repository.commits.push(...pulls.map(({ head }) => ({ ...repository.commits[0]!, sha: head.sha })));
    repository.checkRuns.push(...pulls.map(({ head, number }) => run(number, head.sha)));
    const { io } = await connect(worldOf([repository]));
    const begun = await pass(io, 'checks', null, 2);
    expect(begun.records.length).toBe(100);
    const rest = await pass(io, 'checks', begun.cursor);
    expect(new Set([...begun.records, ...rest.records].map(({ key }) => key)).size).toBe(130);
    expect(rest.claims).toEqual([]);
    expect((await pass(io, 'checks', rest.cursor)).claims).toMatchObject([{ collection: 'checks', state: 'COMPLETE' }]);
  });

  it.each(['checks', 'statuses'] as const)("ends with DENIED, in GitHub's words, where the token may not read %s", async (permission) => {
    const repository = pay(9, { pulls: [merged(1, shaOf(2), shaOf(3))] });
    repository.checkRuns.push(run(1, shaOf(2)));
    const { io } = await connect(worldOf([repository], [permission]));
    const { records, claims } = await pass(io, 'checks');
    expect(records).toEqual([]);
    expect(claims).toMatchObject([{ collection: 'checks', state: 'DENIED' }]);
    expect(claims[0]?.reason).toMatch(/^GitHub refused checks of acme\/pay: .*not accessible/);
  });
});

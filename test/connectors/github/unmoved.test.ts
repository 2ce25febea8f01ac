import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Repository, worldOf } from '../../../src/sample/index.js';
import { type Rounds, rounds } from './rounds.js';
import { ANA, BEN, commit, deployment, pay, pull, shaOf } from './world.js';

let open: Rounds | null = null;
afterEach(async () => open?.server.close());

const SIGNS = ['repository', 'commits', 'tags', 'pull_requests', 'checks', 'deployments'];

function repositories(count: number): Repository[] {
  return Array.from({ length: count }, (_, nth) =>
    pay(3, {
      id: 4_000 + nth,
      name: `pay-${String(nth)}`,
      pulls: [pull(1)],
      // Of a branch without protection GitHub says so with a 404, which is asked for anew.
      protections: new Map([['main', { approvals: 1 }]]),
      deployments: [deployment(1)],
      tags: [{ name: 'v1', object: shaOf(2), commit: shaOf(2), annotated: false }],
    }),
  );
}

const now = (offsetMs = 0) => new Date(Date.now() + offsetMs).toISOString().replace(/\.\d+/, '');

function reviewed(repository: Repository, at: string): void {
  const [one] = repository.pulls;
  one!.updatedAt = at;
  one!.reviews.push({
    id: 3_100_000_001 + one!.reviews.length,
    author: BEN,
    state: 'APPROVED',
    body: '',
    commit: shaOf(2),
    submittedAt: at,
  });
}

const collections = (streams: readonly string[]) => [...new Set(streams.map((name) => name.split('/')[1]))];

describe('repositories that did not move', () => {
  it('cost nothing of the budget but one look for fifty of them', { timeout: 120_000 }, async () => {
    open = await rounds(worldOf(repositories(12)));
    const first = await open.next();
    expect(first.spent.graphql).toBeGreaterThan(12 * 10);
    await open.next();
    const idle = await open.next();
    expect(collections(idle.read).filter((name) => SIGNS.includes(name ?? ''))).toEqual([]);
    expect(idle.spent).toEqual({ core: 0, graphql: 1 });
    expect((await open.next()).spent).toEqual({ core: 0, graphql: 1 });
  });

  it('are left alone when another one moves, and of that one only is read what its sign is of', { timeout: 120_000 }, async () => {
    const all = repositories(12);
    open = await rounds(worldOf(all));
    await open.next();
    await open.next();
    reviewed(all[7]!, now());
    const moved = await open.next();
    const read = moved.read.filter((name) => SIGNS.includes(name.split('/')[1] ?? ''));
    expect(read).toEqual(['4007/pull_requests', '4007/checks']);
    expect(moved.records.filter(({ kind }) => kind === 'graphql.pull_request').map(({ key }) => key)).toEqual(['pull_request:3000000001']);
    expect(moved.spent.core).toBe(0);
    expect(moved.spent.graphql).toBeLessThan(20);
  });

  it('are read while the last change is so young that GitHub may not show all of it yet, and left afterwards', async () => {
    const all = repositories(1);
    open = await rounds(worldOf(all));
    await open.next();
    reviewed(all[0]!, now());
    const readPulls = async () => (await open?.next())?.read.includes('4000/pull_requests');
    expect(await readPulls()).toBe(true);
    expect(await readPulls()).toBe(true);
    // Its clock is handed on; nothing is waited for.
    open.server.skewClock(301_000);
    expect(await readPulls()).toBe(true);
    expect(await readPulls()).toBe(false);
  });

  it.each(['contents', 'pulls', 'deployments'] as const)('are read where the token may no longer see %s, and so refused', async (lost) => {
    const world = worldOf(repositories(1));
    open = await rounds(world);
    await open.next();
    await open.next();
    (world.denied as Set<string>).add(lost);
    await expect(open.next()).rejects.toThrow(/lacks/);
  });
});

type Act = (repository: Repository, at: string, nth: number) => void;

/** What moves a repository, dated by its own clock. */
const ACTS: Readonly<Record<string, Act>> = {
  nothing: () => undefined,
  push: (repository, _at, nth) => {
    const head = repository.commits.length;
    repository.commits.push(commit(head + 1, [head], { message: `Push ${String(nth)}` }));
    repository.branches.set('main', shaOf(head + 1));
  },
  review: reviewed,
  'open a pull request': (repository, at) => {
    repository.pulls.push(pull(repository.pulls.length + 1, { createdAt: at, updatedAt: at }));
  },
  merge: (repository, at) => {
    const one = repository.pulls.find(({ state }) => state === 'OPEN');
    if (one) Object.assign(one, { state: 'MERGED', mergedAt: at, closedAt: at, updatedAt: at, mergedBy: ANA, mergeCommit: shaOf(2) });
  },
  tag: (repository, _at, nth) => {
    repository.tags.push({ name: `v${String(nth + 10)}`, object: shaOf(1), commit: shaOf(1), annotated: false });
  },
  'move a tag': (repository) => {
    const to = repository.tags[0]?.commit === shaOf(1) ? shaOf(2) : shaOf(1);
    repository.tags[0] = { name: 'v1', object: to, commit: to, annotated: false };
  },
  deploy: (repository, at) => {
    repository.deployments.push(deployment(repository.deployments.length + 1, { createdAt: at, sha: shaOf(2) }));
  },
  rename: (repository, _at, nth) => {
    repository.formerNames.push(`acme/${repository.name}`);
    repository.name = `pay-${String(nth)}-renamed`;
  },
};

const story = fc.array(
  fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), which: fc.nat(2), minutes: fc.constantFrom(0, 1, 4, 6, 30) }),
  { minLength: 1, maxLength: 6 },
);

describe('a stream that is left', () => {
  it('would have brought nothing, whatever moved and whenever it was looked at', { timeout: 240_000 }, async () => {
    let left = 0;
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const all = repositories(3);
        const run = await rounds(worldOf(all), SIGNS);
        try {
          let skewMs = 0;
          await run.next();
          for (const [nth, { act, which, minutes }] of steps.entries()) {
            skewMs += minutes * 60_000;
            run.server.skewClock(skewMs);
            ACTS[act]!(all[which]!, now(skewMs), nth);
            const round = await run.next({ check: true });
            left += 3 * SIGNS.length - round.read.filter((name) => SIGNS.includes(name.split('/')[1] ?? '')).length;
            expect(round.missed).toEqual([]);
          }
        } finally {
          await run.server.close();
        }
      }),
      { numRuns: 12 },
    );
    expect(left).toBeGreaterThan(50);
  });
});

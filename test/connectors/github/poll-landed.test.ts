import { afterEach, describe, expect, it } from 'vitest';
import { ref } from '#contract';
import { type Commit, type Pull, type Repository, worldOf } from '../../../src/sample/index.js';
import { connected, type Connected, eventsOf, pass, type Passed } from './reading.js';
import { commit, pay, pull, shaOf, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+/, '');
const P7 = ref('pull_request', '3000000007');
const [BEFORE, FIRST, LAST] = [shaOf(3), shaOf(4), shaOf(5)];

/** main 1 ─ … ─ 5, where 4 and 5 were rebased from #7. */
function rebased(pulls: readonly number[], more: Partial<Pull> = {}): Repository {
  const own = [commit(11, [3]), commit(12, [11])];
  const merged = { state: 'MERGED', mergedAt: timeOf(900), closedAt: timeOf(900), mergeCommit: LAST } as const;
  const seven = pull(7, { ...merged, head: { ref: 'topic', sha: shaOf(12) }, commits: own.map(({ sha }) => sha), ...more });
  const repository = pay(5, { pulls: [seven] });
  repository.commits.push(...own);
  associate(repository, pulls);
  return repository;
}

function associate({ commits }: Repository, pulls: readonly number[]): void {
  for (const one of commits.filter(({ sha }: Commit) => sha === FIRST || sha === LAST)) Object.assign(one, { pulls });
}

/** By commit on main, the pull requests that the records name for it. */
function associatedIn({ records }: Passed): Readonly<Record<string, readonly unknown[]>> {
  const commits = eventsOf(records).filter(({ type }) => type === 'commit.recorded');
  const named = commits.map(({ core, mentions = [] }) => [
    String(core['sha']),
    mentions.filter(({ place }) => place === 'associated').map(({ names }) => names),
  ]);
  return Object.fromEntries(named) as Record<string, readonly unknown[]>;
}

describe('the commits as which a pull request landed', () => {
  it('are asked again for what GitHub associates with them when the pull request changed', async () => {
    const repository = rebased([]);
    const { io } = await connect(worldOf([repository]));
    expect(associatedIn(await pass(io, 'commits'))).toMatchObject({ [FIRST]: [], [LAST]: [] });
    const first = await pass(io, 'pull_requests');
    associate(repository, [7]);
    Object.assign(repository.pulls[0]!, { updatedAt: secondsAgo(1) });
    const read = associatedIn(await pass(io, 'pull_requests', first.cursor));
    expect(read).toMatchObject({ [FIRST]: [P7], [LAST]: [P7] });
    expect(read[BEFORE]).toBeUndefined();
  });

  it.each([
    ['asked at the first pass where it was merged within the hour before', secondsAgo(3_000), true],
    ['not asked at the first pass where it was merged earlier', secondsAgo(4_200), false],
  ])('are %s', async (_, mergedAt, areAsked) => {
    const { io } = await connect(worldOf([rebased([7], { mergedAt, closedAt: mergedAt })]));
    expect(FIRST in associatedIn(await pass(io, 'pull_requests'))).toBe(areAsked);
  });

  it.each<readonly [string, Partial<Pull>]>([
    ['one that landed as one commit', { commits: [shaOf(12)] }],
    ['one that is open', { state: 'OPEN', mergedAt: null, closedAt: null, mergeCommit: null }],
  ])('are not asked of %s', async (_, more) => {
    const repository = rebased([7], { mergedAt: secondsAgo(10), ...more });
    const { io, server } = await connect(worldOf([repository]));
    await pass(io, 'pull_requests');
    expect(server.requests().filter(({ path }) => path.startsWith('/graphql'))).toHaveLength(1);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { GitHub, Pull, World } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { TOKEN, commit, graphql, payRepository, pull, shaOf, timeOf } from './small-world.js';

let github: GitHub;
afterEach(() => github.close());
async function serve(world: World): Promise<GitHub> {
  github = await startGitHub(world, { token: TOKEN });
  return github;
}
const inPay = (fields: string): string => `{ repository(owner: "acme", name: "pay") { ${fields} } }`;

interface PullPage {
  repository: { pullRequests: { nodes: { number: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string }; totalCount: number } };
}
async function pullNumbers(order: string, first: number, between: () => void = () => undefined): Promise<number[]> {
  const query = `query($after: String) { repository(owner: "acme", name: "pay") { pullRequests(first: ${first}, after: $after, orderBy: ${order}) {
    totalCount pageInfo { hasNextPage endCursor } nodes { number } } } }`;
  const found: number[] = [];
  for (let after: string | null = null; ; between()) {
    const { data } = (await graphql(github, query, { after })) as { data: PullPage };
    const { nodes, pageInfo } = data.repository.pullRequests;
    found.push(...nodes.map(({ number }) => number));
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

describe('GraphQL pages', () => {
  it('bring every pull request once by creation, whatever is opened or updated meanwhile', async () => {
    const repository = payRepository({ pulls: Array.from({ length: 20 }, (_, index) => pull(index + 1)) });
    await serve({ repositories: [repository], denied: new Set() });
    let next = 21;
    const found = await pullNumbers('{field: CREATED_AT, direction: ASC}', 3, () => {
      if (next < 24) repository.pulls.push(pull(next++));
      (repository.pulls[0] as Pull).updatedAt = timeOf(500 + next);
    });
    expect(found).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  it('by update, newest first, leave out what was updated meanwhile and double nothing', async () => {
    const repository = payRepository({ pulls: Array.from({ length: 9 }, (_, index) => pull(index + 1)) });
    await serve({ repositories: [repository], denied: new Set() });
    const found = await pullNumbers('{field: UPDATED_AT, direction: DESC}', 4, () => {
      (repository.pulls[0] as Pull).updatedAt = timeOf(900);
    });
    expect(found).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
    expect((await pullNumbers('{field: UPDATED_AT, direction: DESC}', 100))[0]).toBe(1);
  });

  it('of a history begin behind their cursor, newest first, parents after children', async () => {
    const repository = payRepository();
    // A child that claims to be older than its parent.
    repository.commits.push(commit(11, [10], { committedAt: timeOf(2) }));
    repository.branches.set('main', shaOf(11));
    await serve({ repositories: [repository], denied: new Set() });
    const query = (after: string): string =>
      inPay(
        `defaultBranchRef { target { ... on Commit { history(first: 6${after}) { totalCount pageInfo { hasNextPage endCursor } nodes { oid } } } } }`,
      );
    const page = async (after: string) => {
      const { data } = (await graphql(github, query(after))) as {
        data: {
          repository: {
            defaultBranchRef: {
              target: { history: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: { oid: string }[] } };
            };
          };
        };
      };
      return data.repository.defaultBranchRef.target.history;
    };
    const first = await page('');
    const second = await page(`, after: "${first.pageInfo.endCursor}"`);
    expect([...first.nodes, ...second.nodes].map(({ oid }) => oid)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(shaOf));
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([11, true, false]);
  });
});

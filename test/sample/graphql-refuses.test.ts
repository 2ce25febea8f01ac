import { afterEach, describe, expect, it } from 'vitest';
import type { GitHub, World } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { TOKEN, get, graphql, payWorld, pull, shaOf } from './small-world.js';

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
describe('GraphQL refuses', () => {
  it.each([
    ['MISSING_PAGINATION_BOUNDARIES', inPay('pullRequests { nodes { number } }')],
    ['EXCESSIVE_PAGINATION', inPay('pullRequests(first: 101) { nodes { number } }')],
    ['BAD_PAGINATION_ARGUMENTS', inPay('pullRequests(first: 0) { nodes { number } }')],
    ['BAD_PAGINATION_ARGUMENTS', inPay('pullRequests(first: 1, last: 1) { nodes { number } }')],
    [
      'MAX_NODE_LIMIT_EXCEEDED',
      inPay('pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit { parents(first: 100) { nodes { oid } } } } } } }'),
    ],
    ['NOT_FOUND', '{ repository(owner: "acme", name: "nothing") { id } }'],
    ['NOT_FOUND', inPay('pullRequest(number: 99) { id }')],
    ['INVALID_CURSOR_ARGUMENTS', inPay('pullRequests(first: 5, after: "nonsense") { nodes { number } }')],
    [
      'INVALID_CURSOR_ARGUMENTS',
      inPay(`object(oid: "${shaOf(10)}") { ... on Commit { history(first: 5, after: "${shaOf(9)} 3") { nodes { oid } } } }`),
    ],
  ])('%s', async (type, query) => {
    await serve(payWorld());
    expect((await graphql(github, query)).errors?.map((error) => error.type)).toEqual([type]);
  });

  it('a connection deep in fragments that has no bounds, naming its path', async () => {
    await serve(payWorld());
    const query = `${inPay('pullRequests(first: 5) { nodes { ...P } }')} fragment P on PullRequest { reviews { nodes { id } } }`;
    expect((await graphql(github, query)).errors?.[0]).toMatchObject({
      type: 'MISSING_PAGINATION_BOUNDARIES',
      path: ['repository', 'pullRequests', 'nodes', 'reviews'],
    });
  });

  it('a page size in a variable as it does one in the query', async () => {
    await serve(payWorld());
    const query = 'query($n: Int!) { repository(owner: "acme", name: "pay") { pullRequests(first: $n) { nodes { number } } } }';
    expect((await graphql(github, query, { n: 200 })).errors?.[0]?.type).toBe('EXCESSIVE_PAGINATION');
    expect((await graphql(github, query, { n: 100 })).errors).toBeUndefined();
  });

  it('a field that the schema lacks, in a 200 with the words of GitHub', async () => {
    await serve(payWorld());
    expect((await graphql(github, inPay('nothing'))).errors?.[0]).toMatchObject({
      message: "Field 'nothing' doesn't exist on type 'Repository'",
      extensions: { code: 'undefinedField', typeName: 'Repository', fieldName: 'nothing' },
    });
  });

  it('what is no JSON with 400, another content type with 415, and GET with 404', async () => {
    await serve(payWorld());
    const post = async (type: string, body: string): Promise<number> =>
      (await fetch(`${github.url}/graphql`, { method: 'POST', body, headers: { authorization: `Bearer ${TOKEN}`, 'content-type': type } }))
        .status;
    expect(await post('application/json', '{"query":')).toBe(400);
    expect(await post('application/json', '{}')).toBe(400);
    expect(await post('text/plain', '{"query":"{ rateLimit { cost } }"}')).toBe(415);
    expect((await get(github, '/graphql')).status).toBe(404);
  });

  it('a cursor of one order in another', async () => {
    await serve(payWorld({ pulls: [1, 2, 3].map((number) => pull(number)) }));
    const page = 'pageInfo { endCursor }';
    const made = await graphql(github, inPay(`pullRequests(first: 1, orderBy: {field: CREATED_AT, direction: ASC}) { ${page} }`));
    const cursor = (made.data as PullPage).repository.pullRequests.pageInfo.endCursor;
    const used = await graphql(
      github,
      inPay(`pullRequests(first: 1, after: "${cursor}", orderBy: {field: UPDATED_AT, direction: ASC}) { ${page} }`),
    );
    expect(used.errors?.[0]?.type).toBe('INVALID_CURSOR_ARGUMENTS');
  });

  it('reviews alone where the token lacks them: the pull request comes, with null and FORBIDDEN in their place', async () => {
    const world = payWorld({ pulls: [pull(1), pull(2)] });
    world.denied.add('reviews');
    await serve(world);
    const said = await graphql(github, inPay('pullRequests(first: 5) { nodes { number reviews(first: 5) { nodes { id } } } }'));
    expect(said.data).toEqual({
      repository: {
        pullRequests: {
          nodes: [
            { number: 1, reviews: null },
            { number: 2, reviews: null },
          ],
        },
      },
    });
    expect(said.errors).toMatchObject(
      [0, 1].map((at) => ({
        type: 'FORBIDDEN',
        message: 'Resource not accessible by integration',
        path: ['repository', 'pullRequests', 'nodes', at, 'reviews'],
      })),
    );
  });

  it('database ids above 2^31 in databaseId, which is Int, and gives them in fullDatabaseId', async () => {
    await serve(payWorld({ pulls: [pull(1)] }));
    const said = await graphql(github, inPay('pullRequest(number: 1) { databaseId fullDatabaseId }'));
    expect(said.data).toEqual({ repository: { pullRequest: { databaseId: null, fullDatabaseId: '3000000001' } } });
    expect(said.errors).toHaveLength(1);
  });
});

describe('GraphQL costs', () => {
  it.each([
    ['{ rateLimit { cost nodeCount } }', 1, 0],
    [`{ rateLimit { cost nodeCount } repository(owner: "acme", name: "pay") { pullRequests { totalCount } } }`, 1, 0],
    // 1 + 100 + 100 × 50 requests and 100 + 100 × 50 + 100 × 50 × 10 nodes.
    [
      '{ rateLimit { cost nodeCount } repository(owner: "acme", name: "pay") { pullRequests(first: 100) { nodes { commits(last: 50) { nodes { commit { parents(first: 10) { nodes { oid } } } } } } } } }',
      51,
      55_100,
    ],
  ])('%s', async (query, cost, nodeCount) => {
    await serve(payWorld());
    expect((await graphql(github, query)).data).toMatchObject({ rateLimit: { cost, nodeCount } });
  });
});

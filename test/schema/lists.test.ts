import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapsOf, verdictsOf } from '../../src/read/index.js';
import { deploy, deploymentRef, judge, openGap, pullRef } from './deployed.js';
import { minute } from './facts.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await deploy(hub.sql, 3);
  await hub.sql`insert into deployment_commit (deployment, repository, sha, direction, recorded_from) values (${deploymentRef(2)}, 'r', 'zz', 'CARRIES', ${minute(1)})`;
  for (const n of [1, 2]) {
    await judge(hub.sql, { n, answer: 'GAP', from: n });
    await openGap(hub.sql, n, 'OPEN', n);
  }
  await judge(hub.sql, { n: 2, rule: 'unreviewed-code', answer: 'PASS', from: 2 });
  await hub.sql`
    insert into review (review, pull_request, state, submitted_from, submitted_to)
    values ('review:b', ${pullRef(10)}, 'APPROVED', ${minute(2)}, ${minute(3)}), ('review:a', ${pullRef(10)}, 'COMMENTED', ${minute(4)}, ${minute(5)})`;
});
afterAll(() => hub.stop());

/** All items of a list inside each of several parents, page by page. */
async function walk(question: (after: string) => string, find: (data: Tree) => readonly Tree[], width: number): Promise<Tree[][]> {
  const walked: Tree[][] = [];
  for (let index = 0; index < width; index += 1) {
    const own: Tree[] = [];
    for (let after = ''; ;) {
      const { data, errors } = await hub.ask(question(after));
      expect(errors).toEqual([]);
      const page = find(data)[index];
      own.push(...list(page?.['nodes']));
      if (String(page?.['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = `, after: "${String(page?.['pageInfo']?.['endCursor'])}"`;
    }
    walked.push(own);
  }
  return walked;
}

describe('a list inside a list', () => {
  it('is paged for each parent from its own cursor, and counted for each', async () => {
    const question = (after: string) =>
      `{ deployments { nodes { carries(first: 2${after}) { totalCount nodes { sha } pageInfo { endCursor hasNextPage } } } } }`;
    const lists = (data: Tree) => list(data['deployments']?.['nodes']).map((node) => node['carries'] as Tree);
    const walked = await walk(question, lists, 3);
    expect(walked.map((commits) => commits.length)).toEqual([3, 4, 3]);
    expect(walked.every((commits) => new Set(commits.map((commit) => String(commit['sha']))).size === commits.length)).toBe(true);
    const { data } = await hub.ask(question(''));
    expect(lists(data).map((page) => page['totalCount'])).toEqual([3, 4, 3]);
  });

  it('shows reviews oldest first and those without a time last, over the borders of pages', async () => {
    const question = (after: string) =>
      `{ node(id: "${pullRef(10)}") { ... on PullRequest { reviews(first: 1${after}) { nodes { review } pageInfo { endCursor hasNextPage } } } } }`;
    const [reviews] = await walk(question, (data) => [data['node']?.['reviews'] as Tree], 1);
    expect(reviews?.map((review) => review['review'])).toEqual(['review:b', 'review:a', 'review:github-acme:10']);
  });

  it('belongs to its own parent alone: what one has, another has not', async () => {
    const { data } = await hub.ask(
      '{ deployments { nodes { id verdicts { totalCount nodes { rule } } gaps { totalCount nodes { deployment { id } } } } } }',
    );
    expect(list(data['deployments']?.['nodes'])).toEqual([
      { id: deploymentRef(3), verdicts: { totalCount: 0, nodes: [] }, gaps: { totalCount: 0, nodes: [] } },
      {
        id: deploymentRef(2),
        verdicts: { totalCount: 2, nodes: [{ rule: 'direct-push' }, { rule: 'unreviewed-code' }] },
        gaps: { totalCount: 1, nodes: [{ deployment: { id: deploymentRef(2) } }] },
      },
      {
        id: deploymentRef(1),
        verdicts: { totalCount: 1, nodes: [{ rule: 'direct-push' }] },
        gaps: { totalCount: 1, nodes: [{ deployment: { id: deploymentRef(1) } }] },
      },
    ]);
  });

  it('is asked twice in one question, and a page that cannot be had refuses itself alone', async () => {
    const { data, errors } = await hub.ask(`{
      one: deployment(id: "${deploymentRef(1)}") { carries(first: 201) { totalCount } }
      two: deployment(id: "${deploymentRef(2)}") { carries(first: 1) { nodes { sha } } more: carries(first: 2) { nodes { sha } } } }`);
    expect(errors.map(({ path, extensions }) => [path?.[0], extensions['code']])).toEqual([['one', 'BAD_INPUT']]);
    expect(list(data['two']?.['carries']?.['nodes'])).toHaveLength(1);
    expect(list(data['two']?.['more']?.['nodes'])).toHaveLength(2);
  });

  it('is empty for a parent that nobody knows, and read in the order of the parents', async () => {
    const parents = [deploymentRef(2), 'deployment:nobody', deploymentRef(1)];
    const verdicts = await verdictsOf(hub.sql, parents, { first: 5 });
    expect(verdicts.map((page) => page.edges.length)).toEqual([2, 0, 1]);
    expect(await Promise.all(verdicts.map(async (page) => (await page.count()).value))).toEqual([2, 0, 1]);
    const gaps = await gapsOf(hub.sql, parents, { first: 5 });
    expect(gaps.map((page) => page.edges.map(({ node }) => node.unit))).toEqual([[deploymentRef(2)], [], [deploymentRef(1)]]);
  });
});

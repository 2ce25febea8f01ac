import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentRef, pullRef, sha } from './deployed.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { keyOf, ticketRef } from './tickets.js';
import { tellOfChanges } from './told-change.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await tellOfChanges(hub);
});
afterAll(() => hub.stop());

async function change(by: string, fields: string): Promise<Tree> {
  const { data, errors } = await hub.ask(`{ change(by: { ${by} }) { ${fields} } }`);
  expect(errors).toEqual([]);
  return data['change'] as Tree;
}
const nodes = (tree: Tree | undefined) => list(tree?.['nodes']);
describe('a change', () => {
  it('is linked to other tickets, seen from either end', async () => {
    const asked = 'links { nodes { other typeName change { type key } } }';
    const link = { typeName: 'Blocks' };
    expect((await change(`ref: "${ticketRef(1)}"`, asked))['links']).toEqual({
      nodes: [{ ...link, other: ticketRef(3), change: { type: 'Epic', key: keyOf(3) } }],
    });
    expect((await change(`ref: "${ticketRef(3)}"`, asked))['links']).toEqual({
      nodes: [{ ...link, other: ticketRef(1), change: { type: 'Change', key: 'OPS-9' } }],
    });
  });

  it('has the pull requests that name it by any key, and those of commits that do, each with what it is worth', async () => {
    const { pullRequests } = await change(`ref: "${ticketRef(1)}"`, 'pullRequests { totalCount nodes { ref through method strength } }');
    const direct = (n: number, strength: string, method: string) => ({ ref: pullRef(n), through: pullRef(n), method, strength });
    expect(pullRequests).toEqual({
      totalCount: 3,
      nodes: [
        direct(10, 'CARRIED', 'TITLE'),
        direct(20, 'CARRIED', 'TITLE'),
        // Its own words are weaker than those of its commit.
        { ref: pullRef(30), through: `commit:github-acme:1:${sha(32)}`, method: 'TITLE', strength: 'CARRIED' },
      ],
    });
  });

  it('has the commits that name it, and the merges of its pull requests', async () => {
    const { commits } = await change(
      `ref: "${ticketRef(1)}"`,
      'commits { nodes { through commit { repository sha pullRequests { number } } } }',
    );
    expect(nodes(commits).map((node) => node['commit']?.['sha'])).toEqual([sha(11), sha(21), sha(32)]);
    expect(nodes(commits)[0]).toMatchObject({ through: pullRef(10), commit: { pullRequests: [{ number: 11 }] } });
  });

  it('has every deployment that is linked to it; a rollback and a weaker mention are no implementations', async () => {
    const { deployments } = await change(
      `ref: "${ticketRef(1)}"`,
      'deployments { nodes { ref strength against isImplementation deployment { relation } } }',
    );
    expect(nodes(deployments).map((node) => [node['strength'], node['isImplementation'], node['against']])).toEqual([
      ['CARRIED', true, []],
      ['CARRIED', false, []],
      ['RELATED', false, ['It was closed.']],
    ]);
  });

  it('has the verdicts and gaps that are about itself, not those of its deployments', async () => {
    const { verdicts, gaps } = await change(
      `ref: "${ticketRef(1)}"`,
      'verdicts { nodes { rule subject } } gaps { totalCount nodes { rule change { ref } deployment { id } } }',
    );
    expect(nodes(verdicts).map(({ rule, subject }) => [rule, subject])).toEqual([
      ['approved-not-implemented', ticketRef(1)],
      ['post-hoc-approval', `${deploymentRef(1)} ${ticketRef(1)}`],
      ['post-hoc-approval', ticketRef(1)],
      ['status-history-broken', ticketRef(1)],
    ]);
    expect(gaps).toEqual({
      totalCount: 1,
      nodes: [{ rule: 'self-approval', change: { ref: ticketRef(1) }, deployment: { id: deploymentRef(1) } }],
    });
  });

  it('tells its timeline from the oldest event on, page by page', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { timeline } = await change(
        `ref: "${ticketRef(1)}"`,
        `timeline(first: 4${after}) { totalCount nodes { type subject } pageInfo { endCursor hasNextPage } }`,
      );
      seen.push(...nodes(timeline).map((node) => `${String(node['type'])} ${String(node['subject'])}`));
      if (String(timeline?.['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = `, after: "${String(timeline?.['pageInfo']?.['endCursor'])}"`;
    }
    expect(seen[0]).toBe(`ticket.created ${ticketRef(1)}`);
    expect(seen).toContain('approval.decided approval:jira-acme:a1');
    expect(seen.filter((one) => one.includes(ticketRef(2)))).toEqual([]);
    expect(seen).toHaveLength(15);
  });

  it('stands in the deployments that carry it', async () => {
    const { data } = await hub.ask(
      `{ deployment(id: "${deploymentRef(1)}") { changes { totalCount nodes { strength change { key } } } } }`,
    );
    expect(data['deployment']).toEqual({ changes: { totalCount: 1, nodes: [{ strength: 'CARRIED', change: { key: 'OPS-9' } }] } });
  });
});

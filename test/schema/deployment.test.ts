import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ref, type Draft } from '#contract';
import { deploy, deploymentRef, judge, openGap, pullRef, REPOSITORY, sha } from './deployed.js';
import { at, minute, record, titled } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await record(hub.sql, hub.key, [titled(20, 'Fix rounding'), titled(21, 'Round up'), closed(30)]);
  await deploy(hub.sql, 15);
  await judge(hub.sql, { n: 2, answer: 'GAP', from: 10 });
  await openGap(hub.sql, 2, 'OPEN', 12);
  await judge(hub.sql, { n: 2, rule: 'unreviewed-code', answer: 'INDETERMINATE', from: 10 });
});
afterAll(() => hub.stop());

function closed(n: number): Draft {
  return {
    type: 'pull_request.closed',
    subject: ref('pull_request', String(n)),
    identity: { kind: 'pull_request', natural: [String(n)], transition: 'closed' },
    occurredAt: at(n),
    timeFrom: 'CORE',
    core: { repository: ref('repository', '1') },
  };
}

const ids = async (argument: string) => {
  const { data, errors } = await hub.ask(`{ deployments(${argument}) { nodes { id } totalCount pageInfo { endCursor hasNextPage } } }`);
  expect(errors).toEqual([]);
  return {
    ids: list(data['deployments']?.['nodes']).map((node) => String(node['id'])),
    info: data['deployments']?.['pageInfo'],
    total: Number(data['deployments']?.['totalCount']),
  };
};
const refs = (...ns: number[]) => ns.map(deploymentRef);

describe('deployments', () => {
  it('lists those that have not started, then the newest start first', async () => {
    const { ids: found } = await ids('first: 4');
    expect(found).toEqual(refs(7, 14, 15, 13));
  });

  it('pages through all without gap or repeat, over the border of those that have not started', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const page = await ids(`first: 1${after}`);
      seen.push(...page.ids);
      if (String(page.info?.['hasNextPage']) !== 'true') break;
      after = `, after: "${String(page.info?.['endCursor'])}"`;
    }
    expect(seen).toHaveLength(15);
    expect(new Set(seen).size).toBe(15);
  });

  it.each([
    ['standing: [UNKNOWN]', [15, 10, 5]],
    ['outcome: [FAILED], standing: [PRODUCTION]', [7, 13, 11, 9, 3, 1]],
    ['relation: [FIRST]', [1]],
    [`startedFrom: "${minute(3)}", startedTo: "${minute(6)}"`, [5, 4, 3]],
    [`carriesCommit: "${sha(62)}"`, [6]],
    ['environment: "staging"', []],
    ['repository: "acme/pay", relation: [FIRST]', [1]],
    [`repository: "${REPOSITORY}", relation: [FIRST]`, [1]],
    ['repository: "acme/other"', []],
  ])('filters compose: %s', async (filter, expected) => {
    const found = await ids(`filter: { ${filter} }`);
    expect(found.ids).toEqual(refs(...expected));
    expect(found.total).toBe(expected.length);
  });

  it('is found in the timeline by the name of the repository that its event names', async () => {
    const { data } = await hub.ask('{ timeline(filter: { repository: "acme/pay" }) { nodes { subject repository } } }');
    expect(list(data['timeline']?.['nodes'])).toContainEqual({ subject: pullRef(30), repository: REPOSITORY });
  });

  it('tells of one all that the hub knows: base, commits, pull requests with titles and reviews, releases, verdicts, gaps', async () => {
    const { data, errors } = await hub.ask(`{ deployment(id: "${deploymentRef(2)}") {
      id repository { ref name } service environment standing revision gitRef outcome relation carried takenOut undecided creator { ref name }
      start { from to } end { from } base { revision deployment { id } }
      carries(first: 2) { totalCount nodes { sha pullRequests { number } } pageInfo { hasNextPage } } takesOut { totalCount }
      pullRequests { nodes { ref method pullRequest { id number title repositoryName reviews { totalCount nodes { state reviewer { ref } dismissed } } } } }
      releases { nodes { method release { tag } } }
      verdicts { nodes { rule answer sentence missing { what scope collection upTo } events { totalCount nodes { type } } } }
      gaps { nodes { rule status wouldPassIf about } }
    } }`);
    expect(errors).toEqual([]);
    expect(data['deployment']).toMatchObject({
      repository: { ref: REPOSITORY, name: 'acme/pay' },
      start: { from: '2026-03-01T00:02:00Z', to: '2026-03-01T00:03:00Z' },
      end: null,
      base: { revision: sha(10), deployment: { id: deploymentRef(1) } },
      carries: {
        totalCount: 3,
        nodes: [
          { sha: sha(21), pullRequests: [{ number: 21 }] },
          { sha: sha(22), pullRequests: [{ number: 20 }] },
        ],
        pageInfo: { hasNextPage: true },
      },
      takesOut: { totalCount: 0 },
      releases: { nodes: [{ method: 'RELATION', release: { tag: 'v2' } }] },
      verdicts: {
        nodes: [
          {
            rule: 'direct-push',
            answer: 'GAP',
            missing: [],
            events: { totalCount: 2, nodes: [{ type: 'pull_request.edited' }, { type: 'pull_request.edited' }] },
          },
          {
            rule: 'unreviewed-code',
            answer: 'INDETERMINATE',
            missing: [{ what: 'its reviews', scope: REPOSITORY, collection: 'reviews', upTo: null }],
          },
        ],
      },
      gaps: {
        nodes: [
          { rule: 'direct-push', status: 'OPEN', wouldPassIf: 'a pull request had come', about: [`commit:github-acme:1:${sha(21)}`] },
        ],
      },
    });
    expect(list(data['deployment']?.['pullRequests']?.['nodes']).map((node) => node['pullRequest'])).toEqual([
      {
        id: pullRef(20),
        number: 20,
        title: 'Fix rounding',
        repositoryName: 'acme/pay',
        reviews: { totalCount: 1, nodes: [{ state: 'APPROVED', reviewer: { ref: 'person:eve' }, dismissed: false }] },
      },
      {
        id: pullRef(21),
        number: 21,
        title: 'Round up',
        repositoryName: 'acme/pay',
        reviews: { totalCount: 1, nodes: [{ state: 'APPROVED', reviewer: { ref: 'person:eve' }, dismissed: false }] },
      },
    ]);
  });
});

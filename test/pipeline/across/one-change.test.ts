import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, askApi, type Told } from '../ask-api.js';
import { deploymentsIn, verdictsIn } from '../what-it-says.js';
import { CHANGE, type Company, company, DIGEST, MANIFESTS, MERGED, NUMBER, provenance, TOPIC } from './company.js';
import { type Hub, hubOf } from './hub.js';
import { readAlone } from './read-alone.js';
import { sent, webhooksOf } from './webhooks.js';

const BUILDS = 'builds-acme';

/** In which order the tools come to be known. A builder's provenance is pushed in each, since nobody can be asked for it. */
const WAYS: Readonly<Record<string, (hub: Hub, tools: Company) => Promise<void>>> = {
  'webhooks first': async (hub, tools) => {
    for (const [source, bodies] of Object.entries(webhooksOf(tools))) await sent(hub, source, bodies);
    await hub.readAll();
  },
  'polls first': async (hub, tools) => {
    await hub.readAll();
    for (const [source, bodies] of Object.entries(webhooksOf(tools))) await sent(hub, source, bodies);
    await hub.readAll();
  },
  'tool by tool, the last of them first': async (hub) => {
    for (const name of [...hub.runtime.sources.keys()].reverse()) {
      if (name === BUILDS) await sent(hub, name, [provenance()]);
      else await readAlone(hub, name);
    }
    await hub.readAll();
  },
};

/** Authorised by another than its author, reviewed, traced by image and commit, complete and carried out. */
const PASSED = [
  ...['unapproved-deployment', 'post-hoc-approval', 'self-approval', 'retrospective-request', 'incomplete-request', 'stale-approval'],
  ...['unreviewed-code', 'post-merge-review', 'stale-review', 'direct-push', 'untraceable-deployment', 'untracked-commits'],
  ...['unknown-artifact', 'off-branch-deployment', 'reused-change', 'outcome-mismatch', 'closed-without-implementation', 'blind-spot'],
];

let tools: Company;
const hubs = new Map<string, Hub>();
beforeAll(async () => {
  tools = await company();
  for (const [way, come] of Object.entries(WAYS)) {
    const hub = await hubOf(tools);
    hubs.set(way, hub);
    await come(hub, tools);
  }
}, 240_000);
afterAll(async () => {
  for (const hub of hubs.values()) await hub.close();
  await tools.close();
});

const CHANGE_ASKED = 'key outcome { value } pullRequests { nodes { ref } } commits { nodes { ref } } deployments { nodes { ref } }';
const DEPLOYMENT_ASKED = 'service environment outcome relation build { artifact sha }';

/** How many collections are named depends on which were first read after the answer: a further complete one changes no answer. */
const uncounted = (verdicts: readonly unknown[]): unknown =>
  JSON.parse(JSON.stringify(verdicts).replace(/All \d+ collections that/g, 'All collections that'));

const refsIn = (list: Told | undefined) => all(list?.['nodes']).map(({ ref }) => String(ref));

describe.each(Object.keys(WAYS))('one change across four tools, %s', (way) => {
  const hub = () => hubs.get(way)!;

  it('is requested in ServiceNow, coded on GitLab, built with provenance and deployed by Argo CD, all of it one change', async () => {
    const answer = await askApi(hub().sql, `query ($by: ChangeBy!) { change(by: $by) { ${CHANGE_ASKED} } }`, {
      by: { ref: `ticket:servicenow-acme:${CHANGE}` },
    });
    const change = answer['change'] as Told;
    expect(change).toMatchObject({ key: NUMBER, outcome: { value: 'SUCCESSFUL' } });
    expect(refsIn(change['pullRequests'])).toEqual(['pull_request:gitlab-acme:300001']);
    expect(refsIn(change['commits']).sort()).toEqual([TOPIC, MERGED].map((sha) => `commit:gitlab-acme:4711:${sha}`).sort());
    const [deployment, ...others] = refsIn(change['deployments']);
    expect(others).toEqual([]);
    const told = await askApi(hub().sql, `query ($id: ID!) { deployment(id: $id) { ${DEPLOYMENT_ASKED} } }`, { id: deployment });
    expect(told['deployment']).toEqual({
      ...{ service: 'pay', environment: 'argocd/pay', outcome: 'SUCCEEDED', relation: 'FORWARD' },
      build: { artifact: `artifact:sha256:${DIGEST}`, sha: MERGED },
    });
  });

  it('leads from its number to the image, the build and the manifests', async () => {
    const answer = await askApi(hub().sql, 'query ($of: String!) { trace(of: $of) { nodes { ref kind side } } }', { of: NUMBER });
    const refs = all(answer['trace']?.['nodes']).map(({ ref }) => String(ref));
    expect(refs).toEqual(expect.arrayContaining([`artifact:sha256:${DIGEST}`, `commit:gitlab-acme:4711:${MERGED}`]));
    expect(refs.some((ref) => ref.startsWith('deployment:argocd-acme:'))).toBe(true);
    expect(refs.some((ref) => ref.includes(MANIFESTS))).toBe(true);
  });

  it('is judged as the catalogue of controls says', async () => {
    const rows = await hub().sql<{ rule: string; answer: string }[]>`
      select distinct rule, answer from verdict where recorded_to is null order by rule, answer`;
    const others = rows.filter(({ answer }) => answer !== 'PASS').map(({ rule, answer }) => `${rule} ${answer}`);
    // How the branches were protected when it was merged, nobody had read; and no build told of a test.
    expect(others).toEqual(['control-weakened INDETERMINATE', 'untested-deployment GAP']);
    expect(rows.filter(({ answer }) => answer === 'PASS').map(({ rule }) => rule)).toEqual(expect.arrayContaining(PASSED));
  });

  it('is the same as on the other ways', async () => {
    const first = [...hubs.values()][0]!;
    expect(uncounted(await verdictsIn(hub().sql))).toEqual(uncounted(await verdictsIn(first.sql)));
    expect(await deploymentsIn(hub().sql)).toEqual(await deploymentsIn(first.sql));
  });
});

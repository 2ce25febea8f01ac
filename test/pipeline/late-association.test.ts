import { afterEach, describe, expect, it } from 'vitest';
import { type Connector, MalformedRecord } from '#contract';
import github from '../../connectors/github/index.js';
import { replay } from '../../src/inbox/index.js';
import { deliver, type GitHub, type Payload, startGitHub } from '../../src/sample/index.js';
import type { Step } from './any-plan.js';
import { Company } from './company.js';
import { type HubUnderTest, hubUnderTest, SECRET, SOURCE, TOKEN } from './hub-under-test.js';

const at = { repository: 0, who: 0, afterS: 120, which: 0 };
const OPENED: readonly Step[] = [{ ...at, does: 'open', commits: 3 }];
/** The last of the three rebased commits is the merge commit; the two before it are deployed. */
const LANDED: readonly Step[] = [
  { ...at, does: 'merge', method: 'rebase' },
  { ...at, does: 'deploy', back: 1, environment: 'production', end: 'success', lastsS: 5 },
];

let company: Company;
let served: GitHub;
let hub: HubUnderTest;

afterEach(async () => {
  await hub.close();
  await served.close();
});

async function opened(): Promise<readonly Payload[]> {
  company = new Company();
  served = await startGitHub(company.world, { token: TOKEN });
  const payloads = OPENED.flatMap((step) => company.play(step, served));
  hub = await hubUnderTest({
    url: served.url,
    repositories: ['acme/pay', 'acme/web'],
    policy: { baselines: { '*': 'empty' }, settle: '0ms' },
  });
  return payloads;
}

function land(): void {
  for (const step of LANDED) company.play(step, served);
}

async function arrive(payloads: readonly Payload[]): Promise<void> {
  const address = await hub.door();
  for (const payload of payloads) expect(await deliver({ url: address, secret: SECRET }, payload)).toMatchObject({ status: 202 });
  await hub.normalise();
  await hub.follow();
}

/** Whether pull requests as they are read become events from now on, or are set aside. */
function pullRequestsAreRead(areRead: boolean): void {
  const source = hub.runtime.sources.get(SOURCE)!;
  const normalise: typeof github.normaliser.normalise = (record) => {
    if (areRead || record.kind !== 'graphql.pull_request') return github.normaliser.normalise(record);
    throw new MalformedRecord('pull request', 'pull requests are unreadable in this test.');
  };
  const connector = { ...source.connector, normaliser: { ...github.normaliser, normalise } } as Connector<unknown>;
  (hub.runtime.sources as Map<string, typeof source>).set(SOURCE, { ...source, connector });
}

async function linksToPulls(): Promise<readonly string[]> {
  const rows = await hub.sql<{ place: string }[]>`
    select place from link where to_ref like 'pull_request:%' and recorded_to is null order by place`;
  return rows.map((row) => row.place);
}

describe('a deployment of commits that were rebased from a pull request', () => {
  it('is linked to it by the platform’s word also where it was known as open when they were read, and as merged only later', async () => {
    const payloads = await opened();
    await arrive(payloads);
    land();
    pullRequestsAreRead(false);
    await hub.readToEnd();
    expect(await linksToPulls()).toEqual([]);
    pullRequestsAreRead(true);
    await replay(hub.sql, { source: SOURCE });
    await hub.normalise();
    await hub.follow();
    expect(await linksToPulls()).toEqual(['associated']);
  });

  it('is linked to it also where GitHub associated them only after they were read', async () => {
    await opened();
    land();
    const repository = company.world.repositories[0]!;
    const landed = repository.commits.slice(-3);
    for (const commit of landed) Object.assign(commit, { pulls: [] });
    await hub.readToEnd();
    expect(await linksToPulls()).toEqual([]);
    for (const commit of landed) Object.assign(commit, { pulls: [1] });
    // A merge of a moment ago; that of the company lies months back.
    Object.assign(repository.pulls[0]!, { updatedAt: new Date().toISOString() });
    await hub.poll();
    await hub.follow();
    expect(await linksToPulls()).toEqual(['associated']);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { deliver, deploymentPayload, deploymentStatusPayload, type Repository, worldOf as githubOf } from '../../src/sample/index.js';
import { startPolling } from '../../src/intake/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { ANA, commit, deployment, pay, shaOf } from '../connectors/github/world.js';
import { approval, issue, worldOf } from '../connectors/jira/world.js';
import { until } from '../intake/until.js';
import { isTheAnswer } from './gap-of.js';
import { SECRET, type TestPolicy } from './hub-under-test.js';
import { JIRA, type TwoTools, twoTools } from './two-tools.js';

const POLICY = { baselines: { '*': 'empty' as const }, settle: '0ms', clockSkew: '2s' };
let hub: TwoTools;
let repository: Repository;
afterEach(() => hub.close());

/** Read to the end once; streams are due again in an hour. */
async function started(policy: TestPolicy = POLICY): Promise<void> {
  repository = pay(1);
  hub = await twoTools({ github: githubOf([repository]), jira: worldOf([issue(1, { approvals: [] })]), projects: ['PAY'], policy });
  await hub.readToEnd();
}

/** Deploys a commit with this subject just now; GitHub's webhooks tell of it. */
async function deployed(subject: string, ...paths: readonly string[]): Promise<void> {
  const at = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  repository.commits.push(commit(2, [1], { message: subject, committedAt: at, authoredAt: at, files: paths.map((path) => ({ path })) }));
  repository.branches.set('main', shaOf(2));
  const status = { id: 1, state: 'in_progress' as const, environment: 'production', description: '', creator: ANA, createdAt: at };
  const one = deployment(9, { sha: shaOf(2), createdAt: at, statuses: [status] });
  repository.deployments.push(one);
  const scene = { addresses: hub.github.addresses, repository };
  const hook = { url: await hub.door(), secret: SECRET };
  expect((await deliver(hook, deploymentPayload(scene, one))).status).toBe(202);
  expect((await deliver(hook, deploymentStatusPayload(scene, one, status))).status).toBe(202);
}

/** The loops of the hub, with nobody asking for anything, until the condition holds. */
async function running(what: string, condition: () => Promise<boolean>): Promise<void> {
  const normalising = startNormaliseLoop(hub.runtime);
  const polling = startPolling(hub.runtime);
  try {
    await until(
      what,
      async () => {
        await hub.follow();
        return condition();
      },
      60_000,
    );
  } finally {
    await polling.stop();
    await normalising.stop();
  }
}

const answers = async (rule: string) => {
  const rows = await hub.sql<{ answer: string }[]>`select answer from verdict where rule = ${rule} order by recorded_from, answer`;
  return [...new Set(rows.map(({ answer }) => answer))];
};
const passes = async () => {
  const [row] = await hub.sql<{ passes: number }[]>`select passes from source_stream where source = ${JIRA} and stream = 'PAY/issues'`;
  return row?.passes;
};

describe('what a deployment names is read at once', () => {
  it('a ticket that nobody read is read by its key, and its absence is no gap meanwhile', async () => {
    await started();
    // Older than every cursor: no pass lists it.
    const at = '2020-01-01T00:00:00.000Z';
    hub.jiraWorld.issues.push(issue(2, { created: at, updated: at, approvals: [approval(5, { createdDate: at })] }));
    await deployed('PAY-2 Pay faster');
    await running('the ticket is carried', async () => {
      const links = await hub.sql`select true from link where to_ref = 'ticket:jira-acme:10002' and recorded_to is null`;
      return links.length > 0;
    });
    expect(await answers('untraceable-deployment')).not.toContain('GAP');
    expect(hub.jira.requests().filter(({ path }) => path.startsWith('/rest/api/3/issue/PAY-2?'))).toHaveLength(1);
  });

  it('what a verdict needs is read again when its moment has come, without waiting for the next poll', async () => {
    await started();
    const before = await passes();
    await deployed('PAY-1 Pay faster');
    await running('the missing approval is a gap', () => isTheAnswer(hub.sql, 'unapproved-deployment', 'GAP'));
    expect(await answers('unapproved-deployment')).toEqual(['INDETERMINATE', 'GAP']);
    // One pass when the deployment came, one when its start and the skew had passed.
    expect(Number(await passes()) - Number(before)).toBeLessThanOrEqual(2);
  });

  it('the paths of commits are read by their hashes where a service is made of paths, and what touches none of these is not carried', async () => {
    const part = { repository: 'acme/pay', paths: ['shop'] };
    await started({ ...POLICY, services: { shop: { repositories: [part] } } });
    await deployed('PAY-1 Pay faster', 'blog/post.md');
    const asked = (n: number) => hub.github.requests().filter(({ path }) => path.includes(`/commits/${shaOf(n)}?page=`));
    await running('it carries the other commit alone, of which no paths are shown', async () => {
      const rows = await hub.sql<{ sha: string }[]>`select sha from deployment_commit where recorded_to is null`;
      return rows.length === 1 && rows[0]?.sha === shaOf(1) && asked(1).length > 0;
    });
    expect([asked(1), asked(2)].map((all) => all.length)).toEqual([1, 1]);
  });
});

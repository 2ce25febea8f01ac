import { afterEach, expect, it } from 'vitest';
import { worldOf as githubOf } from '../../src/sample/index.js';
import { ANA, commit, deployment, pay, shaOf } from '../connectors/github/world.js';
import { approval, BEN, issue, worldOf } from '../connectors/jira/world.js';
import { isTheAnswer, verdictOn } from './gap-of.js';
import { type TwoTools, twoTools } from './two-tools.js';

const RULE = 'post-hoc-approval';
const MINUTE_MS = 60_000;
let hub: TwoTools;
afterEach(() => hub.close());

/** Deployed an hour ago by GitHub's clock, approved three minutes before that by Jira's. */
async function approvedBefore(): Promise<void> {
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 60 * MINUTE_MS;
  const [at, approvedAt] = [startMs, startMs - 3 * MINUTE_MS].map((ms) => new Date(ms).toISOString());
  const status = { id: 1, state: 'in_progress' as const, environment: 'production', description: '', creator: ANA, createdAt: at! };
  const repository = pay(1, { deployments: [deployment(9, { sha: shaOf(2), createdAt: at!, statuses: [status] })] });
  repository.commits.push(commit(2, [1], { message: 'PAY-1 Pay faster' }));
  repository.branches.set('main', shaOf(2));
  const approvers = [{ approver: BEN.accountId, approverDecision: 'approved' as const }];
  const given = approval(7, { finalDecision: 'approved', approvers, completedDate: approvedAt! });
  hub = await twoTools({
    github: githubOf([repository]),
    jira: worldOf([issue(1, { approvals: [given] })]),
    projects: ['PAY'],
    policy: { baselines: { '*': 'empty' }, settle: '0ms' },
  });
}

it('14.2 two systems are in no order within the measured offset of their clocks, and in order again once the clock is put right', async () => {
  await approvedBefore();
  hub.jira.skewClock(10 * MINUTE_MS);
  await hub.readToEnd();
  expect((await verdictOn(hub.sql, RULE)).answer).toBe('INDETERMINATE');
  hub.jira.skewClock(0);
  await hub.readUntil('the clock is right', () => isTheAnswer(hub.sql, RULE, 'PASS'));
  await hub.readToEnd();
  expect(await hub.rebuilt()).toEqual(await hub.dump());
});

it('14.2 two systems whose clocks are both wrong by the same are in order', async () => {
  await approvedBefore();
  hub.jira.skewClock(10 * MINUTE_MS);
  hub.github.skewClock(10 * MINUTE_MS);
  await hub.readToEnd();
  expect((await verdictOn(hub.sql, RULE)).answer).toBe('PASS');
});

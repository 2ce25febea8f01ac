import { expect, it } from 'vitest';
import { commit, CODE, deployment, emptyLedger, ticket, TICKETS } from './recorded.js';

const SHA = 'a'.repeat(40);
const FIRST = deployment(1, { sha: SHA, seconds: 0, keys: ['PAY-1'] });
const AGAIN = deployment(2, { sha: SHA, seconds: 3_600 });

/** What is said of where the second deployment leads to, once these were recorded and followed one by one. */
async function saidOfTheSecond(appends: readonly (typeof FIRST)[]): Promise<unknown> {
  const ledger = await emptyLedger();
  try {
    await ledger.activate({ baselines: { '*': 'empty' } });
    await ledger.record(TICKETS, ticket(1));
    await ledger.cover(`thing:${TICKETS}:project:PAY`, ['tickets', 'approvals']);
    await ledger.cover(`repository:${CODE}:1`, ['deployments', 'commits', 'pull_requests', 'branches']);
    await ledger.record(CODE, [commit(SHA)]);
    for (const drafts of appends) await ledger.record(CODE, drafts);
    await ledger.toEnd();
    const [range] = await ledger.sql`select relation from deployment_range where deployment like '%:2' and recorded_to is null`;
    const [verdict] = await ledger.sql`
      select answer, sentence from verdict
      where rule = 'untraceable-deployment' and subject like 'deployment:%:2' and recorded_to is null`;
    return { ...range, ...verdict };
  } finally {
    await ledger.close();
  }
}

it('judges a redeployment by the deployment that it repeats, also when one transaction brought both', async () => {
  const oneByOne = await saidOfTheSecond([FIRST, AGAIN]);
  expect(oneByOne).toMatchObject({ relation: 'REDEPLOYMENT', answer: 'PASS' });
  expect(await saidOfTheSecond([[...FIRST, ...AGAIN]])).toEqual(oneByOne);
});

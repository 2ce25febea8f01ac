import { expect, it } from 'vitest';
import { type Draft, ref } from '#contract';
import { commit, CODE, deployment, emptyLedger, ticket, TICKETS } from './recorded.js';

const SHA = 'a'.repeat(40);
const NAMING: Draft = { ...commit(SHA), mentions: [{ names: { kind: 'ticket', text: 'PAY-1' }, method: 'TITLE', place: 'subject' }] };

/** The type of the ticket was read, with the name that it has. */
const TYPE_READ: Draft = {
  type: 'ticket.field_changed',
  subject: ref('ticket', '10001'),
  identity: { kind: 'ticket_field', natural: ['10001', 'issuetype'], transition: 'read' },
  occurredAt: null,
  timeFrom: 'SEEN',
  core: { field: 'issuetype', kind: 'READ', to: '100' },
  seen: { toName: 'Change' },
};

/** What is said of a deployment whose commit names PAY-1, once these were recorded and followed one by one. */
async function said(appends: readonly (readonly [source: string, drafts: readonly Draft[]])[]): Promise<unknown> {
  const ledger = await emptyLedger();
  try {
    await ledger.activate({ baselines: { '*': 'empty' }, changeTypes: { '*': ['Change'] } });
    await ledger.cover(`repository:${CODE}:1`, ['deployments', 'commits', 'pull_requests', 'branches']);
    await ledger.cover(`thing:${TICKETS}:project:PAY`, ['tickets', 'approvals']);
    for (const [source, drafts] of appends) {
      await ledger.record(source, drafts);
      await ledger.toEnd();
    }
    const verdicts = await ledger.sql`
      select rule, answer from verdict where subject = ${`deployment:${CODE}:1`} and recorded_to is null
      order by rule`;
    const links = await ledger.sql`select to_ref, strength from link where to_ref like 'ticket:%' and recorded_to is null`;
    return { verdicts: [...verdicts], links: [...links] };
  } finally {
    await ledger.close();
  }
}

const CODE_FACTS = [CODE, [NAMING, ...deployment(1, { sha: SHA, seconds: 60 })]] as const;
const [CREATED, KEYED] = ticket(1) as [Draft, Draft];

it('a deployment is judged again when the ticket that its commit names turns out to be a change', async () => {
  const before = await said([[TICKETS, [CREATED, KEYED, TYPE_READ]], CODE_FACTS]);
  expect(before).toMatchObject({ links: [{ strength: 'CARRIED' }] });
  expect(await said([[TICKETS, [CREATED, KEYED]], CODE_FACTS, [TICKETS, [TYPE_READ]]])).toEqual(before);
  expect(await said([[TICKETS, [KEYED]], CODE_FACTS, [TICKETS, [TYPE_READ]], [TICKETS, [CREATED]]])).toEqual(before);
});

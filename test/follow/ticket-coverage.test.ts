import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Transaction } from '../../src/db/pool.js';
import { loadTicketWorld, type Placed } from '../../src/follow/load/ticket-world.js';
import { emptyLedger, type Ledger } from './recorded.js';

const DESK = 'thing:servicenow-acme:project:CHG';
const BOARD = 'thing:jira-acme:project:PAY';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await emptyLedger();
  await ledger.sql`
    insert into coverage (source, scope, collection, state, up_to, reason, seq) values
      ('servicenow-acme', ${DESK}, 'tickets', 'COMPLETE', '2026-03-02T10:00:00Z', null, 0),
      ('servicenow-acme', ${DESK}, 'approvals', 'COMPLETE', '2026-03-02T10:00:00Z', null, 0),
      ('servicenow-acme', ${DESK}, 'group_approvals', 'DENIED', null, 'HTTP 403', 0),
      ('jira-acme', ${BOARD}, 'tickets', 'COMPLETE', '2026-03-02T10:00:00Z', null, 0),
      ('jira-acme', ${BOARD}, 'approvals', 'COMPLETE', '2026-03-02T10:00:00Z', null, 0)`;
}, 120_000);
afterAll(() => ledger?.close());

const coverageOf = (scope: string, collections: readonly string[]) =>
  ledger.sql.begin(async (tx) => {
    const world = await loadTicketWorld(tx as Transaction, new Set());
    const ticket: Placed = { ticket: 'ticket:a:1', key: 'PAY-1', scope, movedUnread: false };
    return world.coverageOf(ticket, collections).map(({ collection, known }) => [collection, known?.state]);
  });

it('no approval is a fact only where what groups decide was read, too, if the source keeps that apart', async () => {
  expect(await coverageOf(DESK, ['tickets', 'approvals'])).toEqual([
    ['tickets', 'COMPLETE'],
    ['approvals', 'COMPLETE'],
    ['group_approvals', 'DENIED'],
  ]);
  expect(await coverageOf(DESK, ['tickets'])).toEqual([['tickets', 'COMPLETE']]);
  expect(await coverageOf(BOARD, ['tickets', 'approvals'])).toEqual([
    ['tickets', 'COMPLETE'],
    ['approvals', 'COMPLETE'],
  ]);
});

import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { term } from '../terms/told.js';
import { written } from './written.js';

const { ana, ben, cleo, dan, eva, finn, gita } = people;

const outcomes = { 'jira-acme': { Completed: 'SUCCESSFUL', Declined: 'CANCELLED' } } as const;

term(
  'The record of a change: outcome, derived where the ticket does not say and the deployments do',
  [
    {
      says: 'the last production deployment ended well: SUCCESSFUL, with the derivation shown',
      tell: (day) => {
        const ticket = approved(day, 'WEB', 'Vouchers');
        day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: vouchers` });
        day.deploy('11:30', 'web');
        return async (acme) => {
          const record = await written(acme, ticket);
          expect(record).toMatchObject({ outcome: 'SUCCESSFUL', outcomeFrom: 'DEPLOYMENTS' });
          expect(record!.details.outcome.deployments!.sentence).toBe('SUCCESSFUL: in production of web the last deployment ended well.');
        };
      },
    },
    {
      says: 'it failed: FAILED; it failed and then ended well: SUCCESSFUL_WITH_ISSUES',
      tell: (day) => {
        const [first, both] = [approved(day, 'PAY', 'Instant transfers'), approved(day, 'PAY', 'Transfers at night')];
        day.land(MORNING, ana, ben, { in: 'pay', title: `${first.key}: instant transfers` });
        day.deploy('11:15', 'pay', { outcome: 'failure' });
        day.land(NOON, ben, ana, { in: 'pay', title: `${both.key}: transfers at night` });
        day.deploy('13:00', 'pay');
        return async (acme) => {
          expect(await written(acme, first)).toMatchObject({ outcome: 'SUCCESSFUL_WITH_ISSUES' });
          expect(await written(acme, both)).toMatchObject({ outcome: 'SUCCESSFUL' });
        };
      },
    },
    {
      says: 'its commits were taken out and not brought back: BACKED_OUT; brought back: SUCCESSFUL_WITH_ISSUES',
      tell: (day, company) => {
        const before = company.repositories.web.branches.get('main')!;
        const ticket = approved(day, 'WEB', 'Dark colours');
        day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: dark colours` });
        const head = company.repositories.web.branches.get('main')!;
        day.deploy('11:30', 'web');
        day.deploy('12:30', 'web', { revision: before });
        return async (acme) => {
          expect(await written(acme, ticket)).toMatchObject({ outcome: 'BACKED_OUT', outcomeFrom: 'DEPLOYMENTS' });
          expect((await written(acme, ticket))!.backedOutAt).toContain('T12:30:20');
          acme.day().deploy('10:00', 'web', { revision: head });
          for (const one of acme.company.sent()) await acme.arrives(one);
          await acme.readUntil('it is back', async () => (await written(acme, ticket))?.outcome !== 'BACKED_OUT');
          expect(await written(acme, ticket)).toMatchObject({ outcome: 'SUCCESSFUL_WITH_ISSUES', backedOutAt: null });
        };
      },
    },
    {
      says: 'of two production targets one failed: PARTIALLY_COMPLETED',
      tell: (day) => {
        const ticket = approved(day, 'PAY', 'A second book');
        day.land(MORNING, ana, ben, { in: 'ledger', title: `${ticket.key}: a second book` });
        day.deploy('11:15', 'ledger', { environment: 'production-eu' });
        day.deploy('12:00', 'ledger', { environment: 'production-us', outcome: 'failure' });
        return async (acme) => expect(await written(acme, ticket)).toMatchObject({ outcome: 'PARTIALLY_COMPLETED' });
      },
    },
    {
      says: 'every deployment of it failed: FAILED',
      tell: (day) => {
        const ticket = approved(day, 'PAY', 'A third book');
        day.land(MORNING, ana, ben, { in: 'ledger', title: `${ticket.key}: a third book` });
        day.deploy('11:15', 'ledger', { environment: 'production-eu', outcome: 'failure' });
        return async (acme) => expect(await written(acme, ticket)).toMatchObject({ outcome: 'FAILED', outcomeFrom: 'DEPLOYMENTS' });
      },
    },
    {
      says: 'the ticket says it itself: its word is the outcome, and where the deployments say otherwise the proof is contradicted',
      tell: (day) => {
        const [well, ill] = [approved(day, 'OPS', 'Newer firmware'), approved(day, 'OPS', 'Newest firmware')];
        day.land(MORNING, eva, finn, { in: 'infra', title: `${well.key}: newer firmware` });
        day.deploy('11:15', 'infra');
        day.land(NOON, eva, finn, { in: 'infra', title: `${ill.key}: newest firmware` });
        day.deploy('13:00', 'infra', { outcome: 'failure' });
        for (const ticket of [well, ill]) day.move('14:00', gita, ticket, 'Completed');
        return async (acme) => {
          expect(await written(acme, well)).toMatchObject({ outcome: 'SUCCESSFUL', outcomeFrom: 'TICKET' });
          expect((await written(acme, well))!.proofs).toContain('OUTCOME PROVEN');
          expect(await written(acme, ill)).toMatchObject({ outcome: 'SUCCESSFUL', outcomeFrom: 'TICKET' });
          expect((await written(acme, ill))!.proofs).toContain('OUTCOME CONTRADICTED');
        };
      },
    },
    {
      says: 'declined before anybody began: CANCELLED',
      tell: (day) => {
        const ticket = day.raise('09:10', finn, { in: 'OPS', summary: 'A third data centre' });
        day.move('15:00', gita, ticket, 'Declined');
        return async (acme) => expect(await written(acme, ticket)).toMatchObject({ outcome: 'CANCELLED', outcomeFrom: 'TICKET' });
      },
    },
    {
      says: 'nobody says it: UNKNOWN',
      tell: (day) => {
        const ticket = day.raise('09:10', finn, { in: 'OPS', summary: 'A fourth data centre' });
        return async (acme) => expect(await written(acme, ticket)).toMatchObject({ outcome: 'UNKNOWN', outcomeFrom: '' });
      },
    },
  ],
  { outcomes },
);

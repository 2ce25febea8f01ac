import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { term } from './told.js';

const { ana, ben, cleo, dan, eva, gita, hugo, mara } = people;
const APPROVALS = ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection'];

term('Terms, Implementation', [
  {
    says: '“where there is none, its manual execution (… a status mapped to `IMPLEMENTING`)”: judged at the first such transition',
    tell: (day) => {
      const late = day.raise('09:05', mara, { in: 'OPS', summary: 'Replace the disks by hand' });
      day.move('10:00', eva, late, 'Implementing');
      day.approve('10:30', gita, late);
      day.move('11:00', eva, late, 'Implementing');
      const good = day.raise('09:05', mara, { in: 'OPS', summary: 'Replace the fans by hand' });
      day.approve('09:30', gita, good);
      day.move('10:00', eva, good, 'Implementing');
      return async (acme) => {
        expect(await acme.answers(APPROVALS, late)).toEqual([
          'unapproved-deployment PASS',
          'post-hoc-approval GAP',
          'deployed-despite-rejection PASS',
        ]);
        expect(await acme.answers(['self-approval', ...APPROVALS], good)).toEqual([
          'self-approval PASS',
          ...APPROVALS.map((rule) => `${rule} PASS`),
        ]);
      };
    },
  },
  {
    says: '“a production deployment that carries T; where there is none, its manual execution”: a deployment takes the place of the status',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Implementing before it is approved' });
      day.move('09:20', ana, ticket, 'In Progress');
      day.approve('09:40', hugo, ticket);
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: implementing` });
      const rollout = day.deploy('11:30', 'pay');
      return async (acme) => {
        expect(await acme.answers(APPROVALS, rollout, ticket)).toEqual(APPROVALS.map((rule) => `${rule} PASS`));
        expect(await acme.answers(APPROVALS, ticket)).toEqual(APPROVALS.map((rule) => `${rule} NONE`));
      };
    },
  },
  {
    says: '“a production deployment that carries T”: one to staging takes no place',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'WEB', summary: 'Only tried so far' });
      day.land(['09:35', '09:40', '09:45'], dan, cleo, { in: 'ledger', title: `${ticket.key}: only tried so far` });
      const staging = day.deploy('10:00', 'ledger', { environment: 'staging' });
      day.move('10:30', dan, ticket, 'In Progress');
      return async (acme) => {
        expect(await acme.answer('unapproved-deployment', ticket)).toBe('GAP');
        expect(await acme.answer('unapproved-deployment', staging, ticket)).toBe('NONE');
      };
    },
  },
  {
    says: '“carries commits … and no change, is an implementation without a change; rules over I, T then judge D in T’s place”',
    tell: (day) => {
      day.land(MORNING, dan, cleo, { in: 'web', title: 'Nothing says why' });
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        expect(await acme.answer('unapproved-deployment', rollout)).toBe('GAP');
        expect(await acme.sentence('unapproved-deployment', rollout)).toContain('The deployment of acme/web to production');
      };
    },
  },
  {
    says: '“rules about T alone use its earliest implementation”: what is filled in before the second does not mend the first',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'WEB', summary: 'Answers to reviews', backout: null });
      day.approve('09:30', hugo, ticket);
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: answers` });
      const first = day.deploy('11:30', 'web');
      day.write('11:40', dan, ticket, { backout: 'Deploy the revision before it again.' });
      day.land(NOON, cleo, dan, { in: 'web', title: `${ticket.key}: more answers` });
      const second = day.deploy('13:00', 'web');
      return async (acme) => {
        expect(await acme.answer('incomplete-request', ticket)).toBe('GAP');
        for (const rollout of [first, second]) expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('PASS');
      };
    },
  },
  {
    says: '“Rules that say start mean I’s start”: of two implementations of one change, each is judged at its own',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Deployed twice' });
      day.land(['09:35', '09:40', '09:50'], ana, ben, { in: 'pay', title: `${ticket.key}: the first half` });
      const early = day.deploy('10:00', 'pay');
      day.approve('11:00', hugo, ticket);
      day.land(NOON, ben, ana, { in: 'pay', title: `${ticket.key}: the second half` });
      const late = day.deploy('13:00', 'pay');
      const other = approved(day, 'PAY', 'Beside it');
      return async (acme) => {
        expect(await acme.answer('post-hoc-approval', early, ticket)).toBe('GAP');
        expect(await acme.answer('post-hoc-approval', late, ticket)).toBe('PASS');
        // Approved, and neither deployed nor begun: no rule about an implementation has anything to judge.
        expect(await acme.answers(APPROVALS, other)).toEqual(APPROVALS.map((rule) => `${rule} NONE`));
      };
    },
  },
]);

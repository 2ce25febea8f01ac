import { expect } from 'vitest';
import type { JiraIssue } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { term } from './told.js';

const { eva, finn, gita, hugo, mara } = people;
const AT_ONCE = ['10:20', '10:25', '10:28'] as const;
const REVIEW = 'emergency-without-review';

function incident({ raise }: Day, when = '10:00'): JiraIssue {
  return raise(when, mara, { in: 'OPS', type: 'Incident', summary: 'Outage' });
}

/** A change that nobody approved before its deployment at half past ten. */
function deployed(day: Day, ticket: JiraIssue) {
  day.land(AT_ONCE, eva, finn, { in: 'infra', title: `${ticket.key}: more workers` });
  return day.deploy('10:30', 'infra');
}

/** The ticket is written after the deployment, which its pull request then names. */
function deployedFirst(day: Day, when: string, cause: JiraIssue | null) {
  const pull = day.land(AT_ONCE, eva, finn, { in: 'infra', title: 'More workers at once' });
  const rollout = day.deploy('10:30', 'infra');
  const ticket = day.raise(when, eva, { in: 'OPS', summary: 'More workers at once' });
  if (cause !== null) day.link(when, cause, ticket);
  day.retitle(when, eva, pull, `${ticket.key}: more workers at once`);
  return { rollout, ticket };
}

term('Terms, Emergency', [
  {
    says: '“T bore a type … that policy calls an emergency before I started”: reviewed in time it is exempt, and passes',
    tell: (day) => {
      const ticket = day.raise('10:10', eva, { in: 'OPS', type: 'Emergency change', summary: 'More workers' });
      const rollout = deployed(day, ticket);
      day.approve('+1d 09:00', gita, ticket);
      return async (acme) => {
        expect(await acme.answers(['unapproved-deployment', 'post-hoc-approval'], rollout, ticket)).toEqual([
          'unapproved-deployment EXEMPT',
          'post-hoc-approval EXEMPT',
        ]);
        expect(await acme.answer(REVIEW, ticket)).toBe('PASS');
      };
    },
  },
  {
    says: '“[or a] mark”: reviewed too late, the review alone speaks',
    tell: (day) => {
      const ticket = day.raise('10:10', eva, { in: 'OPS', summary: 'More workers', labels: ['emergency'] });
      const rollout = deployed(day, ticket);
      day.approve('+7d 09:00', gita, ticket);
      return async (acme) => {
        expect(await acme.answer(REVIEW, ticket)).toBe('GAP');
        expect(await acme.answers(['unapproved-deployment', 'post-hoc-approval'], rollout, ticket)).toEqual([
          'unapproved-deployment NONE',
          'post-hoc-approval NONE',
        ]);
      };
    },
  },
  {
    says: '“reviewed … by an authorised person who neither wrote nor started it”: by who wrote it is no review',
    tell: (day) => {
      const ticket = day.raise('10:10', finn, { in: 'OPS', type: 'Emergency change', summary: 'More workers' });
      deployed(day, ticket);
      day.approve('+1d 09:00', eva, ticket);
      return async (acme) => expect(await acme.answer(REVIEW, ticket)).toBe('GAP');
    },
  },
  {
    says: '“before I started”: also where the implementation is done by hand',
    tell: (day) => {
      const ticket = day.raise('10:10', eva, { in: 'OPS', type: 'Emergency change', summary: 'Another cable' });
      day.move('10:15', eva, ticket, 'Implementing');
      const reviewed = day.raise('10:10', eva, { in: 'OPS', type: 'Emergency change', summary: 'Another plug' });
      day.move('10:15', eva, reviewed, 'Implementing');
      day.approve('+1d 09:00', gita, reviewed);
      return async (acme) => {
        expect(await acme.answers([REVIEW, 'unapproved-deployment'], ticket)).toEqual([`${REVIEW} GAP`, 'unapproved-deployment NONE']);
        expect(await acme.answers([REVIEW, 'unapproved-deployment'], reviewed)).toEqual([`${REVIEW} PASS`, 'unapproved-deployment EXEMPT']);
      };
    },
  },
  {
    says: '“or was created within 4 h after it and refers to an incident opened before it”',
    tell: (day) => {
      const { rollout, ticket } = deployedFirst(day, '13:30', incident(day));
      day.approve('+1d 09:00', hugo, ticket);
      return async (acme) => {
        expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('EXEMPT');
        expect(await acme.answer(REVIEW, ticket)).toBe('PASS');
      };
    },
  },
  {
    says: '“within 4 h after it”: five hours after it is no emergency',
    tell: (day) => {
      const { rollout, ticket } = deployedFirst(day, '15:31', incident(day));
      day.approve('+1d 09:00', gita, ticket);
      return async (acme) => {
        expect(await acme.answer('post-hoc-approval', rollout, ticket)).toBe('GAP');
        expect(await acme.answer(REVIEW, ticket)).toBe('NONE');
      };
    },
  },
  {
    says: '“and refers to an incident”: a late ticket that refers to none is no emergency',
    tell: (day) => {
      const { rollout, ticket } = deployedFirst(day, '12:30', null);
      return async (acme) => {
        expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('GAP');
        expect(await acme.answer(REVIEW, ticket)).toBe('NONE');
      };
    },
  },
  {
    says: '“an incident opened before it”: one that was opened when all was over makes no emergency',
    tell: (day) => {
      const { rollout, ticket } = deployedFirst(day, '12:30', incident(day, '12:00'));
      return async (acme) => expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('GAP');
    },
  },
  {
    says: '“A mark set later does not count.”',
    tell: (day) => {
      const ticket = day.raise('09:05', finn, { in: 'OPS', summary: 'Newer firmware' });
      const rollout = deployed(day, ticket);
      day.label('13:00', finn, ticket, ['emergency']);
      return async (acme) => {
        expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('GAP');
        expect(await acme.answer(REVIEW, ticket)).toBe('NONE');
      };
    },
  },
]);

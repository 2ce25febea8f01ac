import { ALL_RULES } from '../../setup/all-rules.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import type { TestPolicy } from '../hub-under-test.js';
import type { Subject } from '../terms/acme.js';

const { ana, ben, cleo, dan, eva, finn, gita, hugo, mara } = people;

/** The books are approved by two; whatever runs in the web shop is approved by operations, and everything after it was merged. */
export const policy: TestPolicy = {
  approvers: [{ services: ['web'], roles: ['change manager'] }],
  rules: { ...ALL_RULES, 'incomplete-request': { fields: ['backoutPlan'] }, 'stale-approval': { enabled: true, which: ['commits'] } },
};

/** What is a gap when the hub reads it first, and what happens later, or is told of the day itself, that resolves it. */
export interface Told {
  readonly about: readonly Subject[];
  readonly later: (day: Day) => void;
}

interface Story {
  readonly rule: string;
  readonly says: string;
  readonly tell: (day: Day) => Told;
}

export const stories: readonly Story[] = [
  {
    rule: 'incomplete-approval',
    says: 'one of two approved, until the history tells that it had been marked as an emergency before, which that one reviewed',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Round the books');
      day.land(MORNING, ana, ben, { in: 'ledger', title: `${ticket.key}: round the books` });
      const rollout = day.deploy('11:30', 'ledger', { environment: 'production-eu' });
      return { about: [rollout, ticket], later: () => day.label('09:10', ana, ticket, ['emergency']) };
    },
  },
  {
    rule: 'unauthorised-approver',
    says: 'the head of engineering approved what only operations may, until the history tells that they did, too',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'WEB', summary: 'Vouchers' });
      day.move('09:40', hugo, ticket, 'Approved');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: vouchers` });
      day.deploy('11:30', 'web');
      return { about: [ticket], later: () => day.move('09:50', gita, ticket, 'Approved') };
    },
  },
  {
    rule: 'stale-approval',
    says: 'the code was merged after the approval, until the history tells of another one afterwards',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Show the fee');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: show the fee` });
      day.deploy('12:30', 'pay');
      return { about: [ticket], later: () => day.move('12:00', gita, ticket, 'Approved') };
    },
  },
  {
    rule: 'retrospective-request',
    says: 'its ticket came after the deployment, until that, which was reviewed, refers to an incident',
    tell: (day) => {
      const pull = day.land(['10:20', '10:25', '10:28'], eva, finn, { in: 'infra', title: 'More workers' });
      const rollout = day.deploy('10:30', 'infra');
      const ticket = day.raise('12:00', eva, { in: 'OPS', summary: 'More workers' });
      day.retitle('12:10', eva, pull, `${ticket.key}: more workers`);
      const incident = day.raise('10:00', mara, { in: 'OPS', type: 'Incident', summary: 'Outage' });
      day.approve('+1d 09:00', gita, ticket);
      return {
        about: [rollout, ticket],
        later: () => day.link('12:20', incident, ticket),
      };
    },
  },
  {
    rule: 'emergency-misused',
    says: 'it is called an emergency and refers to no incident, until it does',
    tell: (day) => {
      const incident = day.raise('10:00', mara, { in: 'OPS', type: 'Incident', summary: 'Outage' });
      const ticket = day.raise('10:10', eva, { in: 'OPS', type: 'Emergency change', summary: 'More nodes' });
      day.land(['10:20', '10:25', '10:28'], eva, finn, { in: 'infra', title: `${ticket.key}: more nodes` });
      day.deploy('10:30', 'infra');
      day.approve('+1d 09:00', gita, ticket);
      return { about: [ticket], later: (next) => next.link('09:00', incident, ticket) };
    },
  },
  {
    rule: 'reused-change',
    says: 'it was closed before it was deployed, until the history tells that it was opened again',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Search');
      day.land(['09:50', '09:55', '10:00'], cleo, dan, { in: 'web', title: `${ticket.key}: search` });
      day.move('10:30', dan, ticket, 'Done');
      const rollout = day.deploy('11:30', 'web');
      return { about: [rollout, ticket], later: () => day.move('11:00', dan, ticket, 'In Progress') };
    },
  },
  {
    rule: 'overdue-decision',
    says: 'nobody decided for weeks, until somebody does',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'OPS', summary: 'Newer switches' });
      const asked = day.ask('09:10', ticket, 'Change approval', [gita]);
      return { about: [ticket], later: (next) => next.decide('09:00', gita, asked, { said: 'approved', last: true }) };
    },
  },
];

/** What is asked of two more stories, told on days of their own. */
export interface Others {
  readonly late: JiraIssue;
  readonly written: JiraIssue;
  /** Deployments on the days of those two. */
  readonly days: readonly [Deployment, Deployment];
  readonly both: JiraIssue;
  readonly second: Deployment;
  /** A deployment to the other target, before the second one, of which the hub hears later. */
  readonly first: () => void;
  readonly approve: () => void;
}

export function others(day: () => Day): Others {
  const [one, two, three] = [day(), day(), day()];
  const late = one.raise('09:05', mara, { in: 'PAY', summary: 'Approved on paper' });
  one.land(MORNING, ana, ben, { in: 'pay', title: `${late.key}: approved on paper` });
  const onFirst = one.deploy('11:30', 'pay');
  const written = approved(two, 'PAY', 'Written up later');
  two.land(MORNING, ana, ben, { in: 'pay', title: `${written.key}: written up later` });
  const onSecond = two.deploy('11:30', 'pay');
  two.write('12:30', ana, written, { backout: 'Deploy the one before.' });
  const both = approved(three, 'PAY', 'The books of both');
  const first = three.land(['09:40', '09:45', '09:50'], ana, ben, { in: 'ledger', title: `${both.key}: one` });
  three.land(MORNING, ana, ben, { in: 'ledger', title: `${both.key}: two` });
  const second = three.deploy('11:30', 'ledger', { environment: 'production-us' });
  return {
    ...{ late, written, days: [onFirst, onSecond], both, second },
    first: () => void three.deploy('10:10', 'ledger', { environment: 'production-eu', revision: first.mergeCommit ?? '' }),
    approve: () => one.move('09:30', hugo, late, 'Approved'),
  };
}

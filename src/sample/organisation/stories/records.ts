import type { Issue } from '../../jira/world.js';
import { people } from '../people.js';
import { MORE } from '../site.js';
import { pass, type Story } from '../story.js';
import { approved, MORNING, NOON } from './usual.js';

const { ana, ben, cleo, dan, mara, hugo } = people;

const HIGH = { id: '2', name: 'High' };
const COMPLETE = {
  [MORE.communication.id]: 'The support team was told on Monday, customers are told by mail.',
  [MORE.dependencies.id]: 'None.',
  [MORE.testing.id]: 'Bought and redeemed by hand in staging, with every means of payment.',
  priority: HIGH,
  components: [{ id: '10500', name: 'web' }],
  fixVersions: [{ id: '10400', name: '2.4.0' }],
};

function below(issue: Issue, parent: Issue): void {
  issue.fields['parent'] = { id: parent.id, key: parent.key };
}

/** Changes whose records have something of everything. */
export const records: readonly Story[] = [
  {
    id: 'Everything about a change is on record, from the request of a customer to its release',
    shows: ['incomplete-request', 'outside-window', 'untracked-commits'],
    tell: ({ raise, move, land, deploy, link, publish, comment }) => {
      publish('08:55', cleo, 'web', 'v2.3.0');
      const project = raise('09:00', mara, { in: 'WEB', type: 'Epic', summary: 'Gifts' });
      const request = raise('09:01', mara, { in: 'OPS', type: 'Customer request', summary: 'Vouchers as gifts, please' });
      const ticket = raise('09:05', mara, { in: 'WEB', summary: 'Vouchers as gifts', window: ['11:00', '13:00'] });
      const step = raise('09:10', mara, { in: 'WEB', type: 'Sub-task', summary: 'Print them nicely' });
      Object.assign(ticket.fields, COMPLETE, { assignee: cleo.jira?.accountId });
      Object.assign(step.fields, { assignee: dan.jira?.accountId });
      below(ticket, project);
      below(step, ticket);
      link('09:07', request, ticket);
      move('09:15', cleo, ticket, 'In Review');
      comment('09:20', hugo, ticket, 'The wording of the terms is settled. Go ahead.');
      move('09:30', hugo, ticket, 'Approved');
      land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: vouchers as gifts` });
      publish('11:05', cleo, 'web', 'v2.4.0');
      move('11:20', cleo, ticket, 'In Progress');
      const rollout = deploy('11:30', 'web');
      move('12:00', dan, step, 'Done');
      move('12:30', mara, ticket, 'Done');
      return [
        pass('incomplete-request', ticket),
        pass('outside-window', rollout, ticket),
        pass('unapproved-deployment', rollout, ticket),
        pass('untracked-commits', rollout),
      ];
    },
  },
  {
    id: 'A change of the morning causes an incident in the afternoon',
    shows: ['unapproved-deployment'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Round amounts earlier');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: round amounts earlier` });
      const rollout = day.deploy('11:30', 'pay');
      const incident = day.raise('14:00', mara, { in: 'OPS', type: 'Incident', summary: 'Invoices are a cent short' });
      day.link('14:20', ticket, incident);
      return [pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'The code of an image is deployed from a repository of manifests',
    shows: ['untraceable-deployment', 'Carries'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Gift cards in the app');
      const pull = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: gift cards in the app` });
      const image = day.build('11:15', 'pay');
      day.land(NOON, ben, ana, { in: 'manifests', title: `Run ${image}` });
      day.deploy('13:00', 'manifests', { environment: 'staging' });
      const rollout = day.deploy('13:30', 'manifests');
      return [
        pass('untraceable-deployment', rollout),
        pass('unapproved-deployment', rollout, ticket),
        pass('unreviewed-code', rollout, pull),
      ];
    },
  },
];

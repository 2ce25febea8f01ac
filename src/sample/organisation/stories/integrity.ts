import { people } from '../people.js';
import { gap, pass, type Story, undecided } from '../story.js';
import { service } from '../tell/past-acts.js';
import { approved, MORNING } from './usual.js';

const { ana, ben, cleo, dan, eva, finn, gita, mara } = people;

/** What reaches production past the deployments, and what becomes of the evidence. */
export const integrity: readonly Story[] = [
  {
    id: 'Somebody opens a shell in production, and nothing says why',
    shows: ['direct-access'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Fewer lines in the log');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: fewer lines in the log` });
      const rollout = day.deploy('11:30', 'pay');
      day.enter('15:00', 'pay');
      return [gap('direct-access', service('pay')), pass('evidence-removed', rollout, ticket), pass('blind-spot', rollout, ticket)];
    },
  },
  {
    id: 'Somebody opens a shell in production for a change, in its window, and a tool looks while it is deployed',
    shows: ['direct-access', 'drift-without-change'],
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'OPS', summary: 'A larger disk for the shop', window: ['11:00', '13:00'] });
      day.approve('09:30', gita, ticket);
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: a larger disk` });
      const rollout = day.deploy('11:30', 'web', { ends: '11:50' });
      day.enter('11:40', 'web', { change: ticket.key });
      day.find('11:40', 'web', 'aws_ebs_volume.shop');
      return [pass('direct-access', service('web')), pass('drift-without-change', service('web')), pass('outside-window', rollout, ticket)];
    },
  },
  {
    id: 'A tool finds in production what nobody deployed',
    shows: ['drift-without-change'],
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'Two more nodes');
      day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: two more nodes` });
      const rollout = day.deploy('11:30', 'infra');
      day.find('16:00', 'infra', 'aws_security_group.nodes');
      return [gap('drift-without-change', service('infra')), pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'Somebody opens a shell where nobody says whether it is production, and a tool finds something there',
    shows: ['direct-access', 'drift-without-change'],
    tell: (day) => {
      day.enter('15:00', 'ledger', { environment: 'canary' });
      day.find('15:10', 'ledger', 'postgresql_role.books', { environment: 'canary' });
      return [undecided('direct-access', service('ledger')), undecided('drift-without-change', service('ledger'))];
    },
  },
  {
    id: 'The review of a pull request is deleted after it was deployed',
    shows: ['evidence-removed'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Prices without tax');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: prices without tax` });
      const review = day.review('10:40', dan, pull);
      day.merge('11:00', cleo, pull);
      const rollout = day.deploy('11:30', 'web');
      day.deleteReview('14:00', review);
      return [gap('evidence-removed', rollout, ticket), pass('unreviewed-code', rollout, pull)];
    },
  },
];

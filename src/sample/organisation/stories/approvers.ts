import { people } from '../people.js';
import { exempt, gap, pass, type Story, undecided } from '../story.js';
import { approved, MORNING } from './usual.js';

const { ana, automation, ben, cleo, dan, eva, finn, gita, hugo, mara, ola, outsider } = people;

/** Who decides, and what is decided. */
export const approvers: readonly Story[] = [
  {
    id: 'The change manager declines, and the change is deployed anyway',
    shows: ['deployed-despite-rejection', 'unapproved-deployment'],
    tell: ({ raise, ask, decide, move, land, deploy }) => {
      const ticket = raise('09:05', eva, { in: 'OPS', summary: 'Switch the cluster to spot nodes' });
      decide('09:30', gita, ask('09:10', ticket, 'Change approval', [gita]), { said: 'declined', last: true });
      move('09:30:01', gita, ticket, 'Declined');
      land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: spot nodes` });
      const rollout = deploy('12:00', 'infra');
      return [
        gap('deployed-despite-rejection', rollout, ticket),
        gap('unapproved-deployment', rollout, ticket),
        gap('reused-change', rollout, ticket),
        // A declined ticket is closed, and the commit came after that.
        undecided('untraceable-deployment', rollout),
      ];
    },
  },
  {
    id: 'The change manager declines half a minute after the start',
    shows: ['deployed-despite-rejection', 'Time'],
    tell: ({ raise, ask, decide, move, land, deploy }) => {
      const ticket = raise('09:05', finn, { in: 'OPS', summary: 'Turn off the old load balancer' });
      const approval = ask('09:10', ticket, 'Change approval', [gita]);
      land(MORNING, finn, eva, { in: 'infra', title: `${ticket.key}: old load balancer off` });
      const rollout = deploy('12:00', 'infra', { starts: '12:00:20' });
      decide('12:00:50', gita, approval, { said: 'declined', last: true });
      move('12:00:51', gita, ticket, 'Declined');
      return [
        ...['deployed-despite-rejection', 'reused-change'].map((rule) => undecided(rule, rollout, ticket)),
        gap('unapproved-deployment', rollout, ticket),
      ];
    },
  },
  {
    id: 'Who wrote the change approves it',
    shows: ['self-approval'],
    tell: ({ raise, approve, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'PAY', summary: 'Shorter names on statements' });
      approve('09:40', ana, ticket);
      land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: shorter names on statements` });
      return [gap('self-approval', deploy('11:30', 'pay'), ticket)];
    },
  },
  {
    id: 'Who approved the change starts the deployment by hand',
    shows: ['self-approval'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Sort the results by price');
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: sort by price` });
      return [gap('self-approval', day.deploy('11:30', 'web', { by: hugo }), ticket)];
    },
  },
  {
    id: 'Nobody knows whether the consultant who approved is the contributor who wrote',
    shows: ['self-approval', 'Same person', 'A pull request from a fork'],
    tell: ({ raise, approve, open, review, merge, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'WEB', summary: 'Polish translations' });
      approve('09:40', ola, ticket);
      const pull = open('10:15', outsider, { in: 'web', title: `${ticket.key}: Polish translations`, fork: true });
      review('10:40', cleo, pull);
      merge('11:00', cleo, pull);
      const rollout = deploy('11:30', 'web');
      return [undecided('self-approval', rollout, ticket), pass('unreviewed-code', rollout, pull), pass('direct-push', rollout)];
    },
  },
  {
    id: 'An automation approves',
    shows: ['unapproved-deployment', 'Same person'],
    tell: ({ raise, approve, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'PAY', summary: 'Log the issuer of a card' });
      approve('09:06', automation, ticket);
      land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: log the issuer` });
      return [gap('unapproved-deployment', deploy('11:30', 'pay'), ticket)];
    },
  },
  {
    id: 'A standard change needs no approval of its own',
    shows: ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval'],
    tell: ({ raise, land, deploy, move }) => {
      const ticket = raise('09:05', eva, { in: 'OPS', type: 'Standard change', summary: 'Monthly patches of the nodes' });
      land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: patches of this month` });
      const rollout = deploy('11:30', 'infra');
      move('12:00', eva, ticket, 'Completed');
      const rules = ['unapproved-deployment', 'post-hoc-approval', 'incomplete-approval', 'reused-change'];
      return rules.map((rule) => exempt(rule, rollout, ticket));
    },
  },
];

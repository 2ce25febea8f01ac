import { people } from '../people.js';
import { gap, pass, type Story, undecided } from '../story.js';
import { approved, MORNING } from './usual.js';

const { ana, ben, cleo, dan, eva, finn, gita, hugo, mara } = people;

/** When approvals come, and whether they stand. */
export const approvals: readonly Story[] = [
  {
    id: 'A change is approved, reviewed by a colleague and deployed in its window',
    shows: ['unapproved-deployment', 'post-hoc-approval', 'outside-window', 'incomplete-request', 'untraceable-deployment'],
    tell: ({ raise, approve, move, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'PAY', summary: 'Refunds in Swiss francs', window: ['13:00', '15:00'] });
      approve('09:40', hugo, ticket);
      move('09:50', ana, ticket, 'In Progress');
      const pull = land(['10:30', '11:10', '11:30'], ana, ben, { in: 'pay', title: `${ticket.key}: refunds in Swiss francs` });
      const rollout = deploy('13:10', 'pay');
      move('14:00', ana, ticket, 'Done');
      const ofBoth = ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval', 'outside-window'];
      return [
        ...[...ofBoth, 'incomplete-approval', 'reused-change'].map((rule) => pass(rule, rollout, ticket)),
        ...['stale-approval', 'missing-outcome'].map((rule) => pass(rule, ticket)),
        ...['unreviewed-code', 'stale-review', 'post-merge-review'].map((rule) => pass(rule, rollout, pull)),
        ...['untraceable-deployment', 'untracked-commits', 'direct-push'].map((rule) => pass(rule, rollout)),
        pass('incomplete-request', ticket),
      ];
    },
  },
  {
    id: 'Nobody ever approved the change',
    shows: ['unapproved-deployment'],
    tell: ({ raise, move, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'PAY', summary: 'Retry failed card payments' });
      move('09:30', ben, ticket, 'In Progress');
      land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: retry failed card payments` });
      const rollout = deploy('11:30', 'pay');
      move('12:00', ben, ticket, 'Done');
      return [gap('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'The change manager approves on the morning after',
    shows: ['post-hoc-approval'],
    tell: ({ raise, ask, decide, move, land, deploy }) => {
      const ticket = raise('09:05', eva, { in: 'OPS', summary: 'Bigger nodes for the payment cluster' });
      const approval = ask('09:10', ticket, 'Change approval', [gita]);
      land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: bigger nodes for payments` });
      const rollout = deploy('16:30', 'infra');
      decide('+1d 08:15', gita, approval, { said: 'approved', last: true });
      move('+1d 08:16', gita, ticket, 'Completed');
      return [gap('post-hoc-approval', rollout, ticket), pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'The approval comes in the very second in which the deployment starts',
    shows: ['post-hoc-approval', 'Time'],
    tell: ({ raise, ask, decide, move, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'OPS', summary: 'Rotate the certificates of the gateway' });
      const approval = ask('09:10', ticket, 'Change approval', [gita]);
      land(MORNING, finn, eva, { in: 'infra', title: `${ticket.key}: rotate gateway certificates` });
      const rollout = deploy('14:00', 'infra', { starts: '14:00:20' });
      decide('14:00:20', gita, approval, { said: 'approved', last: true });
      move('14:06', finn, ticket, 'Completed');
      return [
        ...['post-hoc-approval', 'incomplete-approval'].map((rule) => undecided(rule, rollout, ticket)),
        pass('unapproved-deployment', rollout, ticket),
      ];
    },
  },
  {
    id: 'An approval is revoked and given again before the start',
    shows: ['deployed-despite-rejection', 'Approval'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Charge fees in euro cents');
      day.move('10:20', hugo, ticket, 'Approval withdrawn');
      day.move('11:40', hugo, ticket, 'Approved');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: charge fees in euro cents` });
      const rollout = day.deploy('13:00', 'pay');
      return [pass('unapproved-deployment', rollout, ticket), pass('deployed-despite-rejection', rollout, ticket)];
    },
  },
  {
    id: 'An approval is revoked and the change is deployed all the same',
    shows: ['unapproved-deployment', 'deployed-despite-rejection', 'Approval'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Raise the limit for cards without a PIN');
      day.land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: raise the limit without a PIN` });
      day.move('11:40', hugo, ticket, 'Approval withdrawn');
      const rollout = day.deploy('13:00', 'pay');
      return [gap('unapproved-deployment', rollout, ticket), gap('deployed-despite-rejection', rollout, ticket)];
    },
  },
  {
    id: 'Of two who were asked, one is enough for the group',
    shows: ['unapproved-deployment', 'Approval'],
    tell: ({ raise, ask, decide, move, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'OPS', summary: 'Move the logs to the new bucket' });
      const approval = ask('09:10', ticket, 'Change approval (anyone)', [gita, hugo]);
      decide('09:50', gita, approval, { said: 'approved', last: true });
      move('09:50:01', gita, ticket, 'Awaiting implementation');
      land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: logs to the new bucket` });
      return [pass('overdue-decision', ticket), pass('unapproved-deployment', deploy('11:30', 'infra'), ticket)];
    },
  },
  {
    id: 'One of two has approved, and Service Management does not say when',
    shows: ['unapproved-deployment', 'Time'],
    staysOpen: true,
    tell: ({ raise, ask, decide, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'OPS', summary: 'Shorten the retention of metrics' });
      const approval = ask('09:10', ticket, 'Change approval (everyone)', [gita, hugo]);
      decide('09:50', gita, approval, { said: 'approved', last: false });
      land(MORNING, finn, eva, { in: 'infra', title: `${ticket.key}: shorter retention of metrics` });
      const rollout = deploy('11:30', 'infra');
      return [
        ...['unapproved-deployment', 'incomplete-approval'].map((rule) => undecided(rule, rollout, ticket)),
        ...['overdue-decision', 'missing-outcome'].map((rule) => gap(rule, ticket)),
      ];
    },
  },
  {
    id: 'Two approvals are required, and one of them stands',
    shows: ['incomplete-approval', 'unapproved-deployment', 'post-hoc-approval', 'Authorised at t'],
    staysOpen: true,
    tell: ({ raise, ask, decide, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'OPS', summary: 'New index on the bookings' });
      decide('09:40', hugo, ask('09:10', ticket, 'Team approval', [hugo]), { said: 'approved', last: true });
      ask('09:11', ticket, 'Change approval', [gita]);
      land(MORNING, ana, ben, { in: 'ledger', title: `${ticket.key}: new index on the bookings` });
      const rollouts = ['production-eu', 'production-us'].map((environment) => deploy('12:00', 'ledger', { environment }));
      return [
        ...rollouts.flatMap((each) => ['unapproved-deployment', 'post-hoc-approval'].map((rule) => pass(rule, each, ticket))),
        ...rollouts.map((each) => gap('incomplete-approval', each, ticket)),
        ...['overdue-decision', 'missing-outcome'].map((rule) => gap(rule, ticket)),
      ];
    },
  },
  {
    id: 'Two approvals are required, and both stand at both targets',
    shows: ['unapproved-deployment', 'self-approval', 'Service, team, environment, target'],
    tell: ({ raise, ask, decide, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'OPS', summary: 'Close the books at midnight UTC' });
      decide('09:40', ben, ask('09:10', ticket, 'Team approval', [ben]), { said: 'approved', last: true });
      decide('09:55', gita, ask('09:11', ticket, 'Change approval', [gita]), { said: 'approved', last: true });
      land(MORNING, ben, ana, { in: 'ledger', title: `${ticket.key}: close the books at midnight UTC` });
      const rollouts = ['production-eu', 'production-us'].map((environment) => deploy('12:00', 'ledger', { environment }));
      const rules = ['unapproved-deployment', 'incomplete-approval', 'self-approval', 'reused-change'];
      return rollouts.flatMap((rollout) => rules.map((rule) => pass(rule, rollout, ticket)));
    },
  },
  {
    id: 'Long before the clocks of two tools can be compared, the decision is clear',
    shows: ['deployed-despite-rejection', 'Time'],
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'WEB', summary: 'A banner for the winter sale' });
      day.move('09:20', hugo, ticket, 'Rejected');
      day.write('09:40', mara, ticket, { impact: 'The banner covers the search on small screens; it can be closed.' });
      day.approve('10:00', hugo, ticket);
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: banner for the winter sale` });
      const rollout = day.deploy('12:00', 'web');
      return [pass('deployed-despite-rejection', rollout, ticket), pass('unapproved-deployment', rollout, ticket)];
    },
  },
];

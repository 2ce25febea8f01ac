import { people } from '../people.js';
import { gap, pass, type Story, undecided } from '../story.js';
import { approved, MORNING, NOON, rangeIsOpen, changeIsOpen } from './usual.js';

const { ana, ben, cleo, dan, eva } = people;

/** Which change a deployment carries, and whether there is one. */
export const traces: readonly Story[] = [
  {
    id: 'Nothing says why it was deployed',
    shows: ['untraceable-deployment', 'Implementation'],
    tell: ({ land, deploy }) => {
      land(MORNING, dan, cleo, { in: 'web', title: 'Small improvements' });
      const rollout = deploy('11:30', 'web');
      return [gap('untraceable-deployment', rollout), gap('unapproved-deployment', rollout)];
    },
  },
  {
    id: 'One of two pull requests leads to no change',
    shows: ['untracked-commits'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Dark mode');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: dark mode` });
      day.land(NOON, dan, cleo, { in: 'web', title: 'Tidy up the styles' });
      const rollout = day.deploy('13:00', 'web');
      return [gap('untracked-commits', rollout), pass('untraceable-deployment', rollout)];
    },
  },
  {
    id: 'A borrowed ticket: similar to one in the text below',
    shows: ['untraceable-deployment', 'Change'],
    tell: ({ land, deploy }) => {
      land(MORNING, cleo, dan, { in: 'web', title: 'Round the corners of buttons', body: 'Similar to WEB-101, but for buttons.' });
      const rollout = deploy('11:30', 'web');
      return [gap('untraceable-deployment', rollout), gap('unapproved-deployment', rollout)];
    },
  },
  {
    id: 'UTF-8 and SHA-256 look like tickets and are none',
    shows: ['untraceable-deployment', 'Change'],
    tell: ({ land, deploy }) => {
      land(MORNING, ana, ben, { in: 'pay', title: 'UTF-8 names, SHA-256 digests' });
      const rollout = deploy('11:30', 'pay');
      return [gap('untraceable-deployment', rollout), gap('unapproved-deployment', rollout)];
    },
  },
  {
    id: 'A ticket that was closed already is used again',
    shows: ['reused-change', 'untraceable-deployment', 'Change'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Show the exchange rate');
      day.move('09:50', ana, ticket, 'Done');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: show the exchange rate, too` });
      const rollout = day.deploy('11:30', 'pay');
      return [undecided('untraceable-deployment', rollout), gap('reused-change', rollout, ticket)];
    },
  },
  {
    id: 'Only the branch names the ticket',
    shows: ['untraceable-deployment', 'Change'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'A help page for returns');
      day.land(MORNING, dan, cleo, { in: 'web', title: 'Help for returns', branch: `${ticket.key.toLowerCase()}-help` });
      const rollout = day.deploy('11:30', 'web');
      return [pass('untraceable-deployment', rollout), pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'Only a trailer of the commit names the ticket',
    shows: ['untraceable-deployment', 'Change'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Receipts by mail');
      const commits = [`Receipts by mail\n\nChange: ${ticket.key}`];
      day.land(MORNING, ben, ana, { in: 'pay', title: 'Receipts by mail', commits });
      const rollout = day.deploy('11:30', 'pay');
      return [pass('untraceable-deployment', rollout), pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'A commit and its revert come in one deployment',
    shows: ['Carries'],
    tell: (day) => {
      const [wrong, right] = [day.raise('09:00', ana, { in: 'PAY', summary: 'Book at noon' }), approved(day, 'PAY', 'Book at one')];
      const pull = day.land(['09:40', '09:50', '10:00'], ana, ben, { in: 'pay', title: `${wrong.key}: book at noon` });
      const title = `Revert "${wrong.key}: book at noon"`;
      const commits = [`${title}\n\nThis reverts commit ${String(pull.mergeCommit)}.`];
      day.land(MORNING, ben, ana, { in: 'pay', title, commits, body: `Reverts acme/pay#${pull.number}` });
      day.move('11:10', ana, wrong, 'Rolled back');
      day.land(NOON, ana, ben, { in: 'pay', title: `${right.key}: book at one` });
      const rollout = day.deploy('13:00', 'pay');
      return [pass('untraceable-deployment', rollout), pass('unapproved-deployment', rollout, right)];
    },
  },
  {
    id: 'The revision was forced away before anybody could read it',
    shows: ['untraceable-deployment'],
    tell: (day) => {
      const from = day.mainOf('infra');
      const { sha } = day.pushToBranch('10:00', eva, 'infra', { branch: 'try', from, message: 'Try bigger disks' });
      const rollout = day.deploy('10:20', 'infra', { revision: sha, outcome: 'failure' });
      day.forceAway('10:40', eva, 'infra', { branch: 'try', to: from });
      return [
        ...['untraceable-deployment', 'off-branch-deployment', 'untested-deployment'].map((rule) => gap(rule, rollout)),
        undecided('untracked-commits', rollout),
        ...rangeIsOpen(rollout),
        ...changeIsOpen(rollout),
      ];
    },
  },
  {
    id: 'A commit goes straight to the main branch',
    shows: ['direct-push', 'untested-deployment'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Another address for complaints');
      day.pushToMain('10:30', ben, 'pay', `${ticket.key}: another address for complaints`);
      const rollout = day.deploy('11:30', 'pay');
      return [gap('direct-push', rollout), gap('untested-deployment', rollout), pass('untraceable-deployment', rollout)];
    },
  },
];

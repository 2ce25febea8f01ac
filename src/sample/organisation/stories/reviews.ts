import { people } from '../people.js';
import { gap, pass, type Story, undecided } from '../story.js';
import { approved, MORNING } from './usual.js';

const { cleo, dan, dependabot, finn, pipeline, unresolved } = people;

/** Who looked at the code, when, and at which head. */
export const reviews: readonly Story[] = [
  {
    id: 'Nobody looks at the code',
    shows: ['unreviewed-code'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Bigger pictures on the product page');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: bigger pictures` });
      day.merge('10:40', cleo, pull);
      return [gap('unreviewed-code', day.deploy('11:30', 'web'), pull)];
    },
  },
  {
    id: 'A colleague approves after the merge',
    shows: ['post-merge-review'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Remember the size of the last order');
      const pull = day.open('10:15', dan, { in: 'web', title: `${ticket.key}: remember the size` });
      day.merge('10:40', dan, pull);
      day.review('11:00', cleo, pull);
      const rollout = day.deploy('11:30', 'web');
      return [gap('post-merge-review', rollout, pull), pass('unreviewed-code', rollout, pull)];
    },
  },
  {
    id: 'A colleague approves in the second of the merge',
    shows: ['post-merge-review', 'Time'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Say when an article comes back');
      const pull = day.open('10:15', dan, { in: 'web', title: `${ticket.key}: articles that come back` });
      day.review('10:40:07', cleo, pull);
      day.merge('10:40:07', dan, pull);
      return [undecided('post-merge-review', day.deploy('11:30', 'web'), pull)];
    },
  },
  {
    id: 'A commit is added after the approval',
    shows: ['stale-review'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Pay by invoice');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: pay by invoice` });
      day.review('10:40', dan, pull);
      day.amend('10:50', cleo, pull, 'And without an address');
      day.merge('11:00', cleo, pull);
      const rollout = day.deploy('11:30', 'web');
      return [gap('stale-review', rollout, pull), pass('unreviewed-code', rollout, pull)];
    },
  },
  {
    id: 'The reviewer presses "update branch" after the approval',
    shows: ['stale-review', 'unreviewed-code', 'Same person'],
    tell: (day) => {
      const [first, second] = [approved(day, 'WEB', 'A list of wishes'), approved(day, 'WEB', 'Send the list of wishes')];
      const pull = day.open('09:50', dan, { in: 'web', title: `${second.key}: send the list of wishes` });
      day.land(MORNING, cleo, dan, { in: 'web', title: `${first.key}: a list of wishes` });
      day.review('11:10', cleo, pull);
      day.updateBranch('11:12', cleo, pull);
      day.merge('11:20', dan, pull);
      const rollout = day.deploy('11:40', 'web');
      return [pass('stale-review', rollout, pull), pass('unreviewed-code', rollout, pull)];
    },
  },
  {
    id: 'The only reviewer has pushed a commit to it himself',
    shows: ['unreviewed-code', 'Same person'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Vouchers for Christmas');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: vouchers for Christmas` });
      day.amend('10:30', dan, pull, 'Round the vouchers down');
      day.review('10:40', dan, pull);
      day.merge('11:00', cleo, pull, 'merge');
      return [gap('unreviewed-code', day.deploy('11:30', 'web'), pull)];
    },
  },
  {
    id: 'An approval is dismissed, and given again to the same head',
    shows: ['unreviewed-code', 'stale-review'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Filter by colour');
      const pull = day.open('10:15', dan, { in: 'web', title: `${ticket.key}: filter by colour` });
      const review = day.review('10:30', cleo, pull);
      day.dismiss('10:35', cleo, pull, review);
      day.review('10:50', cleo, pull);
      day.merge('11:00', dan, pull, 'rebase');
      const rollout = day.deploy('11:30', 'web');
      return [pass('unreviewed-code', rollout, pull), pass('stale-review', rollout, pull)];
    },
  },
  {
    id: 'Nobody knows who wrote a commit, and it may be the only reviewer',
    shows: ['unreviewed-code', 'Same person'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Faster search');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: faster search`, writer: unresolved });
      day.review('10:40', dan, pull);
      day.merge('11:00', cleo, pull, 'merge');
      const rollout = day.deploy('11:30', 'web');
      return [undecided('unreviewed-code', rollout, pull), undecided('self-approval', rollout, ticket)];
    },
  },
  {
    id: 'A pipeline approves under an ordinary account',
    shows: ['unreviewed-code', 'Same person'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Newer icons');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: newer icons` });
      day.review('10:20', pipeline, pull);
      day.merge('11:00', cleo, pull);
      return [gap('unreviewed-code', day.deploy('11:30', 'web'), pull)];
    },
  },
  {
    id: 'A bot proposes, a person reviews',
    shows: ['unreviewed-code'],
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'Newer base images');
      const pull = day.land(MORNING, dependabot, finn, { in: 'infra', title: `${ticket.key}: newer base images` });
      return [pass('unreviewed-code', day.deploy('11:30', 'infra'), pull)];
    },
  },
];

import { people } from '../people.js';
import { gap, pass, type Story, undecided } from '../story.js';
import { approved, MORNING } from './usual.js';

const { ana, ben, cleo, dan, hugo, mara } = people;

/** What a request says, and when it may be implemented. */
export const requests: readonly Story[] = [
  {
    id: 'The backout plan is still to be done',
    shows: ['incomplete-request'],
    tell: ({ raise, approve, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'WEB', summary: 'Reviews of customers', backout: 'tbd' });
      approve('09:30', hugo, ticket);
      land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: reviews of customers` });
      deploy('11:30', 'web');
      return [gap('incomplete-request', ticket)];
    },
  },
  {
    id: 'The impact is written down only when all is over',
    shows: ['incomplete-request'],
    tell: ({ raise, approve, land, deploy, write }) => {
      const ticket = raise('09:05', mara, { in: 'WEB', summary: 'Answers to reviews', impact: null });
      approve('09:30', hugo, ticket);
      land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: answers to reviews` });
      deploy('11:30', 'web');
      write('12:00', dan, ticket, { impact: 'None; reviews were slower for a minute.' });
      return [gap('incomplete-request', ticket), gap('retrofitted-evidence', ticket)];
    },
  },
  {
    id: 'What was missing is filled in before the start',
    shows: ['incomplete-request'],
    tell: ({ raise, approve, land, deploy, write, comment }) => {
      const ticket = raise('09:05', mara, { in: 'WEB', summary: 'Pictures in reviews', description: null, plan: 'n/a' });
      comment('09:10', hugo, ticket, 'Please say what is to be done, and how.');
      write('09:20', mara, ticket, { description: 'Customers add up to three pictures.', plan: 'Behind a switch, first for us.' });
      approve('09:30', hugo, ticket);
      land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: pictures in reviews` });
      deploy('11:30', 'web');
      return ['incomplete-request', 'retrofitted-evidence', 'stale-approval'].map((rule) => pass(rule, ticket));
    },
  },
  {
    id: 'The plan is written anew after the approval',
    shows: ['stale-approval'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Reviews on the front page');
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: reviews on the front page` });
      day.write('11:10', dan, ticket, { plan: 'Deploy without a switch, for everybody at once.' });
      day.deploy('11:30', 'web');
      return [gap('stale-approval', ticket)];
    },
  },
  {
    id: 'The plan is written anew half a minute before the start, by the clock of another tool',
    shows: ['stale-approval'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Reviews by mail');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: reviews by mail` });
      day.write('11:30:00', cleo, ticket, { plan: 'On Monday to all, not only to us.' });
      day.deploy('11:30', 'web', { starts: '11:30:30' });
      return ['stale-approval', 'retrofitted-evidence'].map((rule) => undecided(rule, ticket));
    },
  },
  {
    id: 'The deployment starts an hour before its window',
    shows: ['outside-window'],
    tell: ({ raise, approve, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'PAY', summary: 'Newer library of the terminals', window: ['13:00', '15:00'] });
      approve('09:30', hugo, ticket);
      land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: newer terminal library` });
      return [gap('outside-window', deploy('12:00', 'pay'), ticket)];
    },
  },
  {
    id: 'The deployment starts twenty seconds after its window, by the clock of another tool',
    shows: ['outside-window', 'Time'],
    tell: ({ raise, approve, land, deploy }) => {
      const ticket = raise('09:05', mara, { in: 'PAY', summary: 'Newer keys of the terminals', window: ['11:00', '12:00'] });
      approve('09:30', hugo, ticket);
      land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: newer terminal keys` });
      return [undecided('outside-window', deploy('12:00', 'pay', { starts: '12:00:20' }), ticket)];
    },
  },
  {
    id: 'A change without a window may start at any time',
    shows: ['outside-window'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Fewer warnings in the log');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: fewer warnings` });
      return [pass('unapproved-deployment', day.deploy('18:45', 'pay'), ticket)];
    },
  },
];

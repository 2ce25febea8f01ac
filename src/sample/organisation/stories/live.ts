import { people } from '../people.js';
import { exempt, gap, pass, type Story } from '../story.js';

const { ana, ben, cleo, dan, eva, finn, hugo, mara } = people;

/** What happens while the hub listens. */
export const live: readonly Story[] = [
  {
    id: 'A change of today goes through all its steps',
    shows: ['unapproved-deployment'],
    tell: ({ raise, approve, land, deploy }) => {
      const ticket = raise('-50m', mara, { in: 'WEB', summary: 'Show the delivery date in the basket' });
      approve('-48m', hugo, ticket);
      const pull = land(['-35m', '-30m', '-28m'], cleo, dan, { in: 'web', title: `${ticket.key}: show the delivery date` });
      const rollout = deploy('-26m', 'web', { ends: '-21m' });
      return [pass('unapproved-deployment', rollout, ticket), pass('unreviewed-code', rollout, pull)];
    },
  },
  {
    id: 'An emergency of today may still be reviewed',
    shows: ['unapproved-deployment', 'Deadline'],
    tell: ({ raise, link, land, deploy }) => {
      const incident = raise('-40m', mara, { in: 'OPS', type: 'Incident', summary: 'Outage: payments time out' });
      const ticket = raise('-39m', eva, { in: 'OPS', type: 'Emergency change', summary: 'Longer timeouts for the bank' });
      link('-38m', incident, ticket);
      land(['-24m', '-22m', '-20m'], eva, finn, { in: 'infra', title: `${ticket.key}: longer timeouts` });
      const rollout = deploy('-19m', 'infra', { ends: '-14m' });
      return [exempt('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'A change of today is deployed without approval',
    shows: ['unapproved-deployment'],
    tell: ({ raise, land, deploy }) => {
      const ticket = raise('-30m', mara, { in: 'PAY', summary: 'Tips for the courier' });
      land(['-15m', '-12m', '-10m'], ana, ben, { in: 'pay', title: `${ticket.key}: tips for the courier` });
      return [gap('unapproved-deployment', deploy('-8m', 'pay', { ends: '-3m' }), ticket)];
    },
  },
];

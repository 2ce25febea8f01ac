import { people } from '../people.js';
import { type Begun, exempt, gap, pass, type Story } from '../story.js';

const { ana, ben, cleo, dan, eva, finn, gita, hugo, mara } = people;

/** What happens while the hub listens. */
export const live: readonly (Story | Begun)[] = [
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
  {
    id: 'A change of today comes from ServiceNow over GitLab and Jenkins to Argo CD',
    shows: ['unapproved-deployment'],
    begins: (before) => {
      const change = before.request('-58m', mara, { summary: 'Labels for large parcels' });
      before.decideInServiceNow('-50m', gita, before.askInServiceNow('-55m', gita, change), 'approved');
      const merge = before.landOnGitLab(['-40m', '-37m', '-35m'], ana, ben, `${change.number}: labels for large parcels`);
      const image = before.buildImage('-34m', before.shippingHead());
      return (day) => {
        day.advance('-19m', ana, change, 'Implement');
        const rollout = day.sync('-17m', day.shippingHead(), image);
        return [
          pass('unapproved-deployment', rollout, change.ref),
          pass('unreviewed-code', rollout, day.requestOf(merge)),
          ...['untested-deployment', 'unknown-artifact'].map((rule) => pass(rule, rollout)),
        ];
      };
    },
  },
];

import type { Issue } from '../../jira/world.js';
import { people } from '../people.js';
import { exempt, gap, pass, type Story } from '../story.js';
import type { Day } from '../tell/day.js';

const { eva, finn, gita, mara } = people;

/** An incident of ten o'clock, and the emergency change that it causes. */
function emergency({ raise, link }: Day, summary: string): Issue {
  const incident = raise('10:00', mara, { in: 'OPS', type: 'Incident', summary: `Outage: ${summary.toLowerCase()}` });
  const ticket = raise('10:10', eva, { in: 'OPS', type: 'Emergency change', summary });
  link('10:11', incident, ticket);
  return ticket;
}

const AT_ONCE = ['10:20', '10:25', '10:28'] as const;

/** What cannot wait for an approval, and the look at it afterwards. */
export const emergencies: readonly Story[] = [
  {
    id: 'An emergency is reviewed on the day after',
    shows: ['emergency-without-review', 'unapproved-deployment', 'Emergency'],
    tell: (day) => {
      const ticket = emergency(day, 'The gateway answers nobody');
      day.land(AT_ONCE, eva, finn, { in: 'infra', title: `${ticket.key}: more workers for the gateway` });
      const rollout = day.deploy('10:30', 'infra');
      day.approve('+1d 09:30', gita, ticket);
      day.move('+1d 09:40', eva, ticket, 'Completed');
      return [
        ...['unapproved-deployment', 'post-hoc-approval', 'incomplete-approval'].map((rule) => exempt(rule, rollout, ticket)),
        pass('emergency-without-review', ticket),
        pass('emergency-misused', ticket),
      ];
    },
  },
  {
    id: 'An emergency is reviewed a week later',
    shows: ['emergency-without-review', 'Deadline'],
    tell: (day) => {
      const ticket = emergency(day, 'The disks of the cluster are full');
      day.land(AT_ONCE, finn, eva, { in: 'infra', title: `${ticket.key}: bigger disks` });
      day.deploy('10:30', 'infra');
      day.approve('+7d 09:30', gita, ticket);
      day.move('+7d 09:40', finn, ticket, 'Completed');
      return [gap('emergency-without-review', ticket)];
    },
  },
  {
    id: 'The ticket of an emergency is written two hours later',
    shows: ['emergency-without-review', 'Emergency'],
    tell: (day) => {
      const incident = day.raise('10:00', mara, { in: 'OPS', type: 'Incident', summary: 'Outage: names do not resolve' });
      const pull = day.land(AT_ONCE, eva, finn, { in: 'infra', title: 'The other name server' });
      const rollout = day.deploy('10:30', 'infra');
      const ticket = day.raise('12:30', eva, { in: 'OPS', summary: 'Use the other name server' });
      day.link('12:31', incident, ticket);
      day.retitle('12:35', eva, pull, `${ticket.key}: the other name server`);
      day.approve('+1d 09:30', gita, ticket);
      day.move('+1d 09:40', eva, ticket, 'Completed');
      return [exempt('unapproved-deployment', rollout, ticket), pass('emergency-without-review', ticket)];
    },
  },
  {
    id: 'A change is called an emergency when all is over',
    shows: ['unapproved-deployment', 'Emergency'],
    staysOpen: true,
    tell: (day) => {
      const ticket = day.raise('09:05', finn, { in: 'OPS', summary: 'Newer firmware of the switches' });
      day.land(['10:15', '10:40', '11:00'], finn, eva, { in: 'infra', title: `${ticket.key}: newer firmware` });
      const rollout = day.deploy('11:30', 'infra');
      day.label('13:00', finn, ticket, ['emergency']);
      return [
        gap('unapproved-deployment', rollout, ticket),
        ...['emergency-misused', 'overdue-decision', 'missing-outcome'].map((rule) => gap(rule, ticket)),
      ];
    },
  },
];

import { expect } from 'vitest';
import type { Deployment } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { refOf } from './acme.js';
import { rangeOf } from './seen.js';
import { term } from './told.js';

const { ana, ben } = people;
const PRODUCTION = { production: true, environment: 'production' } as const;
const ENVIRONMENTS = { production: { production: true }, 'prod-argo': PRODUCTION };

/** As the API calls it, in the payload of another. */
const addressOf = ({ id }: Deployment) => `https://api.github.com/repos/acme/pay/deployments/${id}`;

term(
  'Terms, Deployment: what a tool itself says',
  [
    {
      says: '“reports of several tools are one deployment when one names the other”, whatever lies between them; not when none does',
      tell: (day) => {
        const ticket = approved(day, 'PAY', 'Told of twice');
        day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: told of twice` });
        const first = day.deploy('11:30', 'pay');
        const named = day.deploy('14:30', 'pay', { environment: 'prod-argo' });
        Object.assign(named, { payload: { rollout: { of: addressOf(first) } } });
        const alone = day.deploy('17:30', 'pay', { environment: 'prod-argo' });
        // The payload of an issue tracker may hold any address; of what it is no deployment, it names none.
        Object.assign(alone, { payload: { see: 'https://api.github.com/repos/acme/web/deployments/1', ticket: ticket.key } });
        return async (acme) => {
          expect(await rangeOf(acme, named)).toMatchObject({ relation: 'CORROBORATES', carries: [] });
          expect((await rangeOf(acme, first)).relation).toBe('FORWARD');
          expect((await rangeOf(acme, alone)).relation).toBe('REDEPLOYMENT');
          const links = await acme.sql`
            select to_ref as to from link where from_ref = ${refOf(named)} and place = 'same_deployment' and strength = 'CARRIED' and recorded_to is null`;
          expect(links).toEqual([{ to: refOf(first) }]);
          expect(await acme.answer('unapproved-deployment', first, ticket)).toBe('PASS');
          expect(await acme.answer('direct-push', named)).toBe('NONE');
        };
      },
    },
    {
      says: '“… or the tool says so: a rollback”: it is asked only the rules whose subject is D, and its commits stay its own',
      tell: (day) => {
        const ticket = day.raise('09:05', people.mara, { in: 'PAY', summary: 'Nobody approved it' });
        const pull = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: nobody approved it` });
        const rollout = Object.assign(day.deploy('11:30', 'pay'), { task: 'deploy:rollback' });
        return async (acme) => {
          expect(await rangeOf(acme, rollout)).toMatchObject({ relation: 'ROLLBACK', carries: [pull.mergeCommit], takesOut: [] });
          expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('NONE');
          expect(await acme.answer('unapproved-deployment', rollout)).toBe('NONE');
          expect(await acme.answer('unreviewed-code', rollout, pull)).toBe('PASS');
        };
      },
    },
  ],
  { environments: ENVIRONMENTS },
);

import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { carriedBy, rangeOf } from './seen.js';
import { term } from './told.js';

const { ana, ben } = people;

term('Terms, Change', [
  {
    says: '“trailer”: a pick whose own words name nothing carries the change that what it was picked from belongs to',
    tell: (day) => {
      const from = day.mainOf('pay');
      const ticket = approved(day, 'PAY', 'Round fees to the cent');
      const pull = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: round fees to the cent` });
      const message = `Fees are whole cents\n\n(cherry picked from commit ${pull.mergeCommit!})`;
      const picked = day.pushToBranch('11:30', ana, 'pay', { branch: 'picked', from, message });
      const rollout = day.deploy('12:00', 'pay', { revision: picked.sha });
      const other = day.pushToBranch('12:30', ana, 'pay', {
        branch: 'unpicked',
        from,
        message: `Fees are whole euros\n\n(cherry picked from commit ${'e'.repeat(40)})`,
      });
      const nowhere = day.deploy('13:00', 'pay', { revision: other.sha });
      return async (acme) => {
        expect((await rangeOf(acme, rollout)).carries).toEqual([picked.sha]);
        expect(await carriedBy(acme, rollout)).toEqual([ticket.key]);
        expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('PASS');
        // What it took out leads to a change, its own commit to none: the other was never there.
        expect(await carriedBy(acme, nowhere)).toEqual([]);
        expect(await acme.answer('unapproved-deployment', nowhere)).toBe('GAP');
      };
    },
  },
]);

import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { rangeOf } from './seen.js';
import { term } from './told.js';

const { ana, ben } = people;
const RULE = 'untraceable-deployment';

term('untraceable-deployment, “a rollback or sideways one also by the changes it takes out”', [
  {
    says: 'down to what nobody asked for, from what nobody asked for, it leads nowhere',
    tell: (day) => {
      const first = day.land(MORNING, ana, ben, { in: 'pay', title: 'Round fees' });
      const bringer = day.deploy('11:30', 'pay');
      day.land(NOON, ana, ben, { in: 'pay', title: 'Round fees again' });
      day.deploy('13:00', 'pay');
      const back = day.deploy('14:00', 'pay', { revision: first.mergeCommit! });
      return async (acme) => {
        expect(await rangeOf(acme, back)).toMatchObject({ relation: 'ROLLBACK', carries: [] });
        expect([await acme.answer(RULE, bringer), await acme.answer(RULE, back)]).toEqual(['GAP', 'GAP']);
        expect(await acme.sentence(RULE, back)).toContain('nor the deployment that first brought its revision');
      };
    },
  },
  {
    says: 'down to what a ticket asked for, it leads there, whatever it takes out',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Book at six');
      const first = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: book at six` });
      day.deploy('11:30', 'pay');
      day.land(NOON, ana, ben, { in: 'pay', title: 'Book at seven' });
      day.deploy('13:00', 'pay');
      const back = day.deploy('14:00', 'pay', { revision: first.mergeCommit! });
      return async (acme) => {
        expect(await rangeOf(acme, back)).toMatchObject({ relation: 'ROLLBACK', carries: [] });
        expect(await acme.answer(RULE, back)).toBe('PASS');
        expect(await acme.sentence(RULE, back)).toContain('first brought its revision');
      };
    },
  },
]);

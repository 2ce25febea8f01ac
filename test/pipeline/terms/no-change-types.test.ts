import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { carriedBy } from './seen.js';
import { term } from './told.js';

const { cleo, dan, mara } = people;

term(
  'Terms, Change: policy names no types',
  [
    {
      says: '“with no such setting, a ticket is a change from when an implementation carries it”',
      tell: (day) => {
        const carried = day.raise('09:05', mara, { in: 'OPS', type: 'Incident', summary: 'Outage of the search' });
        const idle = day.raise('09:06', mara, { in: 'OPS', type: 'Incident', summary: 'Nobody implements it' });
        day.move('09:30', dan, idle, 'Implementing');
        day.land(MORNING, dan, cleo, { in: 'web', title: `${carried.key}: another index` });
        const rollout = day.deploy('11:30', 'web');
        return async (acme) => {
          expect(await carriedBy(acme, rollout)).toEqual([carried.key]);
          expect(await acme.answer('unapproved-deployment', rollout, carried)).toBe('GAP');
          const changes = await acme.sql<{ key: string; isChange: boolean }[]>`
            select key, is_change as "isChange" from change_state where recorded_to is null and is_change is not null order by key`;
          expect(changes.filter(({ isChange }) => isChange).map(({ key }) => key)).toEqual([carried.key]);
          expect(await acme.answer('unapproved-deployment', idle)).toBe('NONE');
        };
      },
    },
  ],
  { changeTypes: {} },
);

import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { rangeOf } from './seen.js';
import { term } from './told.js';

const { ana, ben, cleo, dan, hugo, mara } = people;
const LATE = 'post-hoc-approval';

/** Approved at this time at Jira, and started at noon at GitHub. */
function approvedAt(day: Day, when: string) {
  const ticket = day.raise('09:05', mara, { in: 'PAY', summary: `Approved at ${when}` });
  day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: approved at ${when}` });
  const rollout = day.deploy('11:59', 'pay', { starts: '12:00:00' });
  day.move(when, hugo, ticket, 'Approved');
  return { ticket, rollout };
}

term('Terms, Time', [
  {
    says: '“between two systems, by more than the larger of `clockSkew` (60 s) …”: 61 s before is before, 59 s before and after are in no order, 62 s after is after',
    tell: (day) => {
      const answers = ['11:58:58', '11:59:02', '12:00:58', '12:01:02'].map((when) => approvedAt(day, when));
      return async (acme) => {
        const said = await Promise.all(answers.map(({ ticket, rollout }) => acme.answer(LATE, rollout, ticket)));
        expect(said).toEqual(['PASS', 'INDETERMINATE', 'INDETERMINATE', 'GAP']);
      };
    },
  },
  {
    says: '“Otherwise the two are unordered.”: an approval in the very second of the start is neither in time nor late',
    tell: (day) => {
      const { ticket, rollout } = approvedAt(day, '12:00:00');
      return async (acme) => {
        expect(await acme.answer(LATE, rollout, ticket)).toBe('INDETERMINATE');
        expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('PASS');
      };
    },
  },
  {
    says: '“Inside one system its own sequence (changelog id …) decides ties”: of an approval and its withdrawal in one millisecond the later stands',
    tell: (day) => {
      const [taken, given] = ['Taken away', 'Given again'].map((summary) => day.raise('09:05', mara, { in: 'WEB', summary }));
      day.move('09:30', hugo, taken!, 'Approved');
      day.move('09:30', hugo, taken!, 'Approval withdrawn');
      day.move('09:20', hugo, given!, 'Approved');
      day.move('09:30', hugo, given!, 'Approval withdrawn');
      day.move('09:30', hugo, given!, 'Approved');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${taken!.key} ${given!.key}: in one millisecond` });
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        expect(new Set(taken!.histories.map(({ created }) => created)).size).toBe(1);
        expect(await acme.answers(['unapproved-deployment', 'deployed-despite-rejection'], rollout, taken!)).toEqual([
          'unapproved-deployment GAP',
          'deployed-despite-rejection GAP',
        ]);
        expect(await acme.answers(['unapproved-deployment', 'deployed-despite-rejection'], rollout, given!)).toEqual([
          'unapproved-deployment PASS',
          'deployed-despite-rejection PASS',
        ]);
      };
    },
  },
  {
    says: '“where it has none, they are unordered”: a review and the merge in one second; “A time of precision p is [t, t+p)”: a second later it is late',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'To the second');
      const [before, same, after] = ['10:40:06', '10:40:07', '10:40:08'].map((when, nth) => {
        const pull = day.open('10:15', dan, { in: 'web', title: `${ticket.key}: to the second, ${nth}` });
        return { pull, when };
      });
      for (const { pull, when } of [before!, same!]) day.review(when, cleo, pull);
      for (const { pull } of [before!, same!, after!]) day.merge('10:40:07', dan, pull);
      day.review(after!.when, cleo, after!.pull);
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        const said = await Promise.all([before!, same!, after!].map(({ pull }) => acme.answer('post-merge-review', rollout, pull)));
        expect(said).toEqual(['PASS', 'INDETERMINATE', 'GAP']);
      };
    },
  },
  {
    says: '“author and committer dates inside a commit are claims and order nothing”: dated years back and ahead, all stays as it is',
    tell: (day, { repositories }) => {
      const ticket = approved(day, 'PAY', 'Dated as one likes');
      const pull = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: dated`, commits: ['One', 'Two'] });
      const rollout = day.deploy('11:30', 'pay');
      day.move('14:00', ana, ticket, 'Done');
      const ahead = { authoredAt: '2031-01-01T00:00:00Z', committedAt: '2031-01-01T00:00:00Z' };
      const back = { authoredAt: '1999-01-01T00:00:00Z', committedAt: '1999-01-01T00:00:00Z' };
      const dated = repositories.pay.commits.filter(({ sha }) => sha === pull.mergeCommit || pull.commits.includes(sha));
      dated.forEach((commit, nth) => Object.assign(commit, nth === 0 ? back : ahead));
      return async (acme) => {
        expect((await rangeOf(acme, rollout)).carries).toEqual([pull.mergeCommit]);
        const rules = ['untraceable-deployment', 'untracked-commits', 'direct-push'];
        expect(await acme.answers(rules, rollout)).toEqual(rules.map((rule) => `${rule} PASS`));
        expect(await acme.answers(['unapproved-deployment', LATE], rollout, ticket)).toEqual([
          'unapproved-deployment PASS',
          `${LATE} PASS`,
        ]);
        expect(await acme.answers(['post-merge-review', 'stale-review'], rollout, pull)).toEqual([
          'post-merge-review PASS',
          'stale-review PASS',
        ]);
      };
    },
  },
]);

import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { carriedBy, linksOf } from './seen.js';
import { term } from './told.js';

const { ana, ben, cleo, dan, mara } = people;
const TRACED = ['untraceable-deployment', 'untracked-commits', 'direct-push'];
const passes = TRACED.map((rule) => `${rule} PASS`);

term('Terms, Change', [
  {
    says: '“a ticket of a type that policy names as a change type”: an incident is none, however it is named',
    tell: (day) => {
      const incident = day.raise('09:05', mara, { in: 'OPS', type: 'Incident', summary: 'Outage of the search' });
      day.land(MORNING, dan, cleo, { in: 'web', title: `${incident.key}: another index` });
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        expect(await carriedBy(acme, rollout)).toEqual([]);
        expect(await acme.answers(['untraceable-deployment', 'unapproved-deployment'], rollout)).toEqual([
          'untraceable-deployment GAP',
          'unapproved-deployment GAP',
        ]);
      };
    },
  },
  {
    says: '“subject … of a commit of that pull request”: of one squashed under another title',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Vouchers');
      day.land(MORNING, dan, cleo, { in: 'web', title: 'Vouchers at last', commits: ['Prepare', `${ticket.key}: vouchers`] });
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        expect(await linksOf(acme, rollout)).toEqual([{ to: ticket.key, strength: 'CARRIED', against: [] }]);
        expect(await acme.answers(TRACED, rollout)).toEqual(passes);
      };
    },
  },
  {
    says: '“trailer, branch name, title of a pull request, or subject of a carried commit”: each of them alone',
    tell: (day) => {
      const [trailer, branch, title, subject] = ['One', 'Two', 'Three', 'Four'].map((summary) => approved(day, 'PAY', summary));
      const commits = [`One\n\nRefs: ${trailer!.key}`];
      day.land(['09:40', '09:45', '09:50'], ana, ben, { in: 'pay', title: 'The first', commits });
      day.land(MORNING, ben, ana, { in: 'pay', title: 'The second', branch: `feature/${branch!.key}-two` });
      day.land(NOON, ana, ben, { in: 'pay', title: `The third (${title!.key})`, commits: ['Three'] });
      day.pushToMain('12:30', ben, 'pay', `${subject!.key} the fourth`);
      const rollout = day.deploy('13:00', 'pay');
      return async (acme) => {
        expect(await carriedBy(acme, rollout)).toEqual([trailer, branch, title, subject].map((one) => one!.key).sort());
        expect(await acme.answer('untracked-commits', rollout)).toBe('PASS');
      };
    },
  },
  {
    says: '“or D itself refers to T”: by the branch that it was made from; a word in its description is weaker',
    tell: (day) => {
      const [branch, described] = ['By its branch', 'By its description'].map((summary) => approved(day, 'WEB', summary));
      day.land(['09:40', '09:45', '09:50'], dan, cleo, { in: 'web', title: 'Nothing says why' });
      const named = Object.assign(day.deploy('10:00', 'web'), { ref: `release/${branch!.key}-search` });
      day.land(MORNING, dan, cleo, { in: 'web', title: 'Nothing says why, either' });
      const talked = Object.assign(day.deploy('11:30', 'web'), { description: `For ${described!.key}` });
      return async (acme) => {
        expect(await linksOf(acme, named)).toEqual([{ to: branch!.key, strength: 'CARRIED', against: [] }]);
        expect(await acme.answers(['untraceable-deployment', 'untracked-commits'], named)).toEqual([
          'untraceable-deployment PASS',
          'untracked-commits PASS',
        ]);
        expect(await acme.answer('unapproved-deployment', named, branch!)).toBe('PASS');
        expect(await linksOf(acme, talked)).toEqual([{ to: described!.key, strength: 'RELATED', against: [] }]);
        expect(await acme.answer('untraceable-deployment', talked)).toBe('GAP');
      };
    },
  },
  {
    says: '“weaker mentions … show as related and neither satisfy nor trigger a rule”: neither traced by it, nor asked for its approval',
    tell: (day) => {
      const other = day.raise('09:00', mara, { in: 'PAY', summary: 'Never approved' });
      const commits = [`Round the amounts\n\nSimilar to ${other.key}, but for amounts.`];
      day.land(MORNING, ana, ben, { in: 'pay', title: 'Round the amounts', commits, body: `See ${other.key}.` });
      const rollout = day.deploy('11:30', 'pay');
      return async (acme) => {
        expect(await linksOf(acme, rollout)).toEqual([{ to: other.key, strength: 'RELATED', against: [] }]);
        expect(await acme.answer('untraceable-deployment', rollout)).toBe('GAP');
        expect(await acme.answer('unapproved-deployment', rollout, other)).toBe('NONE');
      };
    },
  },
  {
    says: '“one that the covered source does not have counts as none”',
    tell: (day) => {
      day.land(MORNING, ana, ben, { in: 'pay', title: 'PAY-9999: nobody ever wrote this ticket' });
      const rollout = day.deploy('11:30', 'pay');
      return async (acme) => {
        expect(await carriedBy(acme, rollout)).toEqual([]);
        expect(await acme.answer('untraceable-deployment', rollout)).toBe('GAP');
      };
    },
  },
  {
    says: '“one whose ticket was closed before the commit was pushed is carried, the link shows it … and traceability by it alone is INDETERMINATE”',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Show the exchange rate');
      day.move('09:50', ana, ticket, 'Done');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: show it, too` });
      const rollout = day.deploy('11:30', 'pay');
      return async (acme) => {
        expect(await linksOf(acme, rollout)).toEqual([
          { to: ticket.key, strength: 'CARRIED', against: [expect.stringContaining('closed before')] },
        ]);
        expect(await acme.answers(['untraceable-deployment', 'untracked-commits', 'unapproved-deployment'], rollout, ticket)).toEqual([
          'untraceable-deployment NONE',
          'untracked-commits NONE',
          'unapproved-deployment PASS',
        ]);
        expect(await acme.answer('untraceable-deployment', rollout)).toBe('INDETERMINATE');
      };
    },
  },
  {
    says: '“Only pull requests merged in the repository … bring commits in”: one that was closed brings nothing, although the platform names it',
    tell: (day, { repositories }) => {
      const ticket = approved(day, 'WEB', 'Given up, and pushed all the same');
      const pull = day.open('10:15', dan, { in: 'web', title: `${ticket.key}: given up`, commits: ['Faster lists'] });
      Object.assign(pull, { state: 'CLOSED', closedAt: pull.updatedAt });
      const commit = day.pushToMain('11:00', dan, 'web', 'Faster lists');
      Object.assign(commit, { pulls: [pull.number] });
      expect(repositories.web.commits.at(-1)).toBe(commit);
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        expect(await carriedBy(acme, rollout)).toEqual([]);
        expect(await acme.answers(['direct-push', 'untraceable-deployment'], rollout)).toEqual([
          'direct-push GAP',
          'untraceable-deployment GAP',
        ]);
      };
    },
  },
  ...(['squash', 'merge', 'rebase'] as const).map((how) => ({
    says: `“the pull request that brought it in”: after a ${how === 'merge' ? 'merge commit' : how}, all that landed leads to its ticket`,
    tell: bringsIn(how, 'pr_merge'),
  })),
  { says: '“the pull request that brought it in”: through a merge queue, too', tell: bringsIn('rebase', 'merge_queue_merge') },
]);

function bringsIn(how: 'squash' | 'merge' | 'rebase', type: 'pr_merge' | 'merge_queue_merge'): Parameters<typeof term>[1][number]['tell'] {
  return (day, { repositories }) => {
    const ticket = approved(day, 'WEB', `Landed by ${how}`);
    const pull = day.open('10:15', cleo, {
      in: 'web',
      title: `${ticket.key}: in two steps`,
      branch: `steps-${ticket.id}`,
      commits: ['One', 'Two'],
    });
    day.review('10:40', dan, pull);
    day.merge('11:00', cleo, pull, how);
    Object.assign(repositories.web.activity.at(-1)!, { type });
    const rollout = day.deploy('11:30', 'web');
    return async (acme) => {
      expect(await carriedBy(acme, rollout)).toEqual([ticket.key]);
      expect(await acme.answers(TRACED, rollout)).toEqual(passes);
      expect(await acme.answers(['unreviewed-code', 'stale-review'], rollout, pull)).toEqual(['unreviewed-code PASS', 'stale-review PASS']);
    };
  };
}

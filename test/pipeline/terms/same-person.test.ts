import { expect } from 'vitest';
import type { JiraUser } from '../../../src/sample/index.js';
import type { Company } from '../../../src/sample/organisation/company.js';
import { people, type Person } from '../../../src/sample/organisation/people.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { term } from './told.js';

const { ana, ben, cleo, dan, hugo, mara, ola, outsider, pipeline, unresolved } = people;
/** So many commits of a pull request does GitHub's REST list, and not one more; GraphQL lists them all. */
const MOST_BY_REST = 250;

/** Somebody else at Jira who is called as a colleague is. */
function namesake({ jira }: Company, displayName: string): Person {
  const user: JiraUser = { accountId: '557058:00000000-aaaa-4aaa-8aaa-000000000001', displayName, active: true, timeZone: 'UTC' };
  jira.users.push(user);
  return { github: null, jira: user };
}

term('Terms, Same person', [
  {
    says: '“accounts are compared after identity resolution (policy first …)”: who wrote at one tool approves at the other',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Approved by its author' });
      day.approve('09:40', ana, ticket);
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: approved by its author` });
      const rollout = day.deploy('11:30', 'pay');
      return async (acme) => expect(await acme.answer('self-approval', rollout, ticket)).toBe('GAP');
    },
  },
  {
    says: '“never a display name”: another account that is called the same is somebody else',
    tell: (day, company) => {
      const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Approved by a namesake' });
      day.approve('09:40', namesake(company, ana.jira.displayName), ticket);
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: approved by a namesake` });
      const rollout = day.deploy('11:30', 'pay');
      return async (acme) => expect(await acme.answer('self-approval', rollout, ticket)).toBe('PASS');
    },
  },
  {
    says: '“An unresolved identity matters only where no known one decides; then INDETERMINATE”',
    tell: (day) => {
      const [open, decided] = ['Only the consultant', 'The head, too'].map((summary) => day.raise('09:05', mara, { in: 'WEB', summary }));
      day.approve('09:40', ola, open!);
      day.approve('09:40', ola, decided!);
      day.move('09:50', hugo, decided!, 'In Review');
      day.approve('09:55', hugo, decided!);
      const pull = day.open('10:15', outsider, { in: 'web', title: `${open!.key} ${decided!.key}: from outside`, fork: true });
      day.review('10:40', cleo, pull);
      day.merge('11:00', cleo, pull);
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        expect(await acme.answer('self-approval', rollout, open!)).toBe('INDETERMINATE');
        expect(await acme.answer('self-approval', rollout, decided!)).toBe('PASS');
        // A fork: merged in the repository that the service is built from, it brings its commits in.
        expect(await acme.answers(['direct-push', 'untracked-commits'], rollout)).toEqual(['direct-push PASS', 'untracked-commits PASS']);
        expect(await acme.answer('unreviewed-code', rollout, pull)).toBe('PASS');
      };
    },
  },
  {
    says: '“An unresolved identity …”: of two reviewers only one can be the unknown author',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Faster search');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: faster search`, writer: unresolved });
      day.review('10:40', dan, pull);
      day.review('10:45', ben, pull);
      day.merge('11:00', cleo, pull, 'merge');
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => expect(await acme.answer('unreviewed-code', rollout, pull)).toBe('PASS');
    },
  },
  {
    says: '“A service account is never an approver or reviewer”: also one that only policy calls so',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Newer icons');
      const pull = day.open('10:15', cleo, { in: 'web', title: `${ticket.key}: newer icons` });
      day.review('10:20', pipeline, pull);
      day.merge('11:00', cleo, pull);
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => expect(await acme.answer('unreviewed-code', rollout, pull)).toBe('GAP');
    },
  },
  {
    says: '“A merge of the target branch makes nobody an author”: the reviewer who presses "update branch" stays one',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'A list of wishes');
      const pull = day.open('09:50', dan, { in: 'web', title: `${ticket.key}: a list of wishes` });
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: beside it` });
      day.review('11:10', cleo, pull);
      day.updateBranch('11:12', cleo, pull);
      day.merge('11:20', dan, pull);
      const rollout = day.deploy('11:40', 'web');
      return async (acme) => {
        expect(await acme.answers(['stale-review', 'unreviewed-code'], rollout, pull)).toEqual([
          'stale-review PASS',
          'unreviewed-code PASS',
        ]);
      };
    },
  },
  {
    says: '“authors are the accounts that the platform resolves for opener, commits and pushers”: who pushed what another wrote is one, too',
    tell: (day, { repositories }) => {
      const [pushed, opened, wrote] = ['Pushed', 'Opened', 'Wrote'].map((summary) => approved(day, 'WEB', summary));
      const byPusher = day.open('10:15', cleo, { in: 'web', title: `${pushed!.key}: pushed by the reviewer` });
      const push = repositories.web.activity.findLast(({ after }) => after === byPusher.head.sha)!;
      Object.assign(push, { actor: dan.github });
      const byOpener = day.open('10:16', dan, { in: 'web', title: `${opened!.key}: opened by the reviewer`, writer: cleo });
      const byWriter = day.open('10:17', cleo, { in: 'web', title: `${wrote!.key}: written by the reviewer`, writer: dan });
      for (const pull of [byPusher, byOpener, byWriter]) {
        day.review('10:40', dan, pull);
        day.merge('11:00', cleo, pull);
      }
      const rollout = day.deploy('11:30', 'web');
      return async (acme) => {
        for (const pull of [byPusher, byOpener, byWriter]) expect(await acme.answer('unreviewed-code', rollout, pull)).toBe('GAP');
      };
    },
  },
  {
    says: '“(a list that the platform cut …: INDETERMINATE)”: where it counts more commits than it lists; a long list that is whole decides',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'All of it at once');
      const commits = Array.from({ length: MOST_BY_REST + 1 }, (_, nth) => `Step ${nth}`);
      const long = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: all of it at once`, commits });
      const cut = day.land(NOON, ana, ben, { in: 'pay', title: `${ticket.key}: and the rest`, commits: ['One', 'Two'] });
      cut.commits.unshift('f'.repeat(40));
      const rollout = day.deploy('13:00', 'pay');
      return async (acme) => {
        expect(await acme.answer('unreviewed-code', rollout, long)).toBe('PASS');
        expect(await acme.answer('unreviewed-code', rollout, cut)).toBe('INDETERMINATE');
        expect(await acme.sentence('unreviewed-code', rollout, cut)).toContain('the platform cut the list of its commits');
      };
    },
  },
]);

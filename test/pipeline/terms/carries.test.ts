import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { repositoriesOf } from '../../../src/sample/organisation/repositories.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { carriedBy, rangeOf } from './seen.js';
import { term } from './told.js';

const { ana, ben, cleo, dan } = people;
const founded = (name: 'pay' | 'web'): string => repositoriesOf()[name].branches.get('main')!;
// acme/web is two services, each a path in it; nobody tells the hub which paths a commit touches.
const shop = { team: 'storefront', infrastructure: 'APPLICATION' as const, objects: [] };
const POLICY = {
  baselines: { 'acme/pay': founded('pay'), 'acme/web': founded('web') },
  services: { web: { ...shop, repositories: [{ repository: 'acme/web', paths: ['shop'] }] } },
};

term(
  'Terms, Carries',
  [
    {
      says: '“the commits reachable from D’s revision and not from its base … Equal revision: a redeployment … a rollback. Both: sideways.”',
      tell: (day) => {
        const before = day.mainOf('pay');
        const [change, fix] = [approved(day, 'PAY', 'Split payments'), approved(day, 'PAY', 'Wrong sign of fees')];
        const pull = day.land(['09:35', '09:40', '09:50'], ana, ben, { in: 'pay', title: `${change.key}: split payments` });
        const forward = day.deploy('10:00', 'pay');
        const again = day.deploy('10:30', 'pay');
        const back = day.deploy('11:00', 'pay', { revision: before });
        const anew = day.deploy('11:30', 'pay');
        const message = `${fix.key}: the sign of fees`;
        const hotfix = day.pushToBranch('11:40', ben, 'pay', { branch: 'hotfix', from: before, message });
        const sideways = day.deploy('12:00', 'pay', { revision: hotfix.sha });
        const landed = pull.mergeCommit!;
        const ofBoth = ['unapproved-deployment', 'post-hoc-approval'];
        return async (acme) => {
          expect(await rangeOf(acme, forward)).toMatchObject({ relation: 'FORWARD', baseSha: before, carries: [landed], takesOut: [] });
          expect(await rangeOf(acme, again)).toMatchObject({ relation: 'REDEPLOYMENT', carries: [], takesOut: [] });
          expect(await rangeOf(acme, back)).toMatchObject({ relation: 'ROLLBACK', carries: [], takesOut: [landed] });
          expect(await rangeOf(acme, anew)).toMatchObject({ relation: 'FORWARD', baseSha: before, carries: [landed] });
          expect(await rangeOf(acme, sideways)).toMatchObject({ relation: 'SIDEWAYS', carries: [hotfix.sha], takesOut: [landed] });
          // Implementation: “A redeployment or rollback is asked only the rules whose subject is D.”
          for (const one of [again, back]) {
            expect(await acme.answers(['untraceable-deployment', ...ofBoth], one)).toEqual([
              'untraceable-deployment PASS',
              ...ofBoth.map((rule) => `${rule} NONE`),
            ]);
            expect(await acme.answers(ofBoth, one, change)).toEqual(ofBoth.map((rule) => `${rule} NONE`));
          }
          expect(await acme.answers(ofBoth, anew, change)).toEqual(ofBoth.map((rule) => `${rule} PASS`));
          expect(await carriedBy(acme, sideways)).toEqual([fix.key]);
          // Service: “Unmapped: the service is the repository … itself.”
          expect((await rangeOf(acme, forward)).service).toMatch(/^repository:github-acme:\d+$/);
        };
      },
    },
    {
      says: '“(git ancestry, never time)”: what was written before the base was deployed and merged after it is carried',
      tell: (day) => {
        day.deploy('08:30', 'pay');
        const [early, other] = [approved(day, 'PAY', 'Early work'), approved(day, 'PAY', 'Other work')];
        const pull = day.open('09:40', ana, { in: 'pay', title: `${early.key}: early work` });
        const [written] = pull.commits;
        day.review('09:45', ben, pull);
        const first = day.land(['09:50', '09:55', '10:00'], ben, ana, { in: 'pay', title: `${other.key}: other work` });
        const base = day.deploy('10:10', 'pay');
        day.merge('11:00', ana, pull, 'merge');
        const rollout = day.deploy('11:30', 'pay');
        return async (acme) => {
          expect((await rangeOf(acme, base)).carries).toEqual([first.mergeCommit]);
          expect((await rangeOf(acme, rollout)).carries).toEqual([written!, pull.mergeCommit!].sort());
          expect(await carriedBy(acme, rollout)).toEqual([early.key]);
        };
      },
    },
    {
      says: '“only commits that touch them (paths unknown: it counts)”: of a service that is a path, every commit counts',
      tell: (day) => {
        const ticket = approved(day, 'WEB', 'Round corners');
        day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: round corners` });
        const second = day.land(NOON, dan, cleo, { in: 'web', title: 'Tidy up' });
        const rollout = day.deploy('13:00', 'web');
        return async (acme) => {
          expect(await rangeOf(acme, rollout)).toMatchObject({ service: 'web', carries: expect.arrayContaining([second.mergeCommit]) });
          expect(await acme.answer('untracked-commits', rollout)).toBe('GAP');
        };
      },
    },
    {
      says: '“A carried revert undoes its commit: the change of that commit is not carried by it when both are in one range”',
      tell: (day) => {
        const [wrong, right] = [day.raise('09:00', ana, { in: 'PAY', summary: 'Book at noon' }), approved(day, 'PAY', 'Book at one')];
        const pull = day.land(['09:40', '09:50', '10:00'], ana, ben, { in: 'pay', title: `${wrong.key}: book at noon` });
        day.land(MORNING, ben, ana, { in: 'pay', title: revertOf(pull.title), commits: [reverting(pull.title, pull.mergeCommit!)] });
        day.land(NOON, ana, ben, { in: 'pay', title: `${right.key}: book at one` });
        const rollout = day.deploy('13:00', 'pay');
        return async (acme) => {
          expect(await carriedBy(acme, rollout)).toEqual([right.key]);
          expect(await acme.answer('unapproved-deployment', rollout, wrong)).toBe('NONE');
          expect(await acme.answer('untracked-commits', rollout)).toBe('PASS');
        };
      },
    },
    {
      says: '“A carried revert undoes its commit”: that of a merge undoes all that it joined',
      tell: (day) => {
        const ticket = day.raise('09:00', ana, { in: 'PAY', summary: 'Book in two steps' });
        const right = approved(day, 'PAY', 'Book in three steps');
        const pull = day.open('09:40', ana, { in: 'pay', title: `${ticket.key}: two steps`, commits: [`${ticket.key}: one`, 'Two'] });
        day.review('09:50', ben, pull);
        const before = day.mainOf('pay');
        day.merge('10:00', ana, pull, 'merge');
        const message = `${revertOf(pull.title)}\n\nThis reverts commit ${pull.mergeCommit!}, reversing\nchanges made to ${before}.`;
        day.land(MORNING, ben, ana, { in: 'pay', title: revertOf(pull.title), commits: [message] });
        day.land(NOON, ana, ben, { in: 'pay', title: `${right.key}: three steps` });
        const rollout = day.deploy('13:00', 'pay');
        return async (acme) => {
          expect(await carriedBy(acme, rollout)).toEqual([right.key]);
          expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('NONE');
        };
      },
    },
    {
      says: '“when both are in one range”: of what an earlier deployment brought, the revert’s own subject still refers to its change',
      tell: (day) => {
        const ticket = approved(day, 'PAY', 'Book at three');
        const pull = day.land(['09:40', '09:50', '10:00'], ana, ben, { in: 'pay', title: `${ticket.key}: book at three` });
        day.deploy('10:10', 'pay');
        const revert = day.land(MORNING, ben, ana, {
          in: 'pay',
          title: revertOf(pull.title),
          commits: [reverting(pull.title, pull.mergeCommit!)],
        });
        const rollout = day.deploy('11:30', 'pay');
        return async (acme) => {
          expect(await rangeOf(acme, rollout)).toMatchObject({ relation: 'FORWARD', carries: [revert.mergeCommit] });
          expect(await carriedBy(acme, rollout)).toEqual([ticket.key]);
          expect(await acme.answer('untraceable-deployment', rollout)).toBe('PASS');
        };
      },
    },
    {
      says: '“a revert of the revert restores it”',
      tell: (day) => {
        const ticket = day.raise('09:00', ana, { in: 'PAY', summary: 'Book at two' });
        const pull = day.land(['09:40', '09:50', '10:00'], ana, ben, { in: 'pay', title: `${ticket.key}: book at two` });
        const undone = revertOf(pull.title);
        const revert = day.land(MORNING, ben, ana, { in: 'pay', title: undone, commits: [reverting(pull.title, pull.mergeCommit!)] });
        day.land(NOON, ana, ben, { in: 'pay', title: revertOf(undone), commits: [reverting(undone, revert.mergeCommit!)] });
        const rollout = day.deploy('13:00', 'pay');
        return async (acme) => {
          expect(await carriedBy(acme, rollout)).toEqual([ticket.key]);
          expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('GAP');
        };
      },
    },
    {
      says: '“subject of a carried commit”: a cherry-pick onto a hotfix branch carries the change that its subject names',
      tell: (day) => {
        const from = day.mainOf('pay');
        const ticket = approved(day, 'PAY', 'Round fees up');
        const pull = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: round fees up` });
        const message = `${ticket.key}: round fees up\n\n(cherry picked from commit ${pull.mergeCommit!})`;
        const picked = day.pushToBranch('11:30', ana, 'pay', { branch: 'release', from, message });
        const rollout = day.deploy('12:00', 'pay', { revision: picked.sha });
        const whole = day.deploy('14:00', 'pay');
        return async (acme) => {
          expect((await rangeOf(acme, rollout)).carries).toEqual([picked.sha]);
          expect(await carriedBy(acme, rollout)).toEqual([ticket.key]);
          // Off the main branch and through no pull request; the commit that was picked is another one.
          expect(await acme.answers(['direct-push', 'unapproved-deployment'], rollout)).toEqual([
            'direct-push PASS',
            'unapproved-deployment NONE',
          ]);
          expect(await rangeOf(acme, whole)).toMatchObject({ relation: 'SIDEWAYS', carries: [pull.mergeCommit], takesOut: [picked.sha] });
        };
      },
    },
  ],
  POLICY,
);

function revertOf(title: string): string {
  return `Revert "${title}"`;
}

function reverting(title: string, sha: string): string {
  return `${revertOf(title)}\n\nThis reverts commit ${sha}.`;
}

import { expect } from 'vitest';
import type { Deployment, JiraIssue } from '../../src/sample/index.js';
import type { Company } from '../../src/sample/organisation/company.js';
import { people } from '../../src/sample/organisation/people.js';
import { repositoriesOf } from '../../src/sample/organisation/repositories.js';
import { approved, MORNING, NOON } from '../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../src/sample/organisation/tell/day.js';
import type { TestPolicy } from './hub-under-test.js';
import type { Acme } from './terms/acme.js';
import { carriedBy, rangeOf } from './terms/seen.js';

const { ana, cleo, dan, dependabot } = people;

/** acme/web is two services, each some paths in it; the environment says which one a deployment is of. */
const service = (environment: string, ...paths: readonly string[]) => ({
  infrastructure: 'APPLICATION' as const,
  repositories: [{ repository: 'acme/web', paths: [...paths] }],
  objects: [`github-acme:environment/${environment}`],
});
const production = { production: true, environment: 'production' };
export const POLICY: TestPolicy = {
  environments: { 'production-shop': production, 'production-blog': production },
  baselines: { 'acme/web': repositoriesOf().web.branches.get('main')! },
  services: { shop: service('production-shop', 'shop', 'libs/**/*.ts'), blog: service('production-blog', 'blog', 'libs/text') },
  rules: { 'direct-push': { paths: ['**/package-lock.json'] } },
};

interface Both {
  readonly shop: Deployment;
  readonly blog: Deployment;
}

/** The main branch goes to production for both services. */
export function released(
  day: Day,
  [shopAt, blogAt]: readonly [Parameters<Day['deploy']>[0], Parameters<Day['deploy']>[0]] = ['14:00', '14:30'],
): Both {
  return {
    shop: day.deploy(shopAt, 'web', { environment: 'production-shop' }),
    blog: day.deploy(blogAt, 'web', { environment: 'production-blog' }),
  };
}

export type Expectation = (acme: Acme) => Promise<void>;

interface Story {
  readonly says: string;
  readonly tell: (day: Day, company: Company) => Expectation;
}

export async function expectCarried(
  acme: Acme,
  deployment: Deployment,
  shas: readonly string[],
  tickets: readonly JiraIssue[],
): Promise<void> {
  expect((await rangeOf(acme, deployment)).carries).toEqual([...shas].sort());
  expect(await carriedBy(acme, deployment)).toEqual(tickets.map(({ key }) => key).sort());
}

/** What each sentence looks like in the tools, and what the hub must then say of it. */
export const STORIES: readonly Story[] = [
  {
    says: 'each service carries only what touches its paths, with the changes of that alone',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Empty carts');
      const cart = day.land(MORNING, cleo, dan, {
        in: 'web',
        title: `${ticket.key}: empty carts`,
        touching: ['shop/cart.ts', 'README.md'],
      });
      const post = day.land(NOON, dan, cleo, { in: 'web', title: 'Tidy up the blog', touching: ['blog/post.md'] });
      const { shop, blog } = released(day);
      return async (acme) => {
        await expectCarried(acme, shop, [cart.mergeCommit!], [ticket]);
        await expectCarried(acme, blog, [post.mergeCommit!], []);
        expect(await rangeOf(acme, shop)).toMatchObject({ service: 'shop', relation: 'FORWARD', undecided: [] });
        expect(await acme.answers(['untracked-commits', 'untraceable-deployment'], shop)).toEqual([
          'untracked-commits PASS',
          'untraceable-deployment PASS',
        ]);
        expect(await acme.answer('untraceable-deployment', blog)).toBe('GAP');
      };
    },
  },
  {
    says: 'a commit that touches both counts for both; the deployments of one are no base of the other',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Better quotes');
      const before = day.mainOf('web');
      const both = day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: better quotes`, touching: ['libs/text/quotes.ts'] });
      const { shop, blog } = released(day);
      day.land(['14:40', '14:45', '14:50'], cleo, dan, { in: 'web', title: 'About the weather', touching: ['docs/weather.md'] });
      const idle = day.deploy('15:00', 'web', { environment: 'production-blog' });
      const again = day.deploy('15:30', 'web', { environment: 'production-blog' });
      return async (acme) => {
        // The revision itself touches nothing of it: by what brought the paths as they are.
        for (const one of [idle, again]) expect(await acme.answer('untraceable-deployment', one)).toBe('PASS');
        expect(await rangeOf(acme, again)).toMatchObject({ relation: 'REDEPLOYMENT', carries: [] });
        for (const one of [shop, blog]) {
          await expectCarried(acme, one, [both.mergeCommit!], [ticket]);
          expect((await rangeOf(acme, one)).baseSha).toBe(before);
        }
      };
    },
  },
  {
    says: '“paths unknown: it counts”: what nobody shows the paths of is carried by both',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Round corners');
      const unknown = day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: round corners` });
      const { shop, blog } = released(day);
      return async (acme) => {
        for (const one of [shop, blog]) await expectCarried(acme, one, [unknown.mergeCommit!], [ticket]);
      };
    },
  },
  {
    says: 'a pull request’s changes follow through its commits; to update its branch brings it nothing of the other service',
    tell: (day) => {
      const [ours, theirs] = [approved(day, 'WEB', 'Drafts'), approved(day, 'WEB', 'Vouchers')];
      const drafts = day.open('10:00', cleo, { in: 'web', title: `${ours.key}: drafts`, touching: ['blog/drafts.ts'] });
      const vouchers = day.land(['10:10', '10:20', '10:30'], dan, cleo, {
        in: 'web',
        title: `${theirs.key}: vouchers`,
        touching: ['shop/vouchers.ts'],
      });
      day.updateBranch('11:00', cleo, drafts);
      day.review('11:10', dan, drafts);
      const [written] = drafts.commits;
      day.merge('11:30', cleo, drafts, 'merge');
      const { shop, blog } = released(day);
      return async (acme) => {
        await expectCarried(acme, shop, [vouchers.mergeCommit!], [theirs]);
        await expectCarried(acme, blog, [written!, drafts.mergeCommit!], [ours]);
      };
    },
  },
  {
    says: 'what is taken out is what touches the service, too: a rollback of one takes nothing from the other',
    tell: (day) => {
      const before = day.mainOf('web');
      const ticket = approved(day, 'WEB', 'Gift wrapping');
      const gifts = day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: gift wrapping`, touching: ['shop/gifts.ts'] });
      released(day, ['12:00', '12:10']);
      const back = { revision: before };
      const shop = day.deploy('13:00', 'web', { environment: 'production-shop', ...back });
      const blog = day.deploy('13:10', 'web', { environment: 'production-blog', ...back });
      released(day);
      return async (acme) => {
        expect(await rangeOf(acme, shop)).toMatchObject({ relation: 'ROLLBACK', carries: [], takesOut: [gifts.mergeCommit] });
        expect(await rangeOf(acme, blog)).toMatchObject({ relation: 'FORWARD', carries: [], takesOut: [] });
        expect(await acme.answer('untraceable-deployment', blog)).toBe('PASS');
      };
    },
  },
  {
    says: '“commits of service accounts touching only [paths] are EXEMPT”: by what they touch, and who pushed them',
    tell: (day) => {
      const lock = day.pushToMain('10:00', dependabot, 'web', { message: 'Bump dependencies', touching: ['shop/package-lock.json'] });
      const exempt = day.deploy('10:30', 'web', { environment: 'production-shop' });
      day.pushToMain('11:00', dependabot, 'web', { message: 'Bump and patch', touching: ['shop/package-lock.json', 'shop/patch.ts'] });
      const more = day.deploy('11:30', 'web', { environment: 'production-shop' });
      day.pushToMain('12:00', ana, 'web', { message: 'Bump by hand', touching: ['shop/package-lock.json'] });
      const byHand = day.deploy('12:30', 'web', { environment: 'production-shop' });
      const { blog } = released(day);
      return async (acme) => {
        await expectCarried(acme, exempt, [lock.sha], []);
        expect(await acme.answer('direct-push', exempt)).toBe('EXEMPT');
        expect(await acme.sentence('direct-push', exempt)).toContain('touches only **/package-lock.json');
        expect(await acme.answer('direct-push', more)).toBe('GAP');
        expect(await acme.answer('direct-push', byHand)).toBe('GAP');
        expect(await acme.answer('direct-push', blog)).toBe('PASS');
      };
    },
  },
];

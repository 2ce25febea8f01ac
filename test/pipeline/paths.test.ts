import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JiraIssue } from '../../src/sample/index.js';
import { people } from '../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../src/sample/organisation/stories/usual.js';
import { all, askApi } from './ask-api.js';
import { type Expectation, expectCarried, POLICY, released, STORIES } from './paths-stories.js';
import { pushed, SENDER } from './senders.js';
import { type Acme, openAcme } from './terms/acme.js';
import { rangeOf } from './terms/seen.js';

const { cleo, dan, pipeline } = people;

let acme: Acme;
let expected: readonly Expectation[] = [];
/** Approved, and not landed yet when the hub starts. */
let wanted: JiraIssue;

const nothingAwaited = async () => {
  const rows = await acme.sql`select from awaiting where collection = 'paths' and item <> ''`;
  return rows.length === 0;
};

beforeAll(async () => {
  acme = await openAcme({
    policy: POLICY,
    before: (day, company) => {
      expected = STORIES.map(({ tell }) => tell(day(), company));
      wanted = approved(day(), 'WEB', 'Wish lists');
    },
  });
  await acme.readToEnd();
  // Of what is long past one is read at each look.
  await acme.readUntil('the paths that verdicts wait for are read', nothingAwaited);
}, 240_000);
afterAll(() => acme?.close());

describe('services in one repository', () => {
  STORIES.forEach(({ says }, nth) => {
    it(says, () => expected[nth]!(acme));
  });

  it('an incident is led to the changes that touch its service’s paths, or those that it names itself', async () => {
    const about = { service: 'shop', environment: 'production-shop' };
    const at = '2025-01-16T10:00:00Z';
    await pushed(acme, [
      { type: 'incident.opened', id: '1', at, data: about },
      { type: 'incident.opened', id: '2', at, data: { ...about, paths: ['libs/text'] } },
    ]);
    const question = `query ($id: ID!) { incident(id: $id) { paths contributions(first: 20) { nodes { change { ref } reasons { kind } } } } }`;
    const kinds = async (id: string) => {
      const found = (await askApi(acme.sql, question, { id: `incident:${SENDER}:${id}` }))['incident'];
      const nodes = all(found?.['contributions']?.['nodes']);
      return nodes.map(({ reasons }) => all(reasons).some(({ kind }) => String(kind) === 'PATHS'));
    };
    const [whole, named] = [await kinds('1'), await kinds('2')];
    // Vouchers and quotes; of the round corners nobody shows the paths.
    expect(whole).toEqual([true, true, false]);
    // The quotes are first, although the others are nearer in time.
    expect(named).toEqual([true, false, false]);
  });

  it('says the same after a rebuild, and where pushes tell of the paths, in whatever order they come', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
    const day = acme.day();
    acme.company.sent();
    const wishes = day.land(MORNING, cleo, dan, { in: 'web', title: `${wanted.key}: wish lists`, touching: ['shop/wishes.ts'] });
    day.pushToMain('11:20', pipeline, 'web', { message: 'Newsletter', touching: ['blog/news.md'] });
    const { shop, blog } = released(day);
    const asked = () => acme.github.requests().filter(({ path }) => /\/commits\/[0-9a-f]{40}(\?|$)/.test(path)).length;
    const before = asked();
    for (const sent of [...acme.company.sent()].reverse()) await acme.arrives(sent);
    await acme.readToEnd();
    await expectCarried(acme, shop, [wishes.mergeCommit!], [wanted]);
    expect((await rangeOf(acme, blog)).carries).toHaveLength(1);
    expect(asked()).toBe(before);
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);

  it('asks GitHub once for the paths of each commit, and for nothing where no service is made of paths', () => {
    const paths = acme.github.requests().map(({ path }) => path);
    const read = paths.filter((path) => /\/commits\/[0-9a-f]{40}(\?|$)/.test(path));
    expect(new Set(read).size).toBe(read.length);
    expect(read.every((path) => path.includes('/web/'))).toBe(true);
    expect(read.length).toBeGreaterThan(5);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '#contract';
import { judge, RULES } from '../../src/controls/index.js';
import type { CommitFacts, PullRequestFacts, ReviewFacts } from '../../src/correlate/index.js';
import { commit, head, pull, review } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { ALL_RULES } from '../setup/all-rules.js';
import { caseOf, type Plan, verdicts } from './case.js';

// #1: branch 3 ─ 4, squashed as 1. 2 and 5 are pushed, or rebased from #2 whose branch was 6 ─ 7.
const EDGES = [edges(0), edges(1, 0), edges(2, 1), edges(5, 2), edges(3, 0), edges(4, 3), edges(6, 0), edges(7, 6)];
const PEOPLE = ['person:opener', 'person:author', 'person:r1', 'person:r2', 'person:r3'];
const COLLECTIONS = ['pull_requests', 'reviews', 'commits', 'branches', 'deployments'];

const anyReview = fc.record({
  reviewer: fc.option(fc.constantFrom(...PEOPLE)),
  state: fc.option(fc.constantFrom('APPROVED', 'COMMENTED', 'CHANGES_REQUESTED')),
  service: fc.boolean(),
});

interface World {
  readonly reviews: readonly ReviewFacts[];
  readonly opener: string | null;
  readonly unresolved: readonly boolean[];
  readonly needed: number;
  readonly uncovered: readonly string[];
  readonly second: { readonly associated: boolean; readonly isListed: boolean; readonly released: boolean; readonly base: string };
}

const anyWorld: fc.Arbitrary<World> = fc.record({
  reviews: fc
    .array(anyReview, { maxLength: 4 })
    .map((all) =>
      all.map(({ reviewer, state, service }, n) => review(n, reviewer, { state, service: service && reviewer === 'person:r3' })),
    ),
  opener: fc.option(fc.constant('person:opener'), { freq: 3 }),
  unresolved: fc.tuple(fc.boolean(), fc.boolean()),
  needed: fc.integer({ min: 1, max: 2 }),
  uncovered: fc.subarray(COLLECTIONS),
  second: fc.record({ associated: fc.boolean(), isListed: fc.boolean(), released: fc.boolean(), base: fc.constantFrom('main', 'develop') }),
});

function planOf({ reviews, opener, unresolved, needed, uncovered, second }: World): Plan {
  const authors = (n: number) => (unresolved[n] ? [] : ['person:author']);
  const commits: CommitFacts[] = [
    commit(1),
    commit(2, { associated: second.associated ? ['pull_request:a:2'] : [] }),
    commit(3, { authors: authors(0), unresolvedAuthor: unresolved[0] === true }),
    commit(4, { authors: authors(1), unresolvedAuthor: unresolved[1] === true }),
    commit(5),
  ];
  const pulls: PullRequestFacts[] = [
    pull(1, 1, { opener, reviews, mergeHead: sha(4), heads: [head(4, [3, 4]), head(3, [3])] }),
    pull(2, 5, {
      mergeBase: second.base,
      mergeHead: sha(7),
      heads: [head(7, second.isListed ? [6, 7] : null)],
      reviews: [review(9, 'person:r1')],
    }),
  ];
  return {
    edges: EDGES,
    carries: [1, 2, 5],
    commits,
    pulls,
    released: second.released ? [1, 2, 5] : [1, 5],
    policy: { rules: { 'unreviewed-code': { reviews: needed } } },
    coverage: Object.fromEntries(uncovered.map((name) => [name, null])),
  };
}

/** Of the two rules that a further reviewer can only satisfy; the others have properties of their own. */
const LASTING = new Set(['direct-push', 'unreviewed-code']);
const answers = (plan: Plan): ReadonlyMap<string, Verdict['answer']> =>
  new Map(
    judge(caseOf(plan))
      .filter(({ rule }) => LASTING.has(rule))
      .map((verdict) => [`${verdict.rule} ${verdict.subject}`, verdict.answer]),
  );

/** What was PASS or GAP is so still, or is asked no more; only INDETERMINATE may become anything. */
function expectKept(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  for (const [subject, answer] of before) {
    if (answer !== 'INDETERMINATE' && after.has(subject)) expect([subject, after.get(subject)]).toEqual([subject, answer]);
  }
}

describe('a verdict', () => {
  it('once PASS or GAP stays so when what was not read turns out to be read, and INDETERMINATE never comes of reading more', () => {
    fc.assert(
      fc.property(anyWorld, fc.subarray(COLLECTIONS), (world, read) => {
        const before = answers(planOf(world));
        const after = answers(planOf({ ...world, uncovered: world.uncovered.filter((name) => !read.includes(name)) }));
        expectKept(before, after);
        for (const [subject, answer] of after)
          if (answer === 'INDETERMINATE') expect([subject, before.get(subject)]).toEqual([subject, answer]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('once PASS or GAP stays so whatever the unknown reviewers, states, opener and authors turn out to be', () => {
    const anyTruth = fc.record({
      people: fc.array(fc.constantFrom(...PEOPLE), { minLength: 8, maxLength: 8 }),
      states: fc.array(fc.constantFrom('APPROVED', 'COMMENTED', 'CHANGES_REQUESTED'), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(anyWorld, anyTruth, (world, { people, states }) => {
        const before = planOf(world);
        const reviews = world.reviews.map((one, n) => ({ ...one, reviewer: one.reviewer ?? people[n]!, state: one.state ?? states[n]! }));
        const known = planOf({ ...world, reviews, opener: world.opener ?? people[4]! });
        const commits = known.commits!.map((one, n) =>
          one.unresolvedAuthor ? { ...one, unresolvedAuthor: false, authors: [people[n + 3]!] } : one,
        );
        expectKept(answers(before), answers({ ...known, commits }));
      }),
      { numRuns: 3_000 },
    );
  });

  it('once PASS or GAP, where the reviews or the pull requests were not all read, stays so whatever else is in them', () => {
    fc.assert(
      fc.property(anyWorld, anyReview, (world, { reviewer, state }) => {
        const before = planOf({ ...world, uncovered: [...world.uncovered, 'reviews'] });
        const added = review(99, reviewer ?? 'person:r2', { state: state ?? 'APPROVED' });
        expectKept(answers(before), answers(planOf({ ...world, reviews: [...world.reviews, added] })));
        const unread = {
          ...planOf({ ...world, uncovered: [...world.uncovered, 'pull_requests'] }),
          pulls: planOf(world).pulls!.slice(0, 1),
        };
        expectKept(answers(unread), answers(planOf({ ...world, second: { ...world.second, base: 'main', isListed: true } })));
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a reviewed pull request stays PASS when anybody reviews it once more', () => {
    fc.assert(
      fc.property(anyWorld, anyReview, (world, { reviewer, state }) => {
        const before = answers(planOf(world));
        const after = answers(planOf({ ...world, reviews: [...world.reviews, review(99, reviewer, { state })] }));
        for (const [subject, answer] of before) if (answer === 'PASS') expect([subject, after.get(subject)]).toEqual([subject, 'PASS']);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same to the letter in whatever order commits, pull requests, heads, reviews and readings came', () => {
    const reversed = ({ pulls = [], commits = [], ...rest }: Plan): Plan => ({
      ...rest,
      edges: [...rest.edges].reverse(),
      commits: [...commits].reverse(),
      pulls: pulls.map((one) => ({ ...one, heads: [...one.heads].reverse(), reviews: [...one.reviews].reverse() })).reverse(),
      coverage: Object.fromEntries(Object.entries(rest.coverage ?? {}).reverse()),
    });
    fc.assert(
      fc.property(anyWorld, (world) => {
        const subject = caseOf(planOf(world));
        const other = caseOf(reversed(planOf(world)));
        const shuffled = { ...other, events: [...other.events].reverse(), coverage: new Map([...other.coverage].reverse()) };
        expect(judge(shuffled)).toEqual(judge(subject));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the environment', () => {
  const plan = planOf({
    reviews: [],
    opener: 'person:opener',
    unresolved: [false, false],
    needed: 1,
    uncovered: [],
    second: { associated: false, isListed: true, released: true, base: 'main' },
  });

  it('that nobody calls production makes every rule INDETERMINATE about the deployment, once, and names it', () => {
    const found = judge(caseOf({ ...plan, standing: 'UNKNOWN', policy: { rules: ALL_RULES } }));
    const asked = RULES.filter((rule) => rule.judge && !rule.needs).map((rule) => rule.info.id);
    expect(asked.length).toBeGreaterThan(2);
    expect(found.map((one) => [one.rule, one.subject, one.answer])).toEqual(asked.map((rule) => [rule, 'deployment:a:1', 'INDETERMINATE']));
    expect(found.every((one) => one.sentence.includes('"live"') && one.missing[0]?.collection === 'environments')).toBe(true);
  });

  it('that is not production is no subject of any rule', () => {
    expect(judge(caseOf({ ...plan, standing: 'OTHER' }))).toEqual([]);
  });

  it('is judged under the policy in force, which every verdict names', () => {
    const found = verdicts({ ...plan, policy: { version: 'abc' } }, 'direct-push');
    expect(found[0]).toMatchObject({ policy: 'abc', beforePolicy: false, engine: 'changeline/7' });
  });
});

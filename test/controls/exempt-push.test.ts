import { describe, expect, it } from 'vitest';
import { type AccountFacts, type CommitFacts, type PathFacts, Persons } from '../../src/correlate/index.js';
import { policyWith } from '../setup/policy.js';
import { commit, pull } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { verdicts } from './case.js';

const POLICY = { rules: { 'direct-push': { paths: ['**/package-lock.json'] } } };
const account = (person: string, service: boolean): [string, AccountFacts] => [person, { person, source: 'a', service }];
const PERSONS = new Persons(new Map([account('person:bot', true), account('person:ana', false)]), [], policyWith(POLICY));

interface Pushed {
  readonly paths?: readonly string[] | null;
  readonly whole?: boolean;
  readonly author?: string;
  readonly unresolved?: boolean;
  readonly pushers?: readonly string[];
  readonly policy?: object;
  readonly branches?: boolean;
}

/** 1 came by a pull request; 2 was pushed. */
function judged(pushed: Pushed, third: Pushed | null = null) {
  const { branches = true, policy = POLICY } = pushed;
  const all = [pushed, ...(third ? [third] : [])].map((one, nth) => ({ n: nth + 2, ...one }));
  const own = all.map(({ n, author = 'person:bot', unresolved = false }): CommitFacts =>
    commit(n, { authors: [author], unresolvedAuthor: unresolved }),
  );
  const paths = all.flatMap(({ n, paths: known = ['package-lock.json'], whole = true }): PathFacts[] =>
    known === null ? [] : [{ sha: sha(n), paths: known, whole, mergeRead: false, own: null }],
  );
  const [verdict] = verdicts(
    {
      edges: [edges(0), edges(1, 0), edges(2, 1), edges(3, 2)],
      carries: [1, ...all.map(({ n }) => n)],
      pulls: [pull(1, 1)],
      commits: [commit(1), ...own],
      coverage: branches ? {} : { branches: null },
      policy,
      more: {
        persons: PERSONS,
        paths: new Map(paths.map((one) => [one.sha, one])),
        pushers: new Map(all.flatMap(({ n, pushers = ['person:bot'] }) => (pushers.length > 0 ? [[sha(n), pushers] as const] : []))),
      },
    },
    'direct-push',
  );
  return verdict;
}

describe('commits of service accounts touching only the paths that policy lets them push', () => {
  it('are EXEMPT, with the clause', () => {
    expect(judged({ paths: ['package-lock.json', 'web/package-lock.json'] })).toMatchObject({
      answer: 'EXEMPT',
      sentence:
        '1 commit that service accounts pushed touches only **/package-lock.json, which policy (rules.direct-push.paths) lets them push.',
      about: [`commit:a:1:${sha(2)}`],
    });
  });

  it.each<readonly [string, Pushed]>([
    ['they touch another path', { paths: ['package-lock.json', 'index.ts'] }],
    ['they touch another path, and not all are known', { paths: ['index.ts'], whole: false }],
    ['a person wrote them', { author: 'person:ana' }],
    ['a person pushed what bears the name of a service account', { pushers: ['person:bot', 'person:ana'] }],
    ['policy names no paths', { policy: {} }],
  ])('are a GAP where %s', (_, pushed) => {
    expect(judged(pushed)).toMatchObject({ answer: 'GAP', about: [`commit:a:1:${sha(2)}`] });
  });

  it.each<readonly [string, Pushed]>([
    ['their paths were not read', { paths: null }],
    ['their paths are not all known', { whole: false }],
    ['nobody knows who pushed them', { pushers: [] }],
    ['nobody knows whose they are', { unresolved: true }],
  ])('are INDETERMINATE where %s', (_, pushed) => {
    const found = judged(pushed);
    expect(found?.answer).toBe('INDETERMINATE');
    expect(found?.missing.map(({ collection }) => collection)).toEqual(['paths']);
  });

  it('wait for the pushes, too, where these were not read', () => {
    const found = judged({ pushers: [], branches: false });
    expect(found?.missing.map(({ collection }) => collection)).toEqual(['paths', 'branches']);
  });

  it('excuse no other commit: the GAP names that one', () => {
    expect(judged({}, { paths: ['index.ts'] })).toMatchObject({ answer: 'GAP', about: [`commit:a:1:${sha(3)}`] });
    expect(judged({ paths: null }, { paths: ['index.ts'] })).toMatchObject({ answer: 'GAP', about: [`commit:a:1:${sha(3)}`] });
  });
});

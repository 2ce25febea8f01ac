import { describe, expect, it } from 'vitest';
import { type AccountFacts, type CommitFacts, type PathFacts, Persons } from '../../src/correlate/index.js';
import { policyWith } from '../setup/policy.js';
import { commit, pull } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { pushesToRead } from '../../src/controls/index.js';
import { caseOf, verdicts } from './case.js';

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

interface Carried {
  readonly author?: string;
  readonly unresolved?: boolean;
  readonly pushers?: readonly string[];
  /** Null: never read. */
  readonly mergeRead?: boolean | null;
  readonly isMerge?: boolean;
  readonly policy?: object;
}

/** What must be read of commit 3. */
function toRead(carried: Carried) {
  const {
    author = 'person:bot',
    unresolved = false,
    pushers = ['person:bot'],
    mergeRead = false,
    isMerge = false,
    policy = POLICY,
  } = carried;
  const paths: PathFacts = { sha: sha(3), paths: ['package-lock.json'], whole: true, mergeRead: mergeRead ?? false, own: null };
  const { pathless, pusherless } = pushesToRead(
    caseOf({
      edges: [edges(0), edges(1, 0), edges(2, 0), isMerge ? edges(3, 1, 2) : edges(3, 1)],
      carries: [3],
      commits: [commit(3, { authors: [author], unresolvedAuthor: unresolved })],
      policy,
      more: {
        persons: PERSONS,
        paths: new Map(mergeRead === null ? [] : [[sha(3), paths]]),
        pushers: new Map(pushers.length > 0 ? [[sha(3), pushers]] : []),
      },
    }),
  );
  return { paths: pathless.includes(sha(3)), pushers: pusherless.includes(sha(3)) };
}

describe('what is read to know whether a push is exempt', () => {
  it.each<readonly [string, Carried, { paths: boolean; pushers: boolean }]>([
    ['nothing, where all is known', {}, { paths: false, pushers: false }],
    ['the paths of a commit of a service account, where they are not known', { mergeRead: null }, { paths: true, pushers: false }],
    ['the paths of a merge, where those of its other parents are not known', { isMerge: true }, { paths: true, pushers: false }],
    ['nothing of a merge, where these are', { isMerge: true, mergeRead: true }, { paths: false, pushers: false }],
    ['who pushed it, where that is not known', { pushers: [] }, { paths: false, pushers: true }],
    ['both, where nothing is known', { pushers: [], mergeRead: null, unresolved: true }, { paths: true, pushers: true }],
    ['nothing of what a person wrote', { author: 'person:ana', pushers: [], mergeRead: null }, { paths: false, pushers: false }],
    ['nothing, where policy names no paths', { policy: {}, pushers: [], mergeRead: null }, { paths: false, pushers: false }],
  ])('is %s', (_, carried, expected) => {
    expect(toRead(carried)).toEqual(expected);
  });
});

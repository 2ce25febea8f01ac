import { describe, expect, it } from 'vitest';
import {
  type Contents,
  matcherOf,
  type PathFacts,
  pathsAreOnly,
  serviceOf,
  sharingService,
  touchingOf,
} from '../../src/correlate/index.js';
import { policyWith } from '../setup/policy.js';
import { edges, historyOf, sha } from './commits.js';

/** main: 0 ─ 1 ─ 2 ─ 6 (merges 5); a branch: 0 ─ 3 ─ 4 (merges 2) ─ 5. */
const HISTORY = historyOf([edges(0), edges(1, 0), edges(2, 1), edges(3, 0), edges(4, 3, 2), edges(5, 4), edges(6, 2, 5)]);
const PAY = 'services/pay/main.ts';
const WEB = 'services/web/main.ts';

function facts(n: number, paths: readonly string[], part: Partial<PathFacts> = {}): PathFacts {
  return { sha: sha(n), paths, whole: true, mergeRead: false, own: null, ...part };
}

interface Told {
  readonly head?: number;
  readonly carries?: readonly number[];
  readonly takesOut?: readonly number[];
  readonly relation?: Contents['relation'];
  readonly base?: number;
}

function ofPay(
  all: readonly PathFacts[],
  { head = 6, carries = [1, 2, 3, 4, 5, 6], takesOut = [], relation = 'FORWARD', base }: Told = {},
) {
  const known = new Map(all.map((one) => [one.sha, one]));
  const whole: Contents = {
    ...{ relation, base: null, baseSha: base === undefined ? null : sha(base), undecided: [], unread: [] },
    ...{ carries: carries.map(sha), takesOut: takesOut.map(sha) },
  };
  const around = { patterns: ['services/pay'], known: (one: string) => known.get(one), history: HISTORY, head: sha(head) };
  const { contents, unread } = touchingOf(whole, around);
  const numbers = (shas: readonly string[]) => [0, 1, 2, 3, 4, 5, 6].filter((n) => shas.includes(sha(n)));
  return { carries: numbers(contents.carries), takesOut: numbers(contents.takesOut), relation: contents.relation, unread: numbers(unread) };
}

const LINEAR = { head: 2, carries: [1, 2] } as const;
/** The merge 4 brought 2 of the main branch, which touches pay, to a branch that touches web alone. */
const MERGED = [facts(1, [WEB]), facts(2, [PAY]), facts(3, [WEB]), facts(5, [WEB])];
const UPDATE = facts(4, [PAY, WEB], { mergeRead: true, own: [] });
const LANDED = facts(6, [WEB], { mergeRead: true, own: [] });

describe('a service made of paths', () => {
  it.each<readonly [string, ReturnType<typeof ofPay>, Partial<ReturnType<typeof ofPay>>]>([
    ['carries what touches them, and nothing else', ofPay([facts(1, [WEB]), facts(2, [WEB, PAY])], LINEAR), { carries: [2], unread: [] }],
    ['carries what nobody read the paths of, and asks for them', ofPay([facts(2, [WEB])], LINEAR), { carries: [1], unread: [1] }],
    [
      'carries what the platform showed no path of it of, and not all paths; there is nothing more to read',
      ofPay([facts(1, [WEB], { whole: false }), facts(2, [WEB])], LINEAR),
      { carries: [1], unread: [] },
    ],
    ['carries nothing of a commit that changes nothing', ofPay([facts(1, []), facts(2, [])], LINEAR), { carries: [], unread: [] }],
    ['goes on FORWARD where nothing touches it', ofPay([facts(1, [WEB]), facts(2, [WEB])], LINEAR), { relation: 'FORWARD' }],
    ['does not carry a merge of the target branch into another’s', ofPay([...MERGED, UPDATE, LANDED]), { carries: [2], unread: [] }],
    [
      'carries such a merge where it has pay otherwise than both of its parents',
      ofPay([...MERGED, facts(4, [PAY, WEB], { mergeRead: true, own: [PAY] }), LANDED]),
      { carries: [2, 4], unread: [] },
    ],
    [
      'carries such a merge where that was read and cannot be known',
      ofPay([...MERGED, facts(4, [PAY, WEB], { mergeRead: true }), LANDED]),
      { carries: [2, 4], unread: [] },
    ],
    [
      'does not carry it where all that it joined touches nothing of pay',
      ofPay([...MERGED, facts(4, [WEB], { mergeRead: true }), LANDED]),
      { carries: [2], unread: [] },
    ],
    [
      'carries the merge that brought it to the main branch',
      ofPay([
        facts(1, [WEB]),
        facts(2, [WEB]),
        facts(3, [PAY]),
        facts(4, [WEB], { mergeRead: true, own: [] }),
        facts(5, [WEB]),
        facts(6, [PAY, WEB], { mergeRead: true, own: [] }),
      ]),
      { carries: [3, 6], unread: [] },
    ],
    ['does not rely on what a push lists of a merge', ofPay([...MERGED, UPDATE, facts(6, [WEB])]), { carries: [2, 6], unread: [6] }],
    [
      'takes the merge of the target branch as it is where a deployment is of that branch itself',
      ofPay([...MERGED, UPDATE], { head: 5, carries: [1, 2, 3, 4, 5] }),
      { carries: [2, 4], unread: [] },
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toMatchObject(expected);
  });

  it.each<readonly [string, Told, readonly PathFacts[], Contents['relation']]>([
    ['is SIDEWAYS where both sides touch it', {}, [facts(3, [PAY]), facts(1, [PAY])], 'SIDEWAYS'],
    ['is FORWARD where nothing that is taken out touches it', {}, [facts(3, [PAY]), facts(1, [WEB])], 'FORWARD'],
    ['is a ROLLBACK where nothing that is carried touches it', {}, [facts(3, [WEB]), facts(1, [PAY])], 'ROLLBACK'],
    ['is FORWARD where nothing touches it', {}, [facts(3, [WEB]), facts(1, [WEB])], 'FORWARD'],
    [
      'is FORWARD where nothing that is taken out touches it, and nothing is carried',
      { carries: [], relation: 'ROLLBACK' },
      [facts(1, [WEB])],
      'FORWARD',
    ],
    ['stays a rollback where the tool called it one', { relation: 'ROLLBACK' }, [facts(3, [PAY]), facts(1, [WEB])], 'ROLLBACK'],
  ])('%s', (_, told, all, relation) => {
    expect(ofPay(all, { head: 3, carries: [3], takesOut: [1], base: 1, relation: 'SIDEWAYS', ...told }).relation).toBe(relation);
  });
});

describe('paths in policy', () => {
  it.each([
    [
      'services/pay',
      ['services/pay', 'services/pay/a.ts', 'services/pay/b/c.ts'],
      ['services/payments/a.ts', 'x/services/pay/a.ts', 'services'],
    ],
    ['services/pay/', ['services/pay/a.ts'], ['services/payments/a.ts']],
    ['/services/pay', ['services/pay/a.ts'], ['a/services/pay']],
    ['*.md', ['README.md'], ['docs/README.md', 'README.md5', 'READMEamd']],
    ['**/*.md', ['README.md', 'docs/a/README.md'], ['docs/README.txt']],
    ['services/*/schema', ['services/pay/schema/a.sql'], ['services/pay/v2/schema/a.sql', 'services/schema']],
    ['services/**/schema', ['services/schema/a', 'services/pay/v2/schema/a.sql'], ['services/pay/schemas/a']],
    ['libs/**', ['libs/a/b'], ['libs', 'lib/a']],
    ['a+b(c)[d]', ['a+b(c)[d]/e'], ['aab(c)[d]', 'a+b(c)d']],
    ['.', ['a', 'b/c'], []],
    ['Services/Pay', ['Services/Pay/a'], ['services/pay/a']],
  ])('%s stands for a file, or a folder with all below it', (pattern, those, others) => {
    const touches = matcherOf([pattern]);
    expect(those.filter((path) => !touches(path))).toEqual([]);
    expect(others.filter(touches)).toEqual([]);
  });

  it.each([
    ['YES where all are among them', facts(1, ['docs/a', 'docs/b']), false, 'YES'],
    ['NO where one is not', facts(1, ['docs/a', 'src/b'], { whole: false }), false, 'NO'],
    ['UNKNOWN where not all are known', facts(1, ['docs/a'], { whole: false }), false, 'UNKNOWN'],
    ['UNKNOWN where none was read', undefined, false, 'UNKNOWN'],
    ['UNKNOWN of a merge that was not read by itself', facts(1, ['docs/a']), true, 'UNKNOWN'],
    ['YES of a merge that was', facts(1, ['docs/a'], { mergeRead: true }), true, 'YES'],
  ] as const)('whether a commit touches only these is %s', (_, known, merge, answer) => {
    expect(pathsAreOnly(['docs'], known, merge)).toBe(answer);
  });
});

describe('the service of a deployment', () => {
  const part = (paths: readonly string[]) => [{ repository: 'acme/mono', paths: [...paths] }];
  const common = { infrastructure: 'APPLICATION' as const };
  const policy = policyWith({
    services: {
      pay: { ...common, repositories: part(['services/pay']), objects: ['a:environment/production-pay'] },
      web: { ...common, repositories: part(['services/web', 'libs']), objects: ['a:environment/production-web'] },
      docs: { ...common, repositories: ['acme/docs'], objects: ['a:environment/handbook'] },
    },
  });
  const at = (environment: string | null, source = 'a') => ({ source, environment });

  it.each([
    ['that its environment is given to', 'acme/mono', at('production-web'), 'web', ['services/web', 'libs']],
    ['the repository itself, where nobody says which of several', 'acme/mono', at('production'), 'repository:a:1', null],
    [
      'the repository itself, where another tool’s environment is called so',
      'acme/mono',
      at('production-web', 'b'),
      'repository:a:1',
      null,
    ],
    ['the whole repository’s, with all of it', 'acme/docs', at('production'), 'docs', null],
  ] as const)('is the one %s', (...[, name, place, service, paths]) => {
    expect(serviceOf('repository:a:1', name, policy, place)).toMatchObject({ service, paths });
  });

  it('has an order of its own only where it shares a repository', () => {
    expect([at('production-pay'), at('handbook'), at('production'), at(null)].map((one) => sharingService(one, policy))).toEqual([
      'pay',
      null,
      null,
      null,
    ]);
  });
});

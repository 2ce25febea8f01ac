import { describe, expect, it } from 'vitest';
import { type AccountFacts, Persons } from '../../src/correlate/index.js';
import { type Partaker, whyNotWaive } from '../../src/read/index.js';

const ACCOUNTS: readonly AccountFacts[] = [
  { person: 'ana@github', source: 'github-acme', service: false },
  { person: 'ana@jira', source: 'jira-acme', service: false },
  { person: 'ana2@jira', source: 'jira-acme', service: false },
  { person: 'ben@github', source: 'github-acme', service: false },
  { person: 'bot@github', source: 'github-acme', service: true },
];
const ana = { accounts: ACCOUNTS.slice(0, 2), roles: [] };
const persons = new Persons(new Map(ACCOUNTS.map((one) => [one.person, one])), [['ana2@jira', 'ana@jira']], {
  people: { ana },
  serviceAccounts: [],
});

const did = (person: string | null, source = 'github-acme'): Partaker => ({ person, part: 'wrote it', source });
const asks = (partakers: readonly Partaker[]) => whyNotWaive({ name: 'Ana', accounts: ana.accounts }, partakers, persons);

describe('who may waive a gap', () => {
  it.each<readonly [string, readonly Partaker[], RegExp | null]>([
    ['nobody had a part', [], null],
    ['another person had a part', [did('ben@github')], null],
    ['she had a part', [did('ben@github'), did('ana@github')], /and Ana wrote it/],
    ['she had a part with another of her accounts', [did('ana@jira', 'jira-acme')], /and Ana wrote it/],
    ['she had a part with an account that was joined to hers', [did('ana2@jira', 'jira-acme')], /and Ana wrote it/],
    ['a service account had a part', [did('bot@github')], null],
    ['somebody unknown had a part where she has an account', [did(null)], /is not known: no account is known of who wrote it/],
    ['somebody unknown had a part where she has no account', [did(null, 'gitlab-acme')], null],
    ['she and somebody unknown had a part', [did(null), did('ana@github')], /and Ana wrote it/],
  ])('somebody listed with all her accounts: %s', (_, partakers, expected) => {
    if (expected === null) expect(asks(partakers)).toBeNull();
    else expect(asks(partakers)).toMatch(expected);
  });

  it('somebody listed without any account had no part in anything', () => {
    expect(whyNotWaive({ name: 'Cora', accounts: [] }, [did('ben@github'), did(null)], persons)).toBeNull();
  });

  it('somebody not listed is refused as soon as anybody had a part, since it may have been he', () => {
    const asking = { name: 'Eve', accounts: null };
    expect(whyNotWaive(asking, [did('ben@github')], persons)).toMatch(/is not known: the policy does not list that name/);
    expect(whyNotWaive(asking, [did(null)], persons)).toMatch(/is not known/);
    expect(whyNotWaive(asking, [did('bot@github')], persons)).toBeNull();
  });
});

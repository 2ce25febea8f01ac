import { describe, expect, it } from 'vitest';
import { type AccountFacts, type AddressFacts, Persons } from '../../src/correlate/index.js';

const account = (person: string, source: string, service = false): AccountFacts => ({ person, source, service });
const has = (person: string, source: string, address: string, verified = true): AddressFacts => ({ person, source, address, verified });
const ACCOUNTS = new Map(
  [account('a', 'git'), account('b', 'tickets'), account('c', 'git'), account('d', 'tickets')].map((one) => [one.person, one]),
);
const nobody = { people: {}, serviceAccounts: [] };

describe('a verified e-mail address', () => {
  it('joins accounts of two sources, and what is joined is known there', () => {
    const persons = new Persons(ACCOUNTS, [], nobody, [has('a', 'git', 'x'), has('b', 'tickets', 'x')]);
    expect([persons.same('a', 'b'), persons.same('a', 'd'), persons.same('c', 'b'), persons.same('c', 'd')]).toEqual([
      'YES',
      'NO',
      'NO',
      'UNKNOWN',
    ]);
    expect([persons.isJoinedByAddress('a'), persons.isJoinedByAddress('c')]).toEqual([true, false]);
  });

  it('joins nobody when it went from one account of a source to another', () => {
    const passedOn = [has('a', 'git', 'x'), has('c', 'git', 'x'), has('b', 'tickets', 'x')];
    const persons = new Persons(ACCOUNTS, [], nobody, passedOn);
    expect([persons.same('a', 'b'), persons.same('c', 'b'), persons.same('a', 'c')]).toEqual(['UNKNOWN', 'UNKNOWN', 'NO']);
  });

  it('counts where the tool says that it is verified, or policy does of the source; else it says nothing', () => {
    const addresses = [has('a', 'git', 'x'), has('b', 'tickets', 'x', false)];
    expect(new Persons(ACCOUNTS, [], nobody, addresses).same('a', 'b')).toBe('UNKNOWN');
    expect(new Persons(ACCOUNTS, [], { ...nobody, verifiedEmails: ['tickets'] }, addresses).same('a', 'b')).toBe('YES');
  });

  it('joins nobody to whom policy lists, and no service account that policy names', () => {
    const addresses = [has('a', 'git', 'x'), has('b', 'tickets', 'x')];
    const listed = { people: { Ann: { accounts: [{ person: 'a', source: 'git' }], roles: [] } }, serviceAccounts: [] };
    expect(new Persons(ACCOUNTS, [], listed, addresses).same('a', 'b')).toBe('NO');
    const robot = { people: {}, serviceAccounts: [{ person: 'b', source: 'tickets' }] };
    expect(new Persons(ACCOUNTS, [], robot, addresses).same('a', 'b')).toBe('NO');
  });
});

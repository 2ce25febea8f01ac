import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, ref, type Draft } from '#contract';
import { createToken } from '../../src/access/index.js';
import { checkPolicy } from '../../src/config.js';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { personOf } from '../../src/ledger/index.js';
import { at, record } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;
const github = (id: string) => personOf('github-acme', id, hub.key);
const jira = (id: string) => personOf('jira-acme', id, hub.key);

/** Something that the account did. */
function done(n: number, id: string, login: string, kind: 'PERSON' | 'SERVICE' = 'PERSON'): Draft {
  return {
    type: 'ticket.created',
    subject: ref('ticket', String(n)),
    identity: { kind: 'ticket', natural: [String(n)], transition: 'created' },
    occurredAt: at(n),
    timeFrom: 'SEEN',
    core: { by: account(id, kind, login) },
  };
}

beforeAll(async () => {
  hub = await runHub();
  const text = `people:
  Ana Ruiz: { accounts: ['github-acme:1', 'jira-acme:a'], roles: [lead] }
serviceAccounts: ['github-acme:9']`;
  const { policy } = checkPolicy(text, ['github-acme', 'jira-acme']);
  if (!policy) throw new Error('The policy of this test has a mistake.');
  await activatePolicy(hub.sql, policy, hub.key, { text });
  await record(hub.sql, hub.key, [done(1, '1', 'ana'), done(2, '2', 'ben'), done(3, '9', 'deployer'), done(4, '8', 'ci', 'SERVICE')]);
  await record(hub.sql, hub.key, [done(1, 'a', 'Ana R.'), done(2, 'b', 'Ben O.'), done(3, 'c', 'Cleo')], 'jira-acme');
});
afterAll(() => hub.stop());

async function people(filter = '') {
  const { data, errors } = await hub.ask(
    `{ people${filter} { totalCount nodes { name roles service joinedBy unresolved accounts { ref source login service } } } }`,
  );
  expect(errors).toEqual([]);
  return list(data['people']?.['nodes']);
}
const logins = (nodes: readonly { readonly [key: string]: unknown }[]) =>
  nodes
    .map((node) =>
      list(node['accounts'] as never)
        .map((one) => String(one['login']))
        .sort()
        .join('+'),
    )
    .sort();

const IDENTIFY = `mutation ($accounts: [ID!]!, $reason: String!) { identifyPerson(input: { accounts: $accounts, reason: $reason }) {
  __typename ... on PersonIdentified { event } ... on Refused { sentence } } }`;
async function identify(accounts: readonly string[], reason = 'They sit next to me.') {
  const { data, errors } = await hub.ask(IDENTIFY, { variables: { accounts, reason }, token: await hub.tokenFor('compliance') });
  expect(errors).toEqual([]);
  await followToEnd(hub.sql, hub.key);
  return data['identifyPerson'];
}

const SEPARATE = `mutation ($accounts: [ID!]!, $reason: String!) { separatePerson(input: { accounts: $accounts, reason: $reason }) {
  __typename ... on PersonSeparated { event } ... on Refused { sentence } } }`;
async function separate(accounts: readonly string[], token?: string) {
  const variables = { accounts, reason: 'They only share a desk.' };
  const { data, errors } = await hub.ask(SEPARATE, { variables, token: token ?? (await hub.tokenFor('compliance')) });
  expect(errors).toEqual([]);
  await followToEnd(hub.sql, hub.key);
  return data['separatePerson'];
}

describe('people', () => {
  it('are those of the policy with all their accounts, and each other account by itself', async () => {
    const all = await people();
    expect(logins(all)).toEqual(['Ana R.+ana', 'Ben O.', 'Cleo', 'ben', 'ci', 'deployer']);
    const ana = all.find((node) => String(node['name']) === 'Ana Ruiz');
    expect(ana).toMatchObject({ roles: ['lead'], service: false, joinedBy: ['POLICY'], unresolved: false });
  });

  it.each([
    ['(filter: { service: true })', ['ci', 'deployer']],
    ['(filter: { unresolved: true })', ['Ben O.', 'Cleo', 'ben']],
    ['(filter: { role: "lead" })', ['Ana R.+ana']],
    ['(filter: { source: "jira-acme", unresolved: true })', ['Ben O.', 'Cleo']],
  ])('are filtered: %s', async (filter, expected) => {
    expect(logins(await people(filter))).toEqual(expected);
  });

  it('page without gap or repeat', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { data } = await hub.ask(`{ people(first: 2${after}) { nodes { id } pageInfo { endCursor hasNextPage } } }`);
      seen.push(...list(data['people']?.['nodes']).map((node) => String(node['id'])));
      if (String(data['people']?.['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = `, after: "${String(data['people']?.['pageInfo']?.['endCursor'])}"`;
    }
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
  });
});

describe('identifyPerson', () => {
  it('refuses accounts that nobody has, a service account, one alone, and a missing reason', async () => {
    expect(await identify([github('2'), 'person:00'])).toMatchObject({
      sentence: expect.stringMatching(/^Nobody has the account person:00/) as string,
    });
    expect(await identify([github('2'), github('8')])).toMatchObject({
      sentence: expect.stringMatching(/service account is no person/) as string,
    });
    expect(await identify([github('2'), github('2')])).toMatchObject({ sentence: expect.stringMatching(/at least two/) as string });
    expect(await identify([github('2'), jira('b')], ' ')).toMatchObject({ sentence: expect.stringMatching(/^Say why/) as string });
    expect(await identify([github('1'), jira('a')])).toMatchObject({ sentence: expect.stringMatching(/one person already/) as string });
  });

  it('joins accounts of two sources, and two of one, from the event on', async () => {
    expect(await identify([github('2'), jira('b')])).toMatchObject({ __typename: 'PersonIdentified' });
    expect(await identify([jira('b'), jira('c')])).toMatchObject({ __typename: 'PersonIdentified' });
    const [ben] = await people(`(filter: { account: "${jira('c')}" })`);
    expect(logins(ben ? [ben] : [])).toEqual(['Ben O.+Cleo+ben']);
    expect(ben).toMatchObject({ joinedBy: ['ASSERTED'], unresolved: false, name: null });
  });
});

describe('separatePerson', () => {
  it('refuses accounts of which nobody said it, and those that stay one by another account or by the policy', async () => {
    const sentence = (text: string) => ({ sentence: expect.stringContaining(text) as string });
    expect(await separate([github('2'), 'person:00'])).toMatchObject(sentence('Nobody has the account person:00'));
    expect(await separate([github('8'), jira('b')])).toMatchObject(sentence('nothing to take back'));
    expect(await separate([github('1'), jira('a')])).toMatchObject(sentence('nothing to take back'));
    // Of two accounts each was joined to a third.
    expect(await separate([github('2'), jira('b')])).toMatchObject({ __typename: 'PersonSeparated' });
    expect(await identify([github('2'), jira('b'), jira('c')])).toMatchObject({ __typename: 'PersonIdentified' });
    expect(await identify([github('2'), jira('c')])).toMatchObject(sentence('one person already'));
    expect(await separate([github('2'), jira('c')])).toMatchObject(sentence(`belong to ${jira('b')}`));
  });

  it('parts accounts from the event on, and they can be joined again with the same words', async () => {
    expect(await separate([github('2'), jira('b'), jira('c')])).toMatchObject({ __typename: 'PersonSeparated' });
    expect(logins(await people(`(filter: { unresolved: true })`))).toEqual(['Ben O.', 'Cleo', 'ben']);
    expect(await identify([github('2'), jira('b')])).toMatchObject({ __typename: 'PersonIdentified' });
    expect(logins(await people(`(filter: { account: "${jira('b')}" })`))).toEqual(['Ben O.+ben']);
  });

  it('lets nobody part his own accounts, so that he could waive what the other one did', async () => {
    await identify([github('1'), jira('c')]);
    const { secret } = await createToken(hub.hub.access, {
      ...{ holder: 'Ana Ruiz', holderKind: 'PERSON', role: 'compliance', createdBy: 'test' },
      expiresAt: { inDays: 1 },
    });
    await followToEnd(hub.sql, hub.key);
    const own = await separate([github('1'), jira('c')], secret);
    expect(own).toMatchObject({ sentence: expect.stringContaining('is your own') as string });
    expect(await separate([github('1'), jira('c')])).toMatchObject({ __typename: 'PersonSeparated' });
  });
});

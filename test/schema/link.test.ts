import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { pullRef, sha } from './deployed.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { keyOf, ticketRef } from './tickets.js';
import { tellOfChanges } from './told-change.js';
import { tokenHolder } from './token-holder.js';

let hub: RunningHub;
let tokens: ReturnType<typeof tokenHolder>;
let cora: string;
/** A pull request that names ticket 1, and no other; no deployment of these carries it. */
const PULL = pullRef(30);
const COMMIT = `commit:github-acme:1:${sha(32)}`;

beforeAll(async () => {
  hub = await runHub();
  await tellOfChanges(hub);
  tokens = tokenHolder(hub);
  await hub.tokenFor('administrator');
  cora = await tokens('Cora Lind');
});
afterAll(() => hub.stop());

async function ask(mutation: 'assertLink' | 'retractLink', input: object, token = cora): Promise<Tree> {
  const [type, done] = mutation === 'assertLink' ? ['AssertLinkInput', 'LinkAsserted'] : ['RetractLinkInput', 'LinkRetracted'];
  // That somebody was refused stands in the ledger, too.
  await followToEnd(hub.sql, hub.key);
  const { data, errors } = await hub.ask(
    `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { __typename ... on ${done} { event cursor } ... on Refused { sentence } } }`,
    { variables: { input }, token },
  );
  expect(errors).toEqual([]);
  await followToEnd(hub.sql, hub.key);
  return data['done'] as Tree;
}
const asserting = (over: object = {}) => ({ ref: PULL, change: { key: keyOf(2) }, reason: 'They told me.', ...over });
const because = (pattern: RegExp) => ({ __typename: 'Refused', sentence: expect.stringMatching(pattern) as string });

/** What a change is linked to of this kind. */
async function linked(kind: 'pullRequests' | 'commits', n: number): Promise<readonly Tree[]> {
  const { data, errors } = await hub.ask(
    `{ change(by: { ref: "${ticketRef(n)}" }) { ${kind} { nodes { ref through method strength assertion { event by byName reason at } } } } }`,
  );
  expect(errors).toEqual([]);
  return list(data['change']?.[kind]?.['nodes']);
}

describe('assertLink', () => {
  it('links a pull request, with its commits, to a change, and the link shows who said so and why; retractLink undoes it', async () => {
    const done = await ask('assertLink', asserting());
    expect(done).toMatchObject({ __typename: 'LinkAsserted' });
    const link = { through: PULL, method: 'ASSERTED', strength: 'CARRIED' };
    const assertion = {
      event: done['event'],
      byName: 'Cora Lind',
      reason: 'They told me.',
      by: expect.stringMatching(/^token:/) as string,
    };
    expect(await linked('pullRequests', 2)).toEqual([
      { ref: PULL, ...link, assertion: { ...assertion, at: expect.any(String) as string } },
    ]);
    const back = await ask('retractLink', { assertion: done['event'], reason: 'It was another one.' });
    expect(back).toMatchObject({ __typename: 'LinkRetracted' });
    expect(Number(back['cursor'])).toBeGreaterThan(Number(done['cursor']));
    expect(await linked('pullRequests', 2)).toEqual([]);
  });

  it('is seen also where the thing names the change itself', async () => {
    const done = await ask('assertLink', asserting({ ref: COMMIT, change: { ref: ticketRef(1) } }));
    const commits = await linked('commits', 1);
    expect(commits.find(({ ref }) => String(ref) === COMMIT)).toMatchObject({ method: 'TITLE', assertion: { byName: 'Cora Lind' } });
    expect(commits.filter(({ ref }) => String(ref) !== COMMIT).map((link) => link['assertion'])).toEqual([null, null]);
    await ask('retractLink', { assertion: done['event'], reason: 'Needless.' });
  });

  it('refuses what is no deployment, pull request or commit, what was not read, and a missing reason', async () => {
    expect(await ask('assertLink', asserting({ ref: ticketRef(1) }))).toEqual(because(/is no ref of a deployment/));
    expect(await ask('assertLink', asserting({ ref: 'pull_request:github-acme:999' }))).toEqual(because(/was not read from any source/));
    expect(await ask('assertLink', asserting({ change: { key: 'PAY-999' } }))).toEqual(because(/^There is no such change/));
    expect(await ask('assertLink', asserting({ change: { ref: 'ticket:jira-acme:999' } }))).toEqual(
      because(/was not read from any source/),
    );
    expect(await ask('assertLink', asserting({ reason: ' ' }))).toEqual(because(/^Say why/));
    expect(await ask('retractLink', { assertion: 'x', reason: 'Why not.' })).toEqual(because(/is no event that asserts a link/));
    expect(await linked('pullRequests', 2)).toEqual([]);
  });

  it('takes the token of a person, of compliance or an administrator', async () => {
    for (const token of [await tokens('robot', 'compliance', 'SERVICE'), await tokens('operator', 'administrator', 'BOOTSTRAP')]) {
      expect(await ask('assertLink', asserting(), token)).toEqual(because(/^To assert a link takes the token of a person/));
      expect(await ask('retractLink', { assertion: 'x', reason: 'x' }, token)).toEqual(because(/takes the token of a person/));
    }
    const { errors } = await hub.ask(
      `mutation { assertLink(input: { ref: "${PULL}", change: { key: "${keyOf(2)}" }, reason: "x" }) { __typename } }`,
      { token: await tokens('Cora Lind', 'auditor') },
    );
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(await linked('pullRequests', 2)).toEqual([]);
  });

  it('keeps what people typed out of the ledger: a digest and a commitment stand there', async () => {
    const done = await ask('assertLink', asserting({ reason: 'Words that can be erased.' }));
    const [row] = await hub.sql<{ body: string }[]>`
      select convert_from(body, 'UTF8') as body from ledger_event where seq = ${Number(done['cursor'])}`;
    expect(row?.body).toContain(PULL);
    expect(row?.body).not.toMatch(/Words that can be erased|Cora/);
    await ask('retractLink', { assertion: done['event'], reason: 'Done.' });
  });
});

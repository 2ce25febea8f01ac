import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/config.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { followToEnd } from '../../src/follow/index.js';
import { type PolicyOutcome, putPolicy } from '../../src/hub/activate-policy.js';
import { openLedger, verifyLedger } from '../../src/ledger/index.js';
import { policy, policyProposals } from '../../src/read/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

const KEY = { key: Buffer.alloc(32, 5) };
const TWO = 'activation: { approvers: 2 }\n';

let database: FreshDatabase;
let sql: Sql;
beforeEach(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { max: 4 });
  await openLedger(sql, { name: 'test', key: KEY });
});
afterEach(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

/** Null: the file on disk, at a start. */
async function put(text: string, name: string | null, token = `token of ${name}`): Promise<PolicyOutcome['state']> {
  const { policy: file } = checkPolicy(text, ['jira-acme']);
  if (!file) throw new Error('The policy of this test has a mistake.');
  const person = name === null ? {} : { person: { token, name, reason: `${name} has read it.` } };
  const { state } = await putPolicy(sql, file, KEY, { text, ...person });
  await followToEnd(sql, KEY);
  return state;
}
const settles = async () => ((await policy(sql, null))?.content as { settleMs: number }).settleMs;

describe('a policy that asks for two persons', () => {
  it('is itself put in force by one, since nothing asked for more before', async () => {
    expect(await put('settle: 1m', null)).toBe('ACTIVATED');
    expect(await put(TWO, 'Ana')).toBe('ACTIVATED');
  });

  it('is replaced when a second person wants the same, and not when the first says it again, with whatever token', async () => {
    await put(TWO, null);
    expect(await put(`${TWO}settle: 5m`, 'Ana')).toBe('PROPOSED');
    expect(await settles()).toBe(120_000);
    expect(await put(`${TWO}settle: 5m`, 'Ana', 'another token of hers')).toBe('PROPOSED_ALREADY');
    expect(await put(`${TWO}settle: 300s # the same`, 'Ben')).toBe('ACTIVATED');
    expect(await settles()).toBe(300_000);
    expect((await policy(sql, null))?.proposals).toHaveLength(1);
    expect(await policyProposals(sql)).toEqual([]);
    expect(await verifyLedger(sql, { key: KEY })).toMatchObject({ ok: true });
  });

  it('is not replaced by two who want different things', async () => {
    await put(TWO, null);
    expect(await put(`${TWO}settle: 5m`, 'Ana')).toBe('PROPOSED');
    expect(await put(`${TWO}settle: 6m`, 'Ben')).toBe('PROPOSED');
    expect(await settles()).toBe(120_000);
    expect(await policyProposals(sql)).toHaveLength(2);
  });

  it('asks for two also to take that back', async () => {
    await put(TWO, null);
    expect(await put('settle: 5m', 'Ana')).toBe('PROPOSED');
    expect(await put('settle: 5m', 'Ben')).toBe('ACTIVATED');
    expect(await put('settle: 6m', 'Ana')).toBe('ACTIVATED');
  });

  it('forgets what was wanted before the policy in force was put in force', async () => {
    await put(TWO, null);
    await put(`${TWO}settle: 5m`, 'Ana');
    await put(`${TWO}settle: 6m`, 'Ben');
    await put(`${TWO}settle: 6m`, 'Cleo');
    expect(await put(`${TWO}settle: 5m`, 'Ben')).toBe('PROPOSED');
    expect(await settles()).toBe(360_000);
  });

  it('takes the file on disk for nobody’s word: it is proposed once, and in force when two persons want it', async () => {
    await put(TWO, null);
    expect(await put(`${TWO}settle: 5m`, null)).toBe('PROPOSED');
    expect(await put(`${TWO}settle: 5m`, null)).toBe('PROPOSED');
    expect((await policyProposals(sql)).map(({ proposedBy }) => proposedBy)).toEqual(['hub']);
    expect(await put(`${TWO}settle: 5m`, 'Ana')).toBe('PROPOSED');
    expect(await put(`${TWO}settle: 5m`, 'Ben')).toBe('ACTIVATED');
    expect(await put(`${TWO}settle: 5m`, null)).toBe('IN_FORCE_ALREADY');
  });

  it('is put in force once when two others want the same at the same moment', async () => {
    await put(TWO, null);
    await put(`${TWO}settle: 5m`, 'Ana');
    const { policy: file } = checkPolicy(`${TWO}settle: 5m`, []);
    const both = ['Ben', 'Cleo'].map((name) =>
      putPolicy(sql, file!, KEY, { text: null, person: { token: name, name, reason: 'Read.' } }).then(({ state }) => state),
    );
    let done = false;
    const states = Promise.all(both).finally(() => (done = true));
    // What the follower of a running hub does beside.
    while (!done) await followToEnd(sql, KEY).then(() => new Promise((resolve) => setImmediate(resolve)));
    expect((await states).sort()).toEqual(['ACTIVATED', 'IN_FORCE_ALREADY']);
  });
});

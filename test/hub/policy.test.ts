import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policySchema } from '#contract';
import { checkPolicy } from '../../src/config.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { openLedger, verifyLedger } from '../../src/ledger/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

const KEY = { key: Buffer.alloc(32, 5) };
const ANA = { token: 'ana-token', name: 'Ana R.', reason: 'The audit asks for it.' };

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

async function activated(text: string, person?: typeof ANA): Promise<boolean> {
  const policy = checkPolicy(text, ['jira-acme']).policy;
  if (!policy) throw new Error('The policy of this test has a mistake.');
  const seq = await activatePolicy(sql, policy, KEY, { text, ...(person ? { person } : {}) });
  await followToEnd(sql, KEY);
  return seq !== null;
}
const startWith = (text: string) => activated(text);
const handIn = (text: string) => activated(text, ANA);

/** The settling time of each policy that was put in force, and how it came. */
async function history(): Promise<string[]> {
  const rows = await sql<{ said: string }[]>`
    select (content ->> 'settleMs') || ' ' || (convert_from(l.body, 'utf8')::jsonb #>> '{core,from}') as said
    from policy_version join ledger_event l using (seq) order by seq`;
  return rows.map(({ said }) => said);
}

describe('the policy on disk', () => {
  it('is recorded at the first start, and not again while it says the same', async () => {
    expect(await startWith('settle: 1m')).toBe(true);
    expect(await startWith('settle: 1m')).toBe(false);
    expect(await startWith('# a comment\nsettle: 60s')).toBe(false);
    expect(await startWith('settle: 2m')).toBe(true);
    expect(await history()).toEqual(['60000 FILE', '120000 FILE']);
  });

  it('does not undo at a restart what a person activated, unless it says something else than when it was last read', async () => {
    await startWith('settle: 1m');
    await handIn('settle: 2m');
    expect(await startWith('settle: 1m')).toBe(false);
    expect(await startWith('# a comment\nsettle: 1m')).toBe(false);
    expect(await startWith('settle: 3m')).toBe(true);
    expect(await history()).toEqual(['60000 FILE', '120000 API', '180000 FILE']);
  });

  it('that was brought to what a person activated is remembered as read, so that a later activation stands, too', async () => {
    await startWith('settle: 1m');
    await handIn('settle: 2m');
    expect(await startWith('settle: 2m')).toBe(true);
    await handIn('settle: 3m');
    expect(await startWith('settle: 2m')).toBe(false);
    expect(await history()).toEqual(['60000 FILE', '120000 API', '120000 FILE', '180000 API']);
  });

  it('may come back as often as it likes, and each time is in force from then on only', async () => {
    for (const settle of ['1m', '2m', '1m', '2m', '1m']) expect(await startWith(`settle: ${settle}`)).toBe(true);
    expect(await history()).toEqual(['60000 FILE', '120000 FILE', '60000 FILE', '120000 FILE', '60000 FILE']);
  });

  it('is recorded once by two hubs that start at the same moment', async () => {
    const policy = policySchema.parse({ settle: '1m' });
    const both = [1, 2].map(() => activatePolicy(sql, policy, KEY, { text: 'settle: 1m' }));
    await Promise.all(both);
    await followToEnd(sql, KEY);
    expect(await history()).toEqual(['60000 FILE']);
  });
});

describe('the event', () => {
  it('says who, why, and which keys changed', async () => {
    await startWith('settle: 1m');
    await handIn('settle: 2m\nrules: { direct-push: { severity: LOW } }\nteams: { pay: {} }');
    const [row] = await sql<{ core: Record<string, unknown> }[]>`
      select convert_from(body, 'utf8')::jsonb -> 'core' as core from ledger_event order by seq desc limit 1`;
    expect(row?.core).toMatchObject({
      by: 'token:ana-token',
      from: 'API',
      changed: ['rules.direct-push', 'settleMs', 'teams.pay'],
      reason: { text: 'FILLED' },
      holder: { text: 'FILLED' },
    });
  });

  it('holds no name, account or text of the file in leaf or body; the file as written is a clear value, and the ledger is whole', async () => {
    const file =
      'people:\n  Ana Ruiz: { accounts: ["jira-acme:acc-4711"] }\ntemplates: { impact: [How bad is it] }\nfields: { jira-acme: { impact: f1 } }\nscope: [{ services: [pay], owner: Ana Ruiz }]\n';
    await startWith(file);
    const [row] = await sql<{ all: string }[]>`
      select string_agg(convert_from(leaf, 'utf8') || convert_from(body, 'utf8'), '') as all from ledger_event`;
    for (const secret of ['Ana', 'Ruiz', 'acc-4711', 'How bad']) expect(row?.all).not.toContain(secret);
    const clear = await sql<{ value: string }[]>`select value from clear_value order by value`;
    expect(clear.map(({ value }) => value)).toEqual(['Ana Ruiz', file].sort());
    expect(await verifyLedger(sql, { key: KEY })).toMatchObject({ ok: true });
  });
});

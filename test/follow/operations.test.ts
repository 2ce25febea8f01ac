import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { account, type Draft, policySchema, ref } from '#contract';
import { openPool, type Sql } from '../../src/db/pool.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { openLedger } from '../../src/ledger/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { at, record } from '../schema/facts.js';

const DIGEST = 'a'.repeat(64);
const operator = account('u1', 'PERSON', 'ops1');
const change = { names: { kind: 'ticket' as const, text: 'CHG0000001' }, method: 'RELATION' as const, place: 'change' };

function fact(type: Draft['type'], subject: Draft['subject'], minute: number, core: Draft['core']): Draft {
  const transition = type.slice(type.indexOf('.') + 1);
  const identity = { kind: subject.$ref[0], natural: subject.$ref.slice(1), transition };
  return { type, subject, identity, occurredAt: at(minute), timeFrom: 'CORE', core, mentions: [change] };
}

const job = ref('execution', 'JOB01');
const incident = ref('incident', 'INC1');

const FACTS: readonly Draft[] = [
  fact('execution.started', job, 1, { job: 'PAYMOVE', kind: 'JCL', purpose: 'IMPLEMENTATION', operator }),
  // The end calls the job by another name: the start's word stands.
  fact('execution.finished', job, 2, { job: 'PAYMOVE2', outcome: 'SUCCEEDED', returnCode: '0000' }),
  fact('asset.progressed', ref('asset', 'CHG0000001', 'JCL', 'PAY.JCL(MOVE)'), 1, {
    kind: 'JCL',
    name: 'PAY.JCL(MOVE)',
    step: 'MOVED',
    by: operator,
  }),
  fact('incident.opened', incident, 5, { number: 'INC1', service: 'pay', severity: '1', causes: [ref('deployment', '7')] }),
  // A monitor found it before somebody reported it.
  {
    ...fact('incident.opened', incident, 6, { number: 'INC1', service: 'pay', reported: true }),
    identity: { kind: 'incident', natural: ['INC1'], transition: 'reported' },
  },
  fact('incident.resolved', incident, 9, { service: 'payments', causes: [ref('deployment', '8')], resolver: operator }),
  fact('artifact.published', ref('artifact', 'sha256', DIGEST), 3, {
    name: 'acme/pay',
    version: '1.2',
    tags: ['1.2'],
    commits: [ref('commit', '1', 'b'.repeat(40))],
  }),
  fact('infrastructure.drifted', ref('drift', 'd1'), 4, {
    kind: 'CONFIGURATION',
    resource: 'PAY.CONFIG',
    service: 'pay',
    environment: 'PROD',
  }),
  fact('production.accessed', ref('access', 'a1'), 6, { by: operator, method: 'SHELL', service: 'pay', environment: 'PROD' }),
];

const TABLES = ['execution', 'asset_step', 'incident', 'incident_cause', 'artifact_publication', 'drift', 'production_access'];

let open: { readonly sql: Sql; readonly database: FreshDatabase }[] = [];
afterEach(async () => {
  for (const { sql, database } of open) {
    await sql.end({ timeout: 1 });
    await database.drop();
  }
  open = [];
});

/** The tables after the facts were recorded in this order, each in a transaction of its own; without numbers and times of recording. */
async function tablesAfter(facts: readonly Draft[]): Promise<Record<string, readonly object[]>> {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 2 });
  open.push({ sql, database });
  const key = { key: Buffer.alloc(32, 7) };
  await openLedger(sql, { name: 'test', key });
  await activatePolicy(sql, policySchema.parse({}), key);
  for (const one of facts) await record(sql, key, [one], 'tso-acme');
  const tables: Record<string, readonly object[]> = {};
  for (const table of TABLES) {
    const rows = await sql.unsafe<{ row: Record<string, unknown> }[]>(`select to_jsonb(t) as row from read.${table} t`);
    const stripped = rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([name]) => !/seq$|^recorded_at$/.test(name))));
    tables[table] = stripped.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return tables;
}

it('keeps jobs, assets, incidents, artifacts, drifts and accesses as their sources tell them', async () => {
  const tables = await tablesAfter(FACTS);
  expect(tables['execution']).toMatchObject([
    { execution: 'execution:tso-acme:JOB01', job: 'PAYMOVE', kind: 'JCL', outcome: 'SUCCEEDED', return_code: '0000', source: 'tso-acme' },
  ]);
  expect(tables['asset_step']).toMatchObject([
    { kind: 'JCL', name: 'PAY.JCL(MOVE)', step: 'MOVED', actor: expect.stringMatching(/^person:/) },
  ]);
  expect(tables['incident']).toMatchObject([{ incident: 'incident:tso-acme:INC1', service: 'pay', severity: '1' }]);
  expect(new Date(String(tables['incident']?.[0]?.['opened_from' as never]))).toEqual(new Date(at(5).from));
  expect(tables['incident_cause']).toMatchObject([{ cause: 'deployment:tso-acme:7' }, { cause: 'deployment:tso-acme:8' }]);
  expect(tables['artifact_publication']).toMatchObject([{ artifact: `artifact:sha256:${DIGEST}`, name: 'acme/pay', version: '1.2' }]);
  expect(tables['drift']).toMatchObject([{ resource: 'PAY.CONFIG', service: 'pay' }]);
  expect(tables['production_access']).toMatchObject([{ method: 'SHELL', service: 'pay' }]);
});

it('ends in the same tables whatever order the facts come in', async () => {
  const expected = await tablesAfter(FACTS);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...FACTS], { minLength: FACTS.length }), async (facts) => {
      expect(await tablesAfter(facts)).toEqual(expected);
    }),
    { numRuns: 4, seed: randomBytes(4).readInt32BE() },
  );
});

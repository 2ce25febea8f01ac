import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { alertDoor, WALL_CLOCK } from '../../src/alerts/index.js';
import { createToken, ledgerRecorder, refusalRecorder, type Role } from '../../src/access/index.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { attachEvidenceDoor } from '../../src/hub/attach-evidence.js';
import { auditDoor, seedDoor } from '../../src/hub/audit/index.js';
import { Jobs } from '../../src/hub/jobs.js';
import { backtestDoor } from '../../src/hub/backtest.js';
import { gapDoor } from '../../src/hub/gap-door.js';
import { identifier } from '../../src/hub/identify.js';
import { linkDoor } from '../../src/hub/link-door.js';
import { readinessDoor } from '../../src/hub/readiness-door.js';
import { recordEventsDoor } from '../../src/hub/record-events.js';
import { reviewDoor } from '../../src/hub/review-door.js';
import { policyCheck, policyDoor } from '../../src/hub/policy-door.js';
import { openLedger, type LedgerKey } from '../../src/ledger/index.js';
import { openSyncMeter, openTail } from '../../src/read/index.js';
import { buildServer, type ServerHub } from '../../src/server/index.js';
import { freshDatabase } from '../setup/fresh-database.js';

export interface Answer {
  readonly status: number;
  // Tests look into answers of any shape.
  readonly data: Tree;
  readonly errors: readonly { message: string; path?: readonly (string | number)[]; extensions: Record<string, unknown> }[];
}
/** JSON into which one can reach without a check at every step; a wrong step fails the test. */
export interface Tree {
  readonly [key: string]: Tree;
}
export function list(tree: Tree | undefined): readonly Tree[] {
  if (!Array.isArray(tree)) throw new Error(`no list: ${JSON.stringify(tree)}`);
  return tree as readonly Tree[];
}

export interface RunningHub {
  readonly app: FastifyInstance;
  readonly hub: ServerHub;
  readonly sql: Sql;
  readonly key: LedgerKey;
  readonly url: string;
  readonly logged: object[];
  tokenFor(role: Role): Promise<string>;
  ask(question: string, options?: { token?: string; variables?: object }): Promise<Answer>;
  stop(): Promise<void>;
}

/** A hub with a database of its own, listening on a free port of 127.0.0.1. */
export async function runHub(change: (hub: ServerHub) => Partial<ServerHub> = () => ({})): Promise<RunningHub> {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 5 });
  const key = { key: randomBytes(32) };
  await openLedger(sql, { name: 'test', key });
  const tail = await openTail(database.url, 200);
  const access = { sql, record: ledgerRecorder(key) };
  const logged: object[] = [];
  const keep = (facts: object) => void logged.push(facts);
  const jobs = new Jobs(sql, { info: keep, warn: keep, error: keep });
  const plain: ServerHub = {
    sql,
    tail,
    meter: openSyncMeter(sql),
    access,
    rules: [
      {
        id: 'direct-push',
        title: 'Direct push',
        gapWhen: 'Commits came without a pull request.',
        severity: 'HIGH',
        subject: 'deployment',
        clauses: ['SOC 2 CC8.1'],
      },
    ],
    sources: [{ name: 'github-acme', connector: 'github', webhookOnly: ['tag.moved'] }],
    activatePolicy: policyDoor(sql, key, ['github-acme']),
    checkPolicy: policyCheck(sql, key, ['github-acme']),
    identify: identifier(sql, key),
    stepGaps: gapDoor(sql, key),
    signOffReview: reviewDoor(sql, key),
    sayLink: linkDoor(sql, key),
    commitAuditSeed: seedDoor(sql, key),
    startAudit: auditDoor({ sql, key, jobs }),
    readiness: readinessDoor(database.url),
    backtestPolicy: backtestDoor({ url: database.url, sql, key, jobs, sources: ['github-acme'] }),
    alerts: alertDoor({ sql, key, clock: WALL_CLOCK, allowPrivate: true }),
    senders: ['tso-acme', 'mainframe'],
    attachEvidence: attachEvidenceDoor(sql, key),
    recordEvents: recordEventsDoor(sql, key, ['tso-acme', 'mainframe']),
    requestSync: (_source, stream) => Promise.resolve(stream === null ? 3 : 0),
    log: { info: keep, warn: keep, error: keep },
    recordRefusal: refusalRecorder(access, () => new Date()),
    parts: () => [{ name: 'normalise', ready: true, sentence: 'The normalise loop runs.' }],
    corsOrigins: [],
  };
  const hub = { ...plain, ...change(plain) };
  const app = buildServer(hub);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const tokens = new Map<Role, string>();
  const tokenFor = async (role: Role) => {
    const known = tokens.get(role);
    if (known) return known;
    const { secret } = await createToken(access, {
      holder: `A ${role}`,
      holderKind: 'PERSON',
      role,
      expiresAt: { inDays: 1 },
      createdBy: 'test',
    });
    tokens.set(role, secret);
    return secret;
  };
  return {
    app,
    hub,
    sql,
    key,
    url,
    logged,
    tokenFor,
    async ask(question, { token, variables } = {}) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token ?? (await tokenFor('administrator'))}` };
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: question, variables }) });
      const { data, errors } = (await response.json()) as { data: Tree; errors?: Answer['errors'] };
      return { status: response.status, data, errors: errors ?? [] };
    },
    async stop() {
      await app.close();
      await tail.close();
      // Without a limit, postgres.js waits for ever on a pool whose server cut its connections.
      await sql.end({ timeout: 1 });
      await database.drop();
    },
  };
}

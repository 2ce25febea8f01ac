import { graphql } from 'graphql';
import { expect, vi } from 'vitest';
import type { Instant } from '#contract';
import { apiSchema, newContext } from '../../../schema/index.js';
import { auditDoor, seedDoor } from '../../../src/hub/audit/index.js';
import { Jobs } from '../../../src/hub/jobs.js';
import { auditFile, type AuditFile, type Hub, type Viewer } from '../../../src/read/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import type { Told } from '../ask-api.js';
import type { TestPolicy } from '../hub-under-test.js';
import { SENDER } from '../senders.js';
import { type Acme, openAcme } from '../terms/acme.js';

const { ana, ben, cleo, dan, finn, gita } = people;

export const AUDITOR: Viewer = {
  token: 'token-of-the-auditor',
  name: 'An auditor',
  kind: 'PERSON',
  role: 'auditor',
  expiresAt: '2999-01-01T00:00:00.000000Z' as Instant,
};

export interface AuditedAcme extends Acme {
  readonly jobs: Jobs;
  /** What the API answers the auditor, or another. */
  readonly ask: (question: string, variables?: Record<string, unknown>, viewer?: Viewer) => Promise<Told>;
  /** Why it does not do what it is asked. */
  readonly sentenceOf: (question: string, input: Record<string, unknown>) => Promise<string>;
  /** The time of the database. */
  readonly now: () => Promise<string>;
  /** Until the database's clock is past a moment, with all that is due by then followed. */
  readonly past: (moment: string) => Promise<void>;
  readonly fileOf: (id: string) => Promise<AuditFile>;
  /** Runs an audit to its end; answers its id. */
  readonly audited: (input: Record<string, unknown>) => Promise<string>;
}

/** A day as most: two approved and reviewed changes in one service, one in another, and one deployment that names no ticket. */
export function usualDay(day: Day): void {
  const pay = approved(day, 'PAY', 'Round fees');
  day.land(MORNING, ana, ben, { in: 'pay', title: `${pay.key}: round fees` });
  day.deploy('11:30', 'pay');
  const web = approved(day, 'WEB', 'Vouchers');
  day.land(NOON, cleo, dan, { in: 'web', title: `${web.key}: vouchers` });
  day.deploy('13:30', 'web');
}

/** Somebody’s SQL on the database of a service. */
export function accessed(id: string, service: string): object {
  const data = { by: { id: 'ana' }, method: 'SQL', system: 'db-1', service, environment: 'production' };
  return { type: 'production.accessed', id, at: '2025-04-07T12:00:00Z', data };
}

/** A day on which code reaches production without a ticket. */
export function ticketlessDay(day: Day): void {
  day.land(MORNING, finn, gita, { in: 'infra', title: 'Another network' });
  day.deploy('11:30', 'infra');
}

const EVERYTHING: TestPolicy = {
  scope: [{ services: ['pay', 'web', 'ledger', 'infra'] }],
  trust: { [SENDER]: ['production.accessed'] },
  rules: { 'direct-access': { enabled: true } },
};

export async function auditedAcme(settlingMs: number, policy: TestPolicy = EVERYTHING): Promise<AuditedAcme> {
  const acme = await openAcme({
    policy,
    before: (day) => {
      for (let nth = 0; nth < 6; nth++) usualDay(day());
      ticketlessDay(day());
    },
  });
  const { sql, key } = acme;
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const jobs = new Jobs(sql, quiet);
  const hub = {
    ...{ sql, rules: [], sources: [], senders: [] },
    commitAuditSeed: seedDoor(sql, key),
    startAudit: auditDoor({ sql, key, jobs, settlingMs }),
  } as unknown as Hub;
  const now = async () => {
    const [row] = await sql<{ now: string }[]>`select clock_timestamp() as now`;
    return row!.now;
  };
  const ask: AuditedAcme['ask'] = async (question, variables = {}, viewer = AUDITOR) => {
    const contextValue = newContext(hub, viewer);
    const { data, errors } = await graphql({ schema: apiSchema(), source: question, variableValues: variables, contextValue });
    if (errors) throw new Error(errors.map(({ message, originalError }) => originalError?.stack ?? message).join('\n'));
    return JSON.parse(JSON.stringify(data)) as Told;
  };
  return {
    ...acme,
    jobs,
    ask,
    sentenceOf: async (question, input) => {
      const answer = await ask(question, { input });
      return String((answer['runAudit'] ?? answer['commitAuditSeed'])?.['sentence']);
    },
    now,
    past: async (moment) => {
      await vi.waitUntil(async () => (await now()) > moment, { timeout: 60_000, interval: 100 });
      await acme.follow();
    },
    fileOf: async (id) => (await auditFile(sql, AUDITOR, id))!,
    audited: async (input) => {
      const { runAudit } = await ask(RUN, { input });
      if (runAudit?.['sentence']) throw new Error(String(runAudit['sentence']));
      await jobs.idle();
      await acme.follow();
      const { job } = await ask('query ($id: ID!) { job(id: $id) { state sentence result } }', { id: runAudit?.['id'] });
      expect(job).toMatchObject({ state: 'DONE', sentence: null });
      return String(job?.['result']);
    },
  };
}

export const RUN = `mutation ($input: RunAuditInput!) {
  runAudit(input: $input) { ... on Job { id kind } ... on Refused { sentence } } }`;

export const COMMIT = `mutation ($input: CommitAuditSeedInput!) {
  commitAuditSeed(input: $input) { ... on SeedCommitted { event recordedAt } ... on Refused { sentence } } }`;

import { badInput, demand, type Viewer } from '../../access/index.js';
import type { PeriodInput } from '../../reports/index.js';
import type { Hub } from '../hub.js';
import { spokenBy } from '../speaker.js';
import type { CannotDo } from '../statement.js';
import { type JobRow, jobOf } from './job.js';
import { auditPeriod } from './period.js';
import type { SeedCommitted } from './statement.js';

export interface CommitAuditSeedInput {
  readonly period: PeriodInput;
  readonly commitment: string;
}

/** Binds an auditor to a secret before the period closes. Auditors, compliance and administrators; persons only. */
export async function commitAuditSeed(
  hub: Hub,
  viewer: Viewer,
  { period, commitment }: CommitAuditSeedInput,
): Promise<SeedCommitted | CannotDo> {
  demand(viewer, 'auditor', 'commit to the seed of an audit');
  const person = spokenBy(viewer, 'commitment', 'commit to the seed of an audit');
  if ('sentence' in person) return person;
  if (!/^[0-9a-f]{64}$/.test(commitment))
    return { sentence: 'commitment is SHA-256 of your secret, in 64 small hex digits: printf %s "$SECRET" | sha256sum' };
  return hub.commitAuditSeed({ period: await auditPeriod(hub.sql, period), commitment, by: { token: viewer.token, name: viewer.name } });
}

export interface RunAuditInput {
  readonly period: PeriodInput;
  readonly secret?: string | null;
  readonly size?: number | null;
}

const STANDARD_SIZE = 25;
const MOST_SIZE = 1_000;

/** Starts an audit; the job says how far it is, and names what it made. Auditors, compliance and administrators. */
export async function runAudit(hub: Hub, viewer: Viewer, { period, secret = null, size }: RunAuditInput): Promise<JobRow | CannotDo> {
  demand(viewer, 'auditor', 'run audits');
  const drawn = size ?? STANDARD_SIZE;
  if (drawn < 1 || drawn > MOST_SIZE) throw badInput(`size is ${drawn}; it lies between 1 and ${MOST_SIZE}.`);
  if (secret !== null && (secret.length < 1 || secret.length > 1_000)) return { sentence: 'The secret has 1 to 1,000 characters.' };
  const wanted = { period: await auditPeriod(hub.sql, period), secret, size: drawn, by: { token: viewer.token, name: viewer.name } };
  const started = await hub.startAudit(wanted);
  if ('sentence' in started) return started;
  return (await jobOf(hub.sql, viewer, started.job)) ?? { sentence: 'The job was started and could not be read back. Ask for job.' };
}

import type { Instant } from '#contract';
import type { AuditPeriod } from './period.js';

/** Who, by name and by the token that he used. */
export interface AskedBy {
  readonly token: string;
  readonly name: string;
}

/** That an auditor binds himself to a secret. */
export interface SeedSaid {
  readonly period: AuditPeriod;
  /** SHA-256 of the secret, hex. */
  readonly commitment: string;
  readonly by: AskedBy;
}

export interface SeedCommitted {
  readonly event: string;
  readonly cursor: number;
  readonly recordedAt: Instant;
}

export interface AuditWanted {
  readonly period: AuditPeriod;
  /** The text itself; null: none was given. */
  readonly secret: string | null;
  readonly size: number;
  readonly by: AskedBy;
}

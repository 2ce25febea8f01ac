import type { Instant, Verdict } from '#contract';
import type { AuditPeriod } from './audit/period.js';
import type { PolicyProblem } from './statement.js';

/** A deployment that somebody has in mind. */
export interface Intended {
  readonly service: string;
  readonly environment: string;
  readonly revision: string;
}

/** What the rules would say of it. */
export interface Readiness {
  readonly at: Instant;
  readonly verdicts: readonly Verdict[];
}

/** A policy to try out on a past period. */
export interface BacktestWanted {
  readonly text: string;
  readonly period: AuditPeriod;
  readonly by: { readonly name: string };
}

export type BacktestStarted = { readonly job: string } | { readonly problems: readonly PolicyProblem[] };

import type { Deadline, Instant, Verdict } from '#contract';
import type { ImplementationCase } from '../controls/index.js';
import type { BroughtIn, Contents, DeploymentFacts, PolicyInForce, Role, Run, Standing, Tracing } from '../correlate/index.js';
import type { Awaited } from './awaits.js';

/** All that is derived of one deployment; `write` compares it with what stands. */
export interface Derived {
  /** The deployment: what is judged together. */
  readonly unit: string;
  readonly facts: DeploymentFacts;
  readonly run: Run;
  /** What it is to other reports of the same revision and place. */
  readonly role: Role;
  readonly inForce: PolicyInForce;
  readonly standing: Standing;
  readonly contents: Contents;
  /** They are what touches the service's paths, so that what is known of these changes them. */
  readonly byPaths?: boolean;
  readonly broughtIn: BroughtIn;
  readonly tracing: Tracing;
  /** What policy calls the service. */
  readonly service: string | null;
  readonly verdicts: readonly Verdict[];
  readonly awaits: readonly Awaited[];
  readonly implementations: readonly ImplementationCase[];
  /** Of its implementations, also those that ran out. */
  readonly reviews: readonly Deadline[];
  /** The changes without a ticket that it makes, by ref. */
  readonly ticketless: readonly string[];
  /** What time alone will change, by kind. */
  readonly deadlines: readonly { readonly kind: string; readonly at: Instant }[];
}

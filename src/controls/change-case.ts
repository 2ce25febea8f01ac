import type { Instant, Interval, Missing } from '#contract';
import type {
  DecisionFact,
  EvidenceFacts,
  JobRunFacts,
  Outcome,
  Persons,
  Place,
  PolicyInForce,
  SaidOutcome,
  StageSpan,
  Standing,
  TicketFacts,
} from '../correlate/index.js';
import type { ImplementationCase, ScopedCoverage } from './case.js';

/** A deployment that carries a change, or takes commits of it out. */
export interface DeploymentOfChange {
  readonly deployment: string;
  readonly source: string;
  readonly repository: string | null;
  /** What policy calls the service. */
  readonly service: string;
  /** As the tool calls it. */
  readonly environment: string;
  /** As policy calls it. */
  readonly place: Place;
  /** PRODUCTION, or UNKNOWN: then it may be none of the change's implementations. */
  readonly standing: Standing;
  /** FORWARD, FIRST, SIDEWAYS, ROLLBACK, REDEPLOYMENT or UNDECIDED. */
  readonly relation: string;
  readonly start: Interval;
  readonly end: Interval | null;
  readonly outcome: Outcome;
  readonly starter: string | null;
  /** Sequence numbers of its own events, ascending. */
  readonly events: readonly number[];
  /** Whether it carries the change: by commits that lead to it, or because it names it itself. */
  readonly carries: boolean;
  /** The carried commits that lead to it. */
  readonly commits: readonly string[];
  /** Those of them that say that they revert another. */
  readonly undoing: readonly string[];
  /** Commits that lead to it and that the deployment takes out. */
  readonly takesOut: readonly string[];
  /** Commits that it brings back, by undoing the reverts that had taken them out. */
  readonly restores: readonly string[];
}

/** A change as a whole, with or without an implementation: what rules over `T` alone ask about. */
export interface ChangeCase {
  /** The ticket's ref, and the subject of every finding. */
  readonly subject: string;
  /** Without what policy trusts nobody for. */
  readonly ticket: TicketFacts;
  /** How a sentence about it begins: `PAY-12`. */
  readonly title: string;
  /** The policy of its earliest implementation; without one, that at the judge's clock. */
  readonly inForce: PolicyInForce;
  /** The judge's clock. A rule that reads it lists its moment (`deadline`). */
  readonly at: Instant;
  /** Deployments to production, or perhaps to production, that carry it or take it out; the earliest first. */
  readonly deployments: readonly DeploymentOfChange[];
  /** What people attached to it. */
  readonly evidence: readonly EvidenceFacts[];
  /** Runs of jobs and scripts that name it, the earliest first. */
  readonly runs: readonly JobRunFacts[];
  /** Its earliest implementation, by a deployment or by hand; null: none is known. */
  readonly earliest: ImplementationCase | null;
  /** When an implementation by hand was over; null where there is none, or it still runs. */
  readonly manualEnd: Interval | null;
  /** All steps of all approvals that count for it by policy. */
  readonly decisions: readonly DecisionFact[];
  /** Tickets linked to this one, as far as they were read. */
  readonly related: readonly TicketFacts[];
  /** Its whole status history, the oldest first. */
  readonly stages: readonly StageSpan[];
  /** The outcome as the ticket itself says it, by the policy's `outcomes`; null: it says none. */
  readonly outcome: SaidOutcome | null;
  /** How far tickets and approvals of its project were read. */
  readonly coverage: readonly ScopedCoverage[];
  /** What would have to be read for no deployment, and nothing that one carries, to be missing up to a moment + `clockSkew`. */
  readonly deploymentsUnread: (upTo: Instant) => readonly Missing[];
  readonly persons: Persons;
}

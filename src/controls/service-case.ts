import type { Instant, Interval, Missing } from '#contract';
import type { Outcome, PolicyInForce, Standing, TicketFacts } from '../correlate/index.js';

/** What happened in production past the deployments: of which service, where, when. */
interface Happening {
  readonly ref: string;
  readonly source: string;
  /** As the sender calls it; null: not said. */
  readonly environment: string | null;
  /** What names no environment is taken for production: that is what tools tell it of. */
  readonly standing: Standing;
  readonly at: Interval;
  readonly seq: number;
  /** The tickets that it names itself, or that somebody says it belongs to. */
  readonly tickets: readonly string[];
  /** Keys that it names and nobody read. */
  readonly keys: readonly string[];
}

/** Somebody reached production directly. */
export interface AccessFact extends Happening {
  readonly person: string | null;
  /** SHELL, CONSOLE, SQL, CLOUD_API or OTHER. */
  readonly method: string;
  readonly system: string | null;
  /** When it ended; null: not told. */
  readonly until: Instant | null;
}

/** A tool found in production what it did not expect. */
export interface DriftFact extends Happening {
  readonly kind: string | null;
  readonly resource: string;
}

export interface IncidentFact {
  readonly incident: string;
  readonly source: string;
  /** Null: not said; then it may be of any. */
  readonly service: string | null;
  readonly opened: Interval | null;
  readonly resolved: Interval | null;
  readonly seqs: readonly number[];
}

/** A deployment of the service to production, or perhaps to production. */
export interface ServiceDeployment {
  readonly deployment: string;
  readonly source: string;
  readonly standing: Standing;
  readonly start: Interval;
  readonly end: Interval | null;
  readonly outcome: Outcome;
  readonly events: readonly number[];
}

/** A service with all that reached its production past the deployments, and what may cover that. */
export interface ServiceCase {
  /** `service:pay`, and the subject of every finding. */
  readonly subject: string;
  /** As policy calls it. */
  readonly service: string;
  /** The policy at the judge's clock. */
  readonly inForce: PolicyInForce;
  /** The judge's clock. */
  readonly at: Instant;
  /** The earliest first. */
  readonly accesses: readonly AccessFact[];
  readonly drifts: readonly DriftFact[];
  /** By ref, the changes of the service, and the tickets that its accesses and drifts name. */
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  /** Those of them that something implemented. */
  readonly implemented: ReadonlySet<string>;
  /** Those that deployments of the service carry. */
  readonly ofService: ReadonlySet<string>;
  readonly incidents: readonly IncidentFact[];
  /** The earliest first. */
  readonly deployments: readonly ServiceDeployment[];
  /** What would have to be read for no ticket to be missing up to a moment + `clockSkew`. */
  readonly ticketsUnread: (upTo: Instant) => readonly Missing[];
  /** The same of deployments. */
  readonly deploymentsUnread: (upTo: Instant) => readonly Missing[];
  /** What would have to be read to know whether there is a ticket with this key. */
  readonly keyUnread: (key: string, upTo: Instant) => readonly Missing[];
}

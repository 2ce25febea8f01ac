import type { Viewer } from '../access/index.js';
import type { RouteKind, RouteRow, RouteTarget } from './alert-route.js';
import type { GapFilter } from './gap-filter.js';
import type { CannotDo } from './statement.js';
import type { TimelineFilter } from './timeline-filter.js';

/** What of the hub itself a SYSTEM route tells. All that is given must hold; of a list, one of its values. */
export interface SystemFilter {
  /** `source-refused`, `disk`. */
  readonly conditions?: readonly string[] | null;
  readonly sources?: readonly string[] | null;
}

/** A route that was checked. */
export interface NewRoute {
  readonly name: string;
  readonly kind: RouteKind;
  readonly target: RouteTarget;
  readonly url: URL;
  readonly filter: GapFilter | TimelineFilter | SystemFilter;
  /** Tell what comes after this event; null: from now on. */
  readonly after: number | null;
}

export interface RouteMade {
  readonly route: RouteRow;
  /** Shown once; null for Slack, whose address is the secret. */
  readonly secret: string | null;
}

export interface RouteDone {
  readonly route: RouteRow;
}

export interface RouteTested {
  readonly route: RouteRow;
  readonly delivered: boolean;
  readonly sentence: string;
}

export interface RouteReplayed {
  readonly route: RouteRow;
  /** Dead letters that are queued again; 0 where it tells the ledger again. */
  readonly deadLetters: number;
}

/** What can be done with routes; each is on record with who did it. */
export interface AlertDoor {
  /** Whether addresses on this network, and such without TLS, are allowed. */
  readonly allowPrivate: boolean;
  create(wanted: NewRoute, by: Viewer): Promise<RouteMade | CannotDo>;
  /** The old secret signs beside the new one for so long. */
  rotate(id: string, overlapHours: number, by: Viewer): Promise<RouteMade | CannotDo>;
  /** One message at once, past the queue. */
  test(id: string): Promise<RouteTested | CannotDo>;
  /** Its dead letters, or all after an event of the ledger, with the ids that they had. */
  replay(id: string, after: number | null): Promise<RouteReplayed | CannotDo>;
  enable(id: string, by: Viewer): Promise<RouteDone | CannotDo>;
  remove(id: string, by: Viewer): Promise<RouteDone | CannotDo>;
}

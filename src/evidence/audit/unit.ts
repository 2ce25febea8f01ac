import type { Answer, Instant } from '#contract';
import type { PopulationUnit } from '../sample/index.js';

/** CHANGE: a deployment that carries a change. ALONE: one without a change. MANUAL: a change that was carried out by hand. */
export type UnitKind = 'CHANGE' | 'ALONE' | 'MANUAL';

/** An implementation as it was known at the checkpoint: a row of the population. */
export interface AuditUnit extends PopulationUnit {
  readonly kind: UnitKind;
  /** Null: it was carried out by hand. */
  readonly deployment: string | null;
  /** The ticket; null: none. */
  readonly change: string | null;
  readonly key: string | null;
  readonly service: string | null;
  readonly environment: string | null;
  readonly startedAt: Instant;
  readonly isEmergency: boolean;
  readonly sha: string | null;
  /** Digests of the images that it brings. */
  readonly artifacts: readonly string[];
}

/** What a rule said of a unit at the checkpoint. */
export interface RuleSaid {
  readonly rule: string;
  readonly subject: string;
  readonly answer: Answer | 'PENDING';
  readonly sentence: string;
  /** Sequence numbers of the events that it rests on. */
  readonly events: readonly number[];
}

/** A collection that was not read to the end of the period. */
export interface Hole {
  readonly source: string;
  readonly scope: string;
  readonly collection: string;
  readonly state: 'COMPLETE' | 'DENIED' | 'DIFFERS';
  readonly upTo: Instant | null;
}

/** How the sources of a unit's evidence differ from those that policy names for it. */
export interface Origin {
  /** Named, and never read. */
  readonly unread: readonly string[];
  /** Not named, and evidence came from there. */
  readonly foreign: readonly string[];
}

/** Everything that the steps look at in one unit. */
export interface UnitGround {
  readonly unit: AuditUnit;
  readonly said: readonly RuleSaid[];
  /** Rules that policy asks of such a unit. */
  readonly asked: ReadonlySet<string>;
  readonly policy: string | null;
  /** It started before any policy was in force. */
  readonly beforePolicy: boolean;
  /** Of the sources and repositories that its evidence comes from. */
  readonly holes: readonly Hole[];
  /** Where policy names the sources of its evidence: those never read, and others that it came from. */
  readonly origin: Origin;
  /** Contents of the record of its change, as `content STATE`. */
  readonly contents: readonly string[];
}

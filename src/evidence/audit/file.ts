import type { Instant } from '#contract';
import type { Late, Seed, Tested } from './content.js';
import type { ReadRepository } from './left-out.js';
import type { PastDeployments } from './past-deployments.js';
import type { Hole } from './unit.js';

/** All that an audit found, as its file holds it. Nothing in it depends on who drew it, or when: the same ledger, commitment and secret give the same bytes. */
export interface AuditFile extends Tested {
  readonly format: 'changeline-audit/1';
  readonly period: { readonly from: Instant; readonly to: Instant; readonly zone: string };
  readonly state: 'FROZEN' | 'PROVISIONAL' | 'READ_LATER';
  /** The ledger of which the population is as known; its root is part of the seed. */
  readonly checkpoint: { readonly log: string; readonly size: number; readonly root: string; readonly at: Instant };
  readonly seed: Seed & { readonly otherCommitments: number };
  /** Services that policy leaves out, with how many units they have. */
  readonly outOfScope: readonly { readonly service: string; readonly units: number }[];
  /** What the sources read and policy leaves out: repositories of no service in scope, and environments that it does not map. */
  readonly leftOut: {
    readonly repositories: readonly ReadRepository[];
    readonly environments: readonly { readonly source: string; readonly environment: string; readonly deployments: number }[];
  };
  /** What reached production past the deployments, of services in scope: a part of step 8 that is about no unit. */
  readonly pastDeployments: readonly PastDeployments[];
  /** Deployments of which nobody said whether they were to production. */
  readonly unknownEnvironment: readonly {
    readonly deployment: string;
    readonly service: string;
    readonly environment: string;
    readonly startedAt: Instant;
  }[];
  /** Changes that nothing implemented, where the moment asked about lies in the period; else null. */
  readonly withoutImplementation: readonly string[] | null;
  readonly late: Late;
  /** What it could not see. */
  readonly unseen: {
    readonly sources: readonly { readonly source: string; readonly collections: number; readonly upTo: Instant | null }[];
    readonly holes: readonly Hole[];
    readonly holeCount: number;
  };
  /** In force within the period, in order. */
  readonly policies: readonly {
    readonly version: string;
    readonly activatedAt: Instant;
    readonly activatedBy: string;
    readonly file: string | null;
    /** The documents kept beside it. */
    readonly documents: readonly { readonly title: string; readonly sha256: string | null }[];
  }[];
  /** Of the open gaps and the unresolved people, signed off within the period and up to its checkpoint. */
  readonly reviews: readonly {
    readonly event: string;
    readonly of: string;
    readonly count: number;
    readonly signedAt: Instant;
    readonly signedBy: string;
    readonly size: number;
    readonly root: string;
  }[];
  readonly provenance: {
    readonly policy: string | null;
    readonly engine: string;
    readonly normalisers: readonly string[];
    readonly parameters: { readonly period: AuditFile['period']; readonly size: number; readonly settlingMs: number };
    readonly rowCount: number;
    /** SHA-256, hex, of the canonical JSON of `population`. */
    readonly rowsHash: string;
  };
}

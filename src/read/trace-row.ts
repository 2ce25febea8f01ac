import type { Hop } from './trace-edges.js';

export type TraceKind =
  'TICKET' | 'PULL_REQUEST' | 'COMMIT' | 'BUILD' | 'ARTIFACT' | 'CONFIGURATION' | 'DEPLOYMENT' | 'RELEASE' | 'INCIDENT';

export interface TraceNodeRow {
  readonly ref: string;
  readonly kind: TraceKind;
  /** UPSTREAM: the start came from it; DOWNSTREAM: it came of the start. */
  readonly side: 'UPSTREAM' | 'START' | 'DOWNSTREAM';
}

/** Where the trail ends, and why. */
export interface TraceEndRow {
  readonly ref: string;
  readonly sentence: string;
}

/** What something came from and where it went, hop by hop. */
export interface TraceRow {
  readonly of: string;
  readonly state: 'FOUND' | 'AMBIGUOUS' | 'UNKNOWN';
  readonly sentence: string;
  /** What the words may mean, where that is not one thing. */
  readonly candidates: readonly string[];
  readonly nodes: readonly TraceNodeRow[];
  readonly hops: readonly Hop[];
  readonly ends: readonly TraceEndRow[];
  /** More than 200 things are connected: those nearest to the start are shown. */
  readonly cut: boolean;
  readonly asOf: number;
}

/** Things of one trace. */
export const MOST = 200;

import type { Instant } from '#contract';

/** What a source was already asked for on behalf of deployments. */
export interface AskedFor {
  /** By stream and collection, the latest moment for which it was read when somebody began to wait for it. */
  readonly begun: Map<string, Instant>;
  /** The same, when that moment had come. */
  readonly reached: Map<string, Instant>;
  /** Things that were rung for. */
  readonly rung: Set<string>;
}

export const nothingAskedFor = (): AskedFor => ({ begun: new Map(), reached: new Map(), rung: new Set() });

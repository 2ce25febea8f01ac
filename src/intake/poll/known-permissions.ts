/** What of one source was last recorded of its token. */
export interface Permissions {
  /** By `claimKey`; null: not yet looked up. */
  known: Map<string, Recorded> | null;
  dueAtMs: number;
  /** How long after a refusal it is asked again. */
  soonMs: number;
}

export interface Recorded {
  readonly permission: string;
  readonly denied: string | null;
}

export const neverProbed = (): Permissions => ({ known: null, dueAtMs: -Infinity, soonMs: 60_000 });

import type { Keeper, Runtime } from '../../inbox/index.js';
import type { Tally } from './tally.js';

/** What webhooks need besides the sources. */
export interface Intake {
  readonly runtime: Runtime;
  readonly keeper: Keeper;
  readonly tally: Tally;
}

export type Received =
  | { readonly id: string }
  /** Unsigned, and declared to be: how many readings it asks for. */
  | { readonly rung: number }
  | { readonly dropped: string; readonly status: number }
  | { readonly malformed: string }
  | { readonly unavailable: string };

import type { ProofState } from '#contract';
import type { Held } from './held.js';

/** A proof's state with its reasons, as sentences. */
export interface Shown {
  readonly state: ProofState;
  readonly reasons: readonly string[];
  readonly seqs: readonly number[];
}

/** Why something proves nothing: it is missing, or came late, and what nobody looked at. */
export function reasonOf(name: string, { state, unread }: Pick<Held, 'state' | 'unread'>): readonly string[] {
  const first = state === 'LATE' ? `${name} came after the start.` : `${name} is missing.`;
  return [first, ...unread];
}

import { SourceRefused, SourceUnavailable } from '#contract';
import { databaseTrouble, troubleSentence } from '../../inbox/index.js';
import { backoffMs } from '../http/backoff.js';
import { withoutSecrets } from '../http/redact.js';

/** What a failed reading means. HUB: our own database; the source is not to blame. */
export interface Failure {
  readonly health: 'WAITING' | 'REFUSED' | 'FAILING' | 'HUB';
  readonly sentence: string;
  readonly nextMs: number;
}

const REFUSED_AGAIN_MS = 10 * 60_000;
const FIRST_MS = 5_000;
const MOST_MS = 10 * 60_000;

/** Vendor clients wrap what their `fetch` threw, so the causes are searched, too. */
export function failureOf(error: unknown, failures: number, secrets: readonly string[]): Failure {
  const known = foundIn(error);
  const nextMs = Math.max(FIRST_MS / 5, backoffMs(failures, FIRST_MS, MOST_MS, Math.random));
  if (known instanceof SourceRefused) return { health: 'REFUSED', sentence: cut(known, secrets), nextMs: REFUSED_AGAIN_MS };
  if (known) return { health: 'WAITING', sentence: cut(known, secrets), nextMs: known.retryAfterMs ?? nextMs };
  if (databaseTrouble(error) !== null) return { health: 'HUB', sentence: `Reading waits: ${troubleSentence(error)}.`, nextMs };
  return { health: 'FAILING', sentence: `The connector failed: ${cut(error, secrets)}. That is a defect of it: report it.`, nextMs };
}

function foundIn(error: unknown): SourceRefused | SourceUnavailable | null {
  let at = error;
  for (let depth = 0; depth < 8 && at instanceof Error; depth += 1) {
    if (at instanceof SourceRefused || at instanceof SourceUnavailable) return at;
    at = at.cause;
  }
  return null;
}

function cut(error: unknown, secrets: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error);
  return withoutSecrets(message.split('\n')[0] ?? '', secrets).slice(0, 500);
}

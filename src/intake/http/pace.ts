import { SourceUnavailable } from '#contract';
import type { Clockwork } from './backoff.js';
import { budgetOf, holdBackMs, type Budget } from './budget.js';

export interface PaceOptions {
  readonly clockwork: Clockwork;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** The budgets of one credential, by the name of what they count. */
export interface Pace {
  /** Waits until the source allows a request; throws `SourceUnavailable` when that is longer than `patienceMs` away. */
  admit(url: URL, asked: string): Promise<void>;
  heard(url: URL, headers: Headers): void;
  budgets(): Readonly<Record<string, Budget>>;
}

export function openPace({ clockwork, patienceMs, signal }: PaceOptions): Pace {
  const budgets = new Map<string, Budget>();

  async function admit(url: URL, asked: string): Promise<void> {
    const kind = budgetKind(url);
    const waitMs = holdBackMs(budgets.get(kind) ?? null, clockwork.nowMs());
    if (waitMs > patienceMs) throw spent(asked, kind, waitMs);
    if (waitMs === 0) return;
    await clockwork.sleep(waitMs, signal);
    budgets.delete(kind);
  }

  // What is on its way is not subtracted: a 304 costs nothing at GitHub, and the reserve is larger than the few abreast.
  function heard(url: URL, headers: Headers): void {
    const now = budgetOf(headers, clockwork.nowMs());
    if (now !== null) budgets.set(budgetKind(url), now);
  }

  return { admit, heard, budgets: () => Object.fromEntries(budgets) };
}

/** GitHub counts REST, GraphQL and search apart; which one an answer is about is known only afterwards, so the path decides. */
function budgetKind(url: URL): string {
  if (url.pathname.endsWith('/graphql')) return 'graphql';
  return /\/search\//.test(url.pathname) ? 'search' : 'core';
}

function spent(asked: string, kind: string, waitMs: number): SourceUnavailable {
  return new SourceUnavailable(
    `The budget (${kind}) for ${asked} is spent but for its reserve; it is full again in ${Math.ceil(waitMs / 60_000)} min. Reading goes on then by itself.`,
    { retryAfterMs: waitMs },
  );
}

/** What a source said it still allows, for one of its budgets. */
export interface Budget {
  /** Null where the source names no limit. */
  readonly limit: number | null;
  readonly remaining: number;
  /** When it is full again, by the hub's clock; null where the source does not say. */
  readonly resetMs: number | null;
}

/** Left for people and other programs that use the same credential. */
const RESERVE = 0.05;

/**
 * The budget in an answer's headers, or null when they name none: an absent header is not zero. Reads GitHub's
 * `x-ratelimit-*`, GitLab's `ratelimit-*` (reset in seconds since 1970), the drafts of draft-ietf-httpapi-ratelimit-headers
 * (reset in seconds from now; `ratelimit: "default";r=50;t=30`), and Jira's reset as ISO 8601.
 */
export function budgetOf(headers: Headers, nowMs: number): Budget | null {
  const structured = headers.get('ratelimit');
  if (structured?.includes(';r=')) return structuredBudget(structured, nowMs);
  const remaining = numberIn(headers.get('x-ratelimit-remaining') ?? headers.get('ratelimit-remaining'));
  if (remaining === null) return null;
  const reset = headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset');
  return { limit: numberIn(headers.get('x-ratelimit-limit') ?? headers.get('ratelimit-limit')), remaining, resetMs: resetMs(reset, nowMs) };
}

/** How much of it is never spent. */
export function reserveOf({ limit }: Budget): number {
  return Math.floor((limit ?? 0) * RESERVE);
}

/** How long to wait before the next request, 0 when there is enough. Without a reset time nothing is held back. */
export function holdBackMs(budget: Budget | null, nowMs: number): number {
  if (budget === null || budget.resetMs === null) return 0;
  return budget.remaining > reserveOf(budget) ? 0 : Math.max(0, budget.resetMs - nowMs);
}

/** `Retry-After` in milliseconds, from seconds or a date (RFC 9110 §10.2.3), or null. */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = numberIn(text);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function structuredBudget(text: string, nowMs: number): Budget | null {
  const remaining = numberIn(/;\s*r=(\d+)/.exec(text)?.[1] ?? null);
  const seconds = numberIn(/;\s*t=(\d+)/.exec(text)?.[1] ?? null);
  return remaining === null ? null : { limit: null, remaining, resetMs: seconds === null ? null : nowMs + seconds * 1000 };
}

function resetMs(text: string | null, nowMs: number): number | null {
  const seconds = numberIn(text);
  if (seconds !== null) return seconds > 1_000_000_000 ? seconds * 1000 : nowMs + seconds * 1000;
  const date = text === null ? NaN : Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

function numberIn(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}

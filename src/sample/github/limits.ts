import type { Answer } from './answer.js';
import { refusal } from './answer.js';

export type Resource = 'core' | 'graphql';

export interface Secondary {
  /** Requests allowed in a window, of whatever cost. */
  readonly perWindow: number;
  readonly windowMs: number;
  readonly status?: 403 | 429;
  readonly retryAfterSeconds?: number;
}

export interface LimitOptions {
  readonly perWindow?: number;
  readonly windowMs?: number;
  readonly secondary?: Secondary | null;
}

export interface Budget {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Epoch seconds of the server's clock at which `remaining` is `limit` again. */
  readonly reset: number;
}

interface Window {
  startedAt: number;
  used: number;
}

export interface Limits {
  set(options: LimitOptions): void;
  isSpent(resource: Resource): boolean;
  charge(resource: Resource, cost: number): Budget;
  budget(resource: Resource): Budget;
  /** Counts this request; a refusal when the secondary limit is reached. */
  secondary(): Answer | null;
}

const HOUR_MS = 3_600_000;

/** Fixed windows per resource, 5,000 points an hour unless told (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). */
export function limitsOf(now: () => number): Limits {
  let options: Required<LimitOptions> = { perWindow: 5_000, windowMs: HOUR_MS, secondary: null };
  let windows = new Map<string, Window>();
  const windowOf = (name: string, windowMs: number): Window => {
    const known = windows.get(name);
    if (known !== undefined && now() < known.startedAt + windowMs) return known;
    const fresh = { startedAt: now(), used: 0 };
    windows.set(name, fresh);
    return fresh;
  };
  const budget = (resource: Resource): Budget => {
    const { used, startedAt } = windowOf(resource, options.windowMs);
    const limit = options.perWindow;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil((startedAt + options.windowMs) / 1000) };
  };
  return {
    set: (changed) => {
      options = { ...options, ...changed };
      windows = new Map();
    },
    isSpent: (resource) => budget(resource).remaining === 0,
    charge: (resource, cost) => {
      windowOf(resource, options.windowMs).used += cost;
      return budget(resource);
    },
    budget,
    secondary: () => {
      if (options.secondary === null) return null;
      const window = windowOf('secondary', options.secondary.windowMs);
      window.used += 1;
      return window.used > options.secondary.perWindow ? secondaryLimit(options.secondary) : null;
    },
  };
}

function secondaryLimit({ status, retryAfterSeconds }: Secondary): Answer {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return refusal(status ?? 403, message, { 'retry-after': String(retryAfterSeconds ?? 60) });
}

export function overLimit(): Answer {
  return refusal(403, 'API rate limit exceeded for user ID 1.');
}

export function budgetHeaders(budget: Budget, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(budget.limit),
    'x-ratelimit-remaining': String(budget.remaining),
    'x-ratelimit-used': String(budget.used),
    'x-ratelimit-reset': String(budget.reset),
    'x-ratelimit-resource': resource,
  };
}

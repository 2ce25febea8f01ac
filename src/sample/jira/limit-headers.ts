import type { Budget, LimitOptions } from '../github/limits.js';
import type { Answer } from './answer.js';
import { refusal } from './answer.js';

// Of each endpoint Jira lets some hundreds through in a second; this is above what one connector sends after another.
export const BURST: LimitOptions = { perWindow: 1_000, windowMs: 1_000 };

const NEAR = 0.2;

/** The headers that Jira sends with each answer; `X-RateLimit-NearLimit` when under a fifth is left (developer.atlassian.com/cloud/jira/platform/rate-limiting). */
export function limitHeaders({ limit, remaining, reset }: Budget): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    ...(remaining < limit * NEAR ? { 'x-ratelimit-nearlimit': 'true' } : {}),
    'x-ratelimit-reset': minuteOf(reset),
  };
}

// ISO 8601 to the minute, never epoch seconds.
function minuteOf(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 16)}Z`;
}

export function overLimit({ reset }: Budget, nowMs: number): Answer {
  const seconds = Math.max(1, Math.ceil(reset - nowMs / 1000));
  const headers = { 'retry-after': String(seconds), 'ratelimit-reason': 'jira-burst-based' };
  return { ...refusal(429, 'Rate limit exceeded.'), headers };
}

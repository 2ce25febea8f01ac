import { describe, expect, it } from 'vitest';
import { budgetOf, retryAfterMs } from '../../src/intake/http/budget.js';

const NOW = Date.parse('2026-01-02T03:04:05Z');

describe('a budget', () => {
  it.each([
    [
      'GitHub: seconds since 1970',
      { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': `${NOW / 1000 + 60}` },
      [5000, 12, 60_000],
    ],
    [
      'GitLab: without x-',
      { 'ratelimit-limit': '600', 'ratelimit-remaining': '599', 'ratelimit-reset': `${NOW / 1000 + 30}` },
      [600, 599, 30_000],
    ],
    ['the IETF draft: seconds from now', { 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': '7' }, [10, 0, 7_000]],
    ['the later draft: one structured field', { ratelimit: '"default";r=50;t=30' }, [null, 50, 30_000]],
    ['Jira: ISO 8601', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '2026-01-02T03:05Z' }, [null, 3, 55_000]],
    ['no reset', { 'x-ratelimit-remaining': '0' }, [null, 0, null]],
  ] as const)('is read from the headers of %s', (_name, headers, [limit, remaining, inMs]) => {
    const resetMs = inMs === null ? null : NOW + inMs;
    expect(budgetOf(new Headers(headers), NOW)).toEqual({ limit, remaining, resetMs });
  });

  it.each([[{}], [{ 'x-ratelimit-remaining': '' }], [{ 'x-ratelimit-remaining': 'soon' }], [{ 'x-ratelimit-limit': '60' }]])(
    'is unknown, not empty, for %j',
    (headers) => {
      expect(budgetOf(new Headers(headers as Record<string, string>), NOW)).toBeNull();
    },
  );

  it('is said again by Retry-After, in seconds or as a date', () => {
    expect(retryAfterMs(new Headers({ 'retry-after': '120' }), NOW)).toBe(120_000);
    expect(retryAfterMs(new Headers({ 'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT' }), NOW)).toBe(60_000);
    expect(retryAfterMs(new Headers({ 'retry-after': 'later' }), NOW)).toBeNull();
  });
});

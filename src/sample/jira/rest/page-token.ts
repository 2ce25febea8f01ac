import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Place } from '../jql/place.js';

/** Jira keeps them for seven days (developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search). */
export const TOKEN_LIFE_MS = 7 * 86_400_000;

const shape = z.strictObject({
  query: z.string(),
  madeAt: z.number(),
  after: z.strictObject({ id: z.number(), key: z.string(), created: z.number(), updated: z.number() }),
});

function digestOf(jql: string): string {
  return createHash('sha256').update(jql).digest('hex').slice(0, 16);
}

/** Names the place behind which the next page of one query begins. */
export function tokenOf(jql: string, after: Place, madeAt: number): string {
  return Buffer.from(JSON.stringify({ query: digestOf(jql), madeAt, after })).toString('base64url');
}

/** The place of a token; undefined when it is of another query, too old, or no token. */
export function placeIn(token: string, jql: string, nowMs: number, lifeMs: number): Place | undefined {
  const { data } = shape.safeParse(decoded(token));
  return data !== undefined && data.query === digestOf(jql) && nowMs < data.madeAt + lifeMs ? data.after : undefined;
}

function decoded(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

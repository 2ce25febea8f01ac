import { type Instant, instantOf, microsOf, parseInstant } from '#contract';
import { z } from 'zod';
import { id, time } from '../wire/scalar.js';
import { expect } from './client.js';
import { issuesOf, type Pass } from './pass.js';

const issue = z.looseObject({ id, key: z.string(), fields: z.looseObject({ updated: time }) });
export type Listed = z.output<typeof issue>;
const answer = z.object({ issues: z.array(issue), nextPageToken: z.string().nullish(), isLast: z.boolean().nullish() });

const PAGE = 50;

/**
 * Pages of the issues updated at or after a moment, oldest update first. An issue that is updated meanwhile moves to the
 * end, and with page numbers one that was never read would take its place in a page that was: so the query begins again
 * at the last time read as soon as there is a later one. Issues can come twice.
 */
export async function* changedSince(pass: Pass, since: Instant | null): AsyncGenerator<readonly Listed[]> {
  let from = since;
  let token: string | null = null;
  for (;;) {
    const { issues, nextPageToken, isLast } = await page(pass, from, token);
    yield issues;
    if (!nextPageToken || isLast === true) return;
    const reached = updatedOf(issues.at(-1));
    const isLater = reached !== null && (from === null || milliseconds(reached) > milliseconds(from));
    // More issues than a page holds can bear one time: then only the token leads on.
    token = isLater ? null : nextPageToken;
    if (isLater) from = reached;
  }
}

async function page(pass: Pass, from: Instant | null, token: string | null) {
  const about = issuesOf(pass);
  // Milliseconds without quotes. A written time would be read in the zone of the account's profile (airbyte #48492).
  const since = from === null ? '' : ` AND updated >= ${String(milliseconds(from))}`;
  const jql = `project = "${pass.project}"${since} ORDER BY updated ASC, key ASC`;
  const search = { jql, fields: pass.fields, maxResults: PAGE, ...(token === null ? {} : { nextPageToken: token }) };
  return expect(answer, await pass.client.search(search, about), about);
}

export function updatedOf(listed: Listed | undefined): Instant | null {
  return listed ? parseInstant(listed.fields.updated) : null;
}

export function milliseconds(instant: Instant): number {
  return Math.floor(microsOf(instant) / 1000);
}

export function plusMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(microsOf(instant) + minutes * 60_000_000);
}

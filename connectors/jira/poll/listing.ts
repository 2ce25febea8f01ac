import { type Instant, instantOf, microsOf, parseInstant, SourceRefused } from '#contract';
import { z } from 'zod';
import { id, time } from '../wire/scalar.js';
import { expect } from './client.js';
import { issuesOf, type Pass } from './pass.js';

const issue = z.looseObject({ id, key: z.string(), fields: z.looseObject({ created: time, updated: time }) });
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
    const { issues, nextPageToken, isLast } = await page(pass, sinceIn(from), token);
    yield issues;
    if (!nextPageToken || isLast === true) return;
    const reached = updatedOf(issues.at(-1));
    const isLater = reached !== null && (from === null || milliseconds(reached) > milliseconds(from));
    // More issues than a page holds can bear one time: then only the token leads on.
    token = isLater ? null : nextPageToken;
    if (isLater) from = reached;
  }
}

/** Where a walk down is: what is left was created before `bound` (milliseconds since 1970), behind the page that `token` names. */
export interface Down {
  readonly bound: number | null;
  readonly token: string | null;
}

export const TOP: Down = { bound: null, token: null };

/** Jira may compare whole minutes; so much is listed twice. */
const MINUTE_MS = 60_000;

/**
 * Pages of all issues, newest first, each with where to go on (null: nowhere). When an issue was created never changes, so nothing
 * moves between the pages; what is created meanwhile comes with the next changes. What a page before brought is left out.
 */
export async function* newestFirst(
  pass: Pass,
  from: Down,
): AsyncGenerator<{ readonly issues: readonly Listed[]; readonly next: Down | null }> {
  let near: readonly Listed[] = [];
  for (let at: Down | null = from; at;) {
    const { issues, nextPageToken, isLast } = await pageBelow(pass, at);
    const next: Down | null = nextPageToken && isLast !== true ? further(at, issues.at(-1), nextPageToken) : null;
    const known = new Set(near.map(({ id: one }) => one));
    yield { issues: issues.filter((each) => !known.has(each.id)), next };
    near = [...near, ...issues].filter((each) => createdMs(each) < (next?.bound ?? Infinity));
    at = next;
  }
}

/** A token expires after seven days; then the bound alone leads on. */
async function pageBelow(pass: Pass, { bound, token }: Down) {
  const below = bound === null ? '' : ` AND created < ${String(bound)}`;
  const order = 'ORDER BY created DESC, key DESC';
  try {
    return await page(pass, `${below} ${order}`, token);
  } catch (error) {
    if (token === null || !(error instanceof SourceRefused) || error.status !== 400) throw error;
    return page(pass, `${below} ${order}`, null);
  }
}

function further({ bound }: Down, last: Listed | undefined, token: string): Down {
  const lower = last ? createdMs(last) + MINUTE_MS : Infinity;
  // More issues than a page holds can have been created in one minute: then only the token leads on.
  return lower >= (bound ?? Infinity) ? { bound, token } : { bound: lower, token: null };
}

function createdMs({ fields }: Listed): number {
  const at = parseInstant(fields.created);
  return at === null ? Infinity : milliseconds(at);
}

/** When the issue that was updated last was updated; null: there is none. */
export async function newestUpdate(pass: Pass): Promise<Instant | null> {
  const { issues } = await page({ ...pass, fields: ['created', 'updated'] }, ' ORDER BY updated DESC, key DESC', null, 1);
  return updatedOf(issues[0]);
}

async function page(pass: Pass, rest: string, token: string | null, maxResults = PAGE) {
  const about = issuesOf(pass);
  const jql = `project = "${pass.project}"${rest}`;
  const search = { jql, fields: pass.fields, maxResults, ...(token === null ? {} : { nextPageToken: token }) };
  return expect(answer, await pass.client.search(search, about), about);
}

/** Milliseconds without quotes. A written time would be read in the zone of the account's profile (airbyte #48492). */
function sinceIn(from: Instant | null): string {
  return `${from === null ? '' : ` AND updated >= ${String(milliseconds(from))}`} ORDER BY updated ASC, key ASC`;
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

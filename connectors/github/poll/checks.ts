import { type Instant, type Json, type Page, parseInstant, plusMs } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { lookAt, type Watched, watched } from './check-peek.js';
import { expect } from './client.js';
import { deploymentsPage } from './deployments.js';
import { asked, cursorAs, inRepository, lastPage, OVERLAP_MS, page, type Pass } from './pass.js';
import { isOlder, type Peeked } from './peek.js';
import { PULLS_PERMISSION } from './pull-request.js';
import { MERGED_PULL_REQUESTS } from './queries.js';
import { complete, denied } from './repository.js';
import { isDenied } from './revision-checks.js';

const cursorShape = z.object({
  /** Merged pull requests: all that changed since, and a walk that is under way. */
  pulls: z.object({ since: z.string().nullable(), after: z.string().nullable(), startedAt: z.string().nullable() }),
  /** Deployments: the newest whose revision was looked at, and a first walk that is under way. */
  deployments: z.object({ newest: z.string().nullable(), page: z.int(), first: z.string().nullable() }),
  open: z.array(watched),
});
type Cursor = z.output<typeof cursorShape>;

const BEGINNING: Cursor = {
  pulls: { since: null, after: null, startedAt: null },
  deployments: { newest: null, page: 1, first: null },
  open: [],
};

/**
 * The checks of what can count: the heads and merge commits of merged pull requests, and deployed revisions. All commits
 * would take two requests each.
 */
export async function* readChecks(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const from = cursorAs(cursorShape, cursor, BEGINNING);
  try {
    const { records, open } = await lookAt(pass, from.open);
    let at: Cursor = { ...from, open: [...open] };
    yield page(records, at);
    at = yield* merged(pass, at);
    at = yield* deployed(pass, at);
    // What was merged since an interrupted walk began comes with the next pass, which may claim it.
    const isWhole = from.pulls.after === null && from.deployments.page === 1;
    yield lastPage(at, isWhole ? complete(pass.repository, pass.client, ['checks']) : []);
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'checks', error.message)]);
  }
}

/** Nothing is watched, and nothing was merged or deployed since the last pass. */
export function checksAreUnmoved({ pullChanged, deployed: last }: Peeked, cursor: Json | null): boolean {
  const { pulls, deployments, open } = cursorAs(cursorShape, cursor, BEGINNING);
  const isWalking = pulls.after !== null || deployments.page !== 1 || deployments.first !== null;
  return open.length === 0 && !isWalking && isOlder(pullChanged, pulls.since) && isOlder(last, pulls.since);
}

async function* merged(pass: Pass, from: Cursor): AsyncGenerator<Page, Cursor> {
  const startedAt = from.pulls.startedAt ?? pass.client.startedAt();
  const until = from.pulls.since === null ? null : plusMs(from.pulls.since as Instant, -OVERLAP_MS);
  for (let at = from; ;) {
    const { nodes, next } = await mergedPage(pass, at.pulls.after);
    const fresh = nodes.filter(({ updatedAt }) => until === null || (parseInstant(updatedAt) ?? until) >= until);
    const commits = fresh.flatMap(({ mergedAt, headRefOid, mergeCommit }) =>
      [headRefOid, mergeCommit?.oid].flatMap((sha) => (sha && mergedAt ? [{ sha, since: mergedAt }] : [])),
    );
    const isEnd = next === null || fresh.length < nodes.length;
    const pulls = isEnd ? { since: startedAt, after: null, startedAt: null } : { ...at.pulls, after: next, startedAt };
    at = yield* watch(pass, { ...at, pulls }, commits);
    if (isEnd) return at;
  }
}

const mergedShape = z.object({
  pullRequests: connection(
    z.object({
      updatedAt: z.string(),
      mergedAt: z.string().nullish(),
      headRefOid: z.string(),
      mergeCommit: z.object({ oid: z.string() }).nullish(),
    }),
  ),
});

async function mergedPage(pass: Pass, after: string | null) {
  const about = asked(pass, 'merged pull requests', PULLS_PERMISSION);
  const { data } = await inRepository(pass, MERGED_PULL_REQUESTS, { after }, about);
  const { nodes, pageInfo } = expect(mergedShape, data, about).pullRequests;
  return { nodes, next: pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null };
}

async function* deployed(pass: Pass, from: Cursor): AsyncGenerator<Page, Cursor> {
  const { newest: known, page: firstPage } = from.deployments;
  let newest = from.deployments.first;
  let at = from;
  for (let number = firstPage; ; number += 1) {
    const listed = await deploymentsPage(pass, number);
    newest ??= listed[0]?.id ?? known;
    const fresh = listed.filter(({ id }) => known === null || Number(id) > Number(known));
    const isEnd = listed.length < 100 || fresh.length < listed.length;
    // Only a first walk goes on in the middle; a later one is short and begins again at the newest.
    const progress = known === null ? { newest: null, page: number + 1, first: newest } : from.deployments;
    const deployments = isEnd ? { newest, page: 1, first: null } : progress;
    at = yield* watch(
      pass,
      { ...at, deployments },
      fresh.map(({ sha, created_at: since }) => ({ sha, since })),
    );
    if (isEnd) return at;
  }
}

/** One page of the checks of these commits; those that are watched already are watched on from the later time. */
async function* watch(pass: Pass, at: Cursor, commits: readonly Pick<Watched, 'sha' | 'since'>[]): AsyncGenerator<Page, Cursor> {
  const known = new Map(at.open.map((each) => [each.sha, each]));
  const asking = new Map<string, Watched>();
  for (const { sha, since } of commits) {
    const before = asking.get(sha) ?? known.get(sha);
    asking.set(sha, { sha, since: before && before.since > since ? before.since : since, read: before?.read ?? null });
  }
  const { records, open } = await lookAt(pass, [...asking.values()]);
  const next = { ...at, open: [...at.open.filter(({ sha }) => !asking.has(sha)), ...open] };
  yield page(records, next);
  return next;
}

import { type CoverageClaim, type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { expect } from './client.js';
import { landedCommits } from './landed.js';
import { asked, cursorAs, inRepository, lastPage, OVERLAP_MS, page, type Pass } from './pass.js';
import { isOlder, type Peeked } from './peek.js';
import { PULLS_PERMISSION, type PullNode, pullNode, wholePullRequest } from './pull-request.js';
import { PULL_REQUESTS_BY_CREATION, PULL_REQUESTS_BY_UPDATE } from './queries.js';
import { complete, denied } from './repository.js';

const denial = {
  /** Why reviews could not be read, in GitHub's words; as long as it stands, no review is claimed to be missing. */
  reviewsDenied: z.string().nullable(),
};
const cursorShape = z.union([
  /** The first pass, newest first: how far down it is, and when it began, from where the next one reads all that was opened or changed. */
  z.object({ phase: z.literal('down'), after: z.string().nullable(), startedAt: z.string().nullable(), ...denial }),
  /** Every later one, last changed first, down to what the pass before saw. */
  z.object({ phase: z.literal('changes'), since: z.string().nullable(), ...denial }),
]);
type Cursor = z.output<typeof cursorShape>;
type First = Extract<Cursor, { phase: 'down' }>;
type Changes = Extract<Cursor, { phase: 'changes' }>;

const BEGINNING: First = { phase: 'down', after: null, startedAt: null, reviewsDenied: null };

const pulls = z.object({ pullRequests: connection(pullNode) });

/** What was merged longer before a first pass was known as associated to whoever read its commits. */
const LAG_MS = 3_600_000;

export async function* readPullRequests(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const at = cursorAs(cursorShape, cursor, BEGINNING);
  yield* at.phase === 'down' ? readFirst(pass, at) : readChanges(pass, at);
}

/** Comments, reviews, dismissals, pushes and edits all move the time by which a pass finds what changed; it would find nothing. */
export function pullRequestsAreUnmoved({ pullChanged }: Peeked, cursor: Json | null): boolean {
  const at = cursorAs(cursorShape, cursor, BEGINNING);
  return at.phase === 'changes' && at.reviewsDenied === null && isOlder(pullChanged, at.since);
}

async function* readFirst(pass: Pass, from: First): AsyncGenerator<Page> {
  // What changes during a first pass of hours is for the next: only up to its beginning is everything read.
  const startedAt = from.startedAt ?? pass.client.startedAt();
  let at: First = { ...from, startedAt };
  for (;;) {
    const { nodes, next, total, reviewsDenied } = await pullsPage(pass, PULL_REQUESTS_BY_CREATION, at.after);
    const { records, words } = await whole(pass, nodes);
    const landed = await landedCommits(pass, nodes.filter(isMergedSince(startedAt)));
    at = { ...at, after: next ?? at.after, reviewsDenied: at.reviewsDenied ?? reviewsDenied ?? words };
    yield page([...records, ...landed], at, total);
    if (next === null) break;
  }
  yield lastPage({ phase: 'changes', since: startedAt, reviewsDenied: at.reviewsDenied }, claims(pass, startedAt, at.reviewsDenied));
}

function isMergedSince(startedAt: string | null): (node: PullNode) => boolean {
  const from = startedAt === null ? null : plusMs(startedAt as Instant, -LAG_MS);
  return ({ mergedAt }) => from === null || (parseInstant(mergedAt ?? '') ?? from) >= from;
}

async function* readChanges(pass: Pass, at: Changes): AsyncGenerator<Page> {
  const started = pass.client.startedAt();
  const until = at.since === null ? null : plusMs(at.since as Instant, -OVERLAP_MS);
  let refused: string | null = null;
  for (let after: string | null = null; ;) {
    const { nodes, next, reviewsDenied }: PullsPage = await pullsPage(pass, PULL_REQUESTS_BY_UPDATE, after);
    const changed = nodes.filter((node) => until === null || (parseInstant(node.updatedAt) ?? until) >= until);
    const { records, words } = await whole(pass, changed);
    refused ??= reviewsDenied ?? words;
    yield page([...records, ...(await landedCommits(pass, changed))], at);
    if (next === null || changed.length < nodes.length) break;
    after = next;
  }
  // The token may read reviews again: those of the unchanged pull requests were never read, so all begins anew.
  const next: Cursor =
    at.reviewsDenied !== null && refused === null ? BEGINNING : { phase: 'changes', since: started, reviewsDenied: refused };
  yield lastPage(next, claims(pass, started, refused ?? at.reviewsDenied));
}

function claims(pass: Pass, upTo: string | null, reviewsDenied: string | null): CoverageClaim[] {
  return complete(pass.repository, pass.client, ['pull_requests', 'reviews']).map((claim) =>
    claim.collection === 'reviews' && reviewsDenied !== null
      ? denied(pass.repository, 'reviews', reviewsDenied)
      : { ...claim, ...(upTo === null ? {} : { upTo: upTo as Instant }) },
  );
}

interface PullsPage {
  readonly nodes: readonly z.output<typeof pullNode>[];
  readonly next: string | null;
  readonly total: number | undefined;
  readonly reviewsDenied: string | null;
}

async function pullsPage(pass: Pass, query: string, after: string | null): Promise<PullsPage> {
  const about = asked(pass, 'pull requests', PULLS_PERMISSION);
  const { data, reviewsDenied } = await inRepository(pass, query, { after }, about);
  const { nodes, pageInfo, totalCount } = expect(pulls, data, about).pullRequests;
  return { nodes, next: pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null, total: totalCount, reviewsDenied };
}

async function whole(pass: Pass, nodes: PullsPage['nodes']): Promise<{ records: RawRecord[]; words: string | null }> {
  const records: RawRecord[] = [];
  let words: string | null = null;
  for (const node of nodes) {
    const { record, reviewsDenied } = await wholePullRequest(pass, node);
    records.push(record);
    words ??= reviewsDenied;
  }
  return { records, words };
}

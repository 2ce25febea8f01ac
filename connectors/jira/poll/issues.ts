import { type Instant, type Json, type Page, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { changedSince, type Listed, newestFirst, newestUpdate, plusMinutes, TOP, updatedOf } from './listing.js';
import { issueById } from './one.js';
import type { Pass } from './pass.js';
import { claimsOf } from './project.js';
import { claimsOfMoved } from './approvals.js';
import { type Whole, wholeIssue } from './whole.js';

const cursorShape = z.object({
  /** The latest `updated` that was read; of a walk down that is under way, the latest that there was when it began. */
  updated: z.string().nullable(),
  /** What of the overlap was read in which state, so that it is not read again unchanged. */
  near: z.record(z.string(), z.string()),
  /** Issues with an approval that is not decided. */
  open: z.array(z.string()),
  /** Whose approvals could not be read and why; as long as it stands, no approval is claimed to be missing. */
  denied: z.object({ id: z.string(), words: z.string() }).nullable(),
  /** Issues whose approvals may have been left behind where they came from. */
  lost: z.array(z.string()),
  /** Where the first reading is on its way down; null: it is at its end. */
  down: z.object({ bound: z.number().nullable(), token: z.string().nullable() }).nullable().default(null),
});
type Cursor = z.output<typeof cursorShape>;
const BEGINNING: Cursor = { updated: null, near: {}, open: [], denied: null, lost: [], down: TOP };

/** Jira's search index follows its database; five minutes are listed twice. */
const OVERLAP_MINUTES = 5;

/** One pass: all, newest first, where that is not done; what changed since; then what still waits for a decision. */
export async function* readIssues(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const read = cursorShape.safeParse(cursor);
  const from = read.success ? read.data : BEGINNING;
  const found: Found = { denied: null, wereRead: false, done: new Set(), lost: new Map() };
  let at = yield* readDown(pass, from, found);
  const since = at.updated === null ? null : plusMinutes(at.updated as Instant, -OVERLAP_MINUTES);
  for await (const listed of changedSince(pass, since)) {
    const fresh = listed.filter((issue) => at.near[issue.id] !== updatedOf(issue));
    const records = await wholes(pass, fresh, found);
    at = reached(at, fresh, found);
    yield { records, cursor: at };
  }
  const records = await wholes(pass, await stillOpen(pass, at, found), found);
  const [lost, shown] = lostAfter(at.lost, found);
  at = { ...at, open: [...openAfter(at.open, found)], lost };
  yield {
    records,
    cursor: nextOf(at, from, found),
    claims: [...claimsOf(claimed(pass, from, found)), ...claimsOfMoved({ lost, shown }, pass.client.startedAt())],
  };
}

/** The way down holds from when changes are to be read: all that is changed or created meanwhile, whatever the walk had read before. */
async function* readDown(pass: Pass, from: Cursor, found: Found): AsyncGenerator<Page, Cursor> {
  const { down } = from;
  if (down === null) return from;
  const isBegun = down.bound !== null || down.token !== null;
  let at: Cursor = isBegun ? from : { ...from, updated: await newestUpdate(pass) };
  for await (const { issues, next } of newestFirst(pass, down)) {
    const records = await wholes(pass, issues, found);
    const { near, open, lost } = reached(at, issues, found);
    at = { ...at, near, open, lost, denied: at.denied ?? found.denied, down: next };
    yield { records, cursor: at };
  }
  return at;
}

/** What came to light in this pass. */
interface Found {
  denied: Cursor['denied'];
  wereRead: boolean;
  /** Issues read in this pass, each with whether it still waits. */
  readonly done: Set<{ readonly id: string; readonly isOpen: boolean }>;
  /** Issues whose approvals were asked for, each with whether they may be lost. */
  readonly lost: Map<string, boolean>;
}

async function wholes(pass: Pass, listed: readonly Listed[], found: Found): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for (const issue of listed) {
    const whole = await wholeIssue(pass, issue);
    found.done.add({ id: issue.id, isOpen: whole?.isOpen ?? false });
    if (!whole) continue;
    records.push(whole.record);
    noteApprovals(issue.id, whole.approvals, found);
  }
  return records;
}

function noteApprovals(id: string, approvals: Whole['approvals'], found: Found): void {
  found.lost.set(id, approvals === 'LOST');
  if (approvals === 'READ') found.wereRead = true;
  else if (typeof approvals !== 'string') found.denied ??= { id, words: approvals.denied };
}

function reached(at: Cursor, fresh: readonly Listed[], found: Found): Cursor {
  const times = new Map([...Object.entries(at.near), ...fresh.map((issue) => [issue.id, updatedOf(issue) ?? ''] as const)]);
  const updated = [at.updated ?? '', ...times.values()].reduce((latest, each) => (each > latest ? each : latest)) || null;
  if (updated === null) return at;
  const edge = plusMinutes(updated as Instant, -OVERLAP_MINUTES);
  const near = Object.fromEntries([...times].filter(([, time]) => time >= edge));
  return { ...at, updated, near, open: [...openAfter(at.open, found)], lost: lostAfter(at.lost, found).flat() };
}

/** Those that may be lost, and those that were and are shown now: only at the end of a pass that can be claimed. */
function lostAfter(before: readonly string[], { lost }: Found): [lost: string[], shown: string[]] {
  const all = [...new Set([...before, ...[...lost].flatMap(([id, isLost]) => (isLost ? [id] : []))])].sort();
  return [all.filter((id) => lost.get(id) ?? true), all.filter((id) => lost.get(id) === false)];
}

function openAfter(open: readonly string[], { done }: Found): Set<string> {
  const after = new Set(open);
  for (const { id, isOpen } of done) {
    if (isOpen) after.add(id);
    else after.delete(id);
  }
  return after;
}

/** Those with an open approval that did not show as changed, and the one by which approvals were found to be refused. */
async function stillOpen(pass: Pass, { open, denied }: Cursor, { done }: Found): Promise<Listed[]> {
  const read = new Set([...done].map(({ id }) => id));
  const found: Listed[] = [];
  for (const id of new Set([...open, ...(denied ? [denied.id] : [])].filter((each) => !read.has(each)))) {
    const issue = await issueById(pass, id).catch((error: unknown) => {
      if (error instanceof SourceRefused && error.status === 404) return null;
      throw error;
    });
    if (issue) found.push(issue);
    else done.add({ id, isOpen: false });
  }
  return found;
}

/** Approvals that were refused once and are shown now were never read for the unchanged issues: all begins anew. */
function nextOf(at: Cursor, from: Cursor, { denied, wereRead }: Found): Cursor {
  if (from.denied !== null && denied === null && wereRead) return BEGINNING;
  return { ...at, denied: denied ?? from.denied };
}

function claimed(pass: Pass, from: Cursor, { denied }: Found) {
  return { project: pass.project, upTo: pass.client.startedAt(), denied: (denied ?? from.denied)?.words ?? null };
}

import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { complete, denied, pathOf } from './repository.js';
import { isDenied } from './revision-checks.js';

const open = z.object({ id, createdAt: z.string() });
const cursorShape = z.object({
  /** The newest run that was read; ids grow. */
  newest: z.string().nullable(),
  /** A first pass that is under way: its next page, and the newest id that it began with. */
  first: z.object({ page: z.int(), newest: z.string().nullable() }).nullable(),
  open: z.array(open),
});
type Cursor = z.output<typeof cursorShape>;

const run = z.looseObject({ id, status: z.string().nullish(), run_attempt: z.int().nullish(), created_at: z.string() });
type Run = z.output<typeof run>;
const listShape = z.object({ workflow_runs: z.array(run) });

const DAY_MS = 86_400_000;
const about = (pass: Pass) => asked(pass, 'workflow runs', 'Actions: read');

/** New runs newest first down to the last one known, then those that may still go on or be run again. */
export async function* readBuilds(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const from = cursorAs(cursorShape, cursor, { newest: null, first: { page: 1, newest: null }, open: [] });
  try {
    let at = yield* newRuns(pass, from);
    for (const entry of from.open) {
      const read = await runById(pass, entry.id);
      at = { ...at, open: at.open.filter((other) => other.id !== entry.id).concat(read ? stillOpen(pass, read) : []) };
      if (read) yield page(await attemptsOf(pass, read), at);
    }
    const isWhole = from.first === null || from.first.page === 1;
    yield lastPage(at, isWhole ? complete(pass.repository, pass.client, ['builds']) : []);
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'builds', error.message)]);
  }
}

async function* newRuns(pass: Pass, from: Cursor): AsyncGenerator<Page, Cursor> {
  let { first, open: found } = from;
  let newest = first?.newest ?? null;
  for (let number = first?.page ?? 1; ; number += 1) {
    const listed = await runsPage(pass, number);
    newest ??= listed[0]?.id ?? from.newest;
    const fresh = listed.filter((each) => from.newest === null || Number(each.id) > Number(from.newest));
    const records: RawRecord[] = [];
    for (const each of fresh) records.push(...(await attemptsOf(pass, each)));
    found = [...found, ...fresh.flatMap((each) => stillOpen(pass, each))];
    const isEnd = listed.length < 100 || fresh.length < listed.length;
    first = first && { page: number + 1, newest };
    const progress: Cursor = first ? { newest: null, first, open: found } : from;
    yield page(records, isEnd ? { newest, first: null, open: found } : progress);
    if (isEnd) return { newest, first: null, open: found };
  }
}

async function runsPage(pass: Pass, number: number): Promise<readonly Run[]> {
  const parameters = { ...pathOf(pass.repository), per_page: 100, page: number };
  const { data } = await pass.client.get('/repos/{owner}/{repo}/actions/runs', parameters, about(pass));
  return expect(listShape, data, about(pass)).workflow_runs;
}

/** Null when the run was deleted. */
async function runById(pass: Pass, runId: string): Promise<Run | null> {
  const parameters = { ...pathOf(pass.repository), run_id: runId };
  try {
    const { data } = await pass.client.get('/repos/{owner}/{repo}/actions/runs/{run_id}', parameters, about(pass));
    return expect(run, data, about(pass));
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

/** The attempt at hand, and with one request each those before it: a list shows the last one alone. */
async function attemptsOf(pass: Pass, last: Run): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for (let number = 1; number < (last.run_attempt ?? 1); number += 1) {
    const parameters = { ...pathOf(pass.repository), run_id: last.id, attempt_number: number };
    const route = '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}';
    const { data } = await pass.client.get(route, parameters, about(pass));
    records.push(recordOf(pass, expect(run, data, about(pass))));
  }
  return [...records, recordOf(pass, last)];
}

function recordOf(pass: Pass, each: Run): RawRecord {
  // Four objects that the repository and its commits tell better, and that make up nine tenths of the bytes.
  const { repository: _own, head_repository: _head, head_commit: _commit, pull_requests: _pulls, ...rest } = each;
  const payload = { repository: placeOf(pass).rest, run: rest } as unknown as Json;
  return { kind: 'rest.workflow_run', key: `workflow_run:${each.id}:${String(each.run_attempt ?? 1)}`, payload };
}

/** Within a day a run may be started again; one that waits at a gate may go on for 35 days. */
function stillOpen(pass: Pass, each: Run): z.output<typeof open>[] {
  const now: Instant | null = pass.client.startedAt();
  const created = parseInstant(each.created_at);
  const days = each.status === 'completed' ? 1 : 35;
  const isOpen = created === null || now === null || plusMs(created, days * DAY_MS) > now;
  return isOpen ? [{ id: each.id, createdAt: each.created_at }] : [];
}

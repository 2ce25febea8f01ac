import type { CoverageClaim, Json, Page, RawRecord, Stream } from '#contract';
import { z } from 'zod';
import { type Client, clientOf, type JenkinsIo } from './client.js';
import { isOfDeployments, jobOf, scopeOf } from './jobs.js';
import { listed as listedShape, type Listed, TREE } from './listed.js';
import { readingOf } from './reading.js';

const known = z.object({ number: z.int(), timestamp: z.int() });
const cursorShape = z.object({
  /** The newest build that was read, and when it was made: a job that is made again counts from 1. */
  newest: known.nullable(),
  /** A first reading that is under way: the lowest number that it read, where it stands in the list, and what it began with. */
  first: z.object({ lowest: z.int(), at: z.int(), newest: known }).nullable(),
  /** Builds that ran when they were read. */
  open: z.array(z.int()),
});
type Cursor = z.output<typeof cursorShape>;

const START: Cursor = { newest: null, first: null, open: [] };
const PAGE = 50;
/** So many are listed twice: when a build is deleted meanwhile, those behind it move up. */
const OVERLAP = 5;

interface Pass {
  readonly io: JenkinsIo;
  readonly client: Client;
  readonly job: string;
}

/** New builds newest first, down to the last one known, then those that ran. */
export async function* readBuilds(stream: Stream, cursor: Json | null, io: JenkinsIo): AsyncGenerator<Page> {
  const pass: Pass = { io, client: clientOf(io), job: jobOf(stream) };
  const from = cursorShape.safeParse(cursor).data ?? START;
  let at = yield* newBuilds(pass, from);
  for (const number of from.open) {
    const read = await buildByNumber(pass, number);
    at = { ...at, open: at.open.filter((other) => other !== number) };
    const reading = read && (await readingOf(io, pass.client, pass.job, read));
    if (reading?.isRunning) at = { ...at, open: [...at.open, number] };
    if (reading) yield { records: [reading.record], cursor: at };
  }
  yield { records: [], cursor: at, claims: claimsOf(stream, pass) };
}

async function* newBuilds(pass: Pass, from: Cursor): AsyncGenerator<Page, Cursor> {
  const { newest } = from;
  let { first, open } = from;
  // A first reading that was interrupted goes on below; what came meanwhile is read by the next pass.
  const isDown = newest === null;
  let index = first?.at ?? 0;
  let lowest = first?.lowest ?? Infinity;
  let top = first?.newest ?? null;
  for (;;) {
    const listed = await buildsPage(pass, index);
    if (index > 0 && listed[0] && listed[0].number < lowest && lowest !== Infinity) {
      index = Math.max(0, index - PAGE);
      continue;
    }
    if (newest !== null && isMadeAgain(listed, newest)) return yield* newBuilds(pass, { ...START });
    const floor: number = newest?.number ?? 0;
    const fresh = listed.filter(({ number }) => number < lowest && number > floor);
    const { records, running } = await readingsOf(pass, fresh);
    open = [...open, ...running];
    top ??= listed[0] ? { number: listed[0].number, timestamp: listed[0].timestamp } : null;
    lowest = Math.min(lowest, ...fresh.map(({ number }) => number));
    const isEnd = listed.length < PAGE || listed.some(({ number }) => number <= floor);
    if (isEnd) {
      const end: Cursor = { newest: top ?? newest, first: null, open };
      yield { records, cursor: end };
      return end;
    }
    index += PAGE - OVERLAP;
    first = isDown && top ? { lowest, at: index, newest: top } : null;
    // Only a first reading goes on in the middle; a later one is short and begins again at the newest.
    yield { records, cursor: isDown ? { newest: null, first, open } : from };
  }
}

/** A number that was read before belongs to a later build now. */
function isMadeAgain(listed: readonly Listed[], newest: z.output<typeof known>): boolean {
  const [latest] = listed;
  if (latest && latest.number < newest.number && latest.timestamp > newest.timestamp) return true;
  return listed.some(({ number, timestamp }) => number <= newest.number && timestamp > newest.timestamp);
}

async function readingsOf({ io, client, job }: Pass, builds: readonly Listed[]) {
  const records: RawRecord[] = [];
  const running: number[] = [];
  for (const each of builds) {
    const { record, isRunning } = await readingOf(io, client, job, each);
    records.push(record);
    if (isRunning) running.push(each.number);
  }
  return { records, running };
}

const listShape = z.object({ allBuilds: z.array(listedShape).nullish() });

async function buildsPage({ client, job }: Pass, index: number): Promise<readonly Listed[]> {
  const { allBuilds } = await client.read(job, 'api/json', listShape, `allBuilds[${TREE}]{${String(index)},${String(index + PAGE)}}`);
  return allBuilds ?? [];
}

/** Null when it was rotated away or deleted: that proves nothing. */
export function buildByNumber({ client, job }: Pick<Pass, 'client' | 'job'>, number: number): Promise<Listed | null> {
  return client.readIfThere(job, `${String(number)}/api/json`, listedShape, TREE);
}

function claimsOf(stream: Stream, { client, job }: Pass): CoverageClaim[] {
  const upTo = client.startedAt();
  const collection = isOfDeployments(stream) ? 'deployments' : 'builds';
  return upTo === null ? [] : [{ scope: scopeOf(job), collection, state: 'COMPLETE', upTo }];
}

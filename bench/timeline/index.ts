import { openPool, type Sql } from '../../src/db/pool.js';
import { knownAt, timeline, type TimelineFilter } from '../../src/read/index.js';
import type { BenchServer } from '../database.js';
import { median, rounded, type Tell, timed } from '../figure.js';

export interface TimelineOptions {
  readonly few: number;
  readonly many: number;
  /** Pages of each kind from each database, by turns. */
  readonly pages: number;
}

const MOST = 1.5;
const FILTER: TimelineFilter = { types: ['pull_request.merged'] };
/** Told, not judged: it passes over what is newer than the moment. */
const KNOWN = 'page as it was known';
const KINDS = ['newest page', 'page in the middle', 'page of one type', KNOWN] as const;

/** A page of 50 of the timeline as the API reads it, from a database with `many` events and one with `few`. */
export async function benchTimeline(server: BenchServer, tell: Tell, { few, many, pages }: TimelineOptions): Promise<void> {
  const [small, large] = [await filled(server, few), await filled(server, many)];
  try {
    for (const kind of KINDS) {
      const ms: { few: number[]; many: number[] } = { few: [], many: [] };
      const [ofFew, ofMany] = [await reader(small, kind, few), await reader(large, kind, many)];
      for (let nth = -5; nth < pages; nth++) {
        const [a, b] = [(await timed(ofFew)).ms, (await timed(ofMany)).ms];
        if (nth < 0) continue;
        ms.few.push(a);
        ms.many.push(b);
      }
      const [value, ratio] = [median(ms.many), median(ms.many) / median(ms.few)];
      const beside = { ratioTo: `the same of ${few} events`, ratio: rounded(ratio) };
      const judged = kind === KNOWN ? {} : { bound: `ratio <= ${MOST}`, holds: ratio <= MOST };
      tell({
        name: `${kind} of ${many} events`,
        value: rounded(value),
        unit: 'ms',
        ...beside,
        ...judged,
      });
    }
  } finally {
    await small.end();
    await large.end();
  }
}

async function reader(sql: Sql, kind: (typeof KINDS)[number], events: number): Promise<() => Promise<void>> {
  const then = kind === KNOWN ? await knownAt(sql, timeOf(events * 0.9)) : sql;
  const filter = kind === 'page of one type' ? FILTER : {};
  const half = kind === 'page in the middle' ? { occurredTo: timeOf(events / 2) } : {};
  return async () => {
    const { edges } = await timeline(then, { ...filter, ...half }, { first: 50 });
    if (edges.length !== 50) throw new Error(`A page had ${edges.length} events.`);
  };
}

/** Of the nth event: a minute for each. */
function timeOf(nth: number) {
  return new Date(Date.UTC(2020, 0, 1) + Math.floor(nth) * 60_000).toISOString().replace('Z', '000Z') as NonNullable<
    TimelineFilter['occurredTo']
  >;
}

/** Entries as following writes them, made by one statement; the ledger behind them is not read for a page. */
async function filled(server: BenchServer, events: number): Promise<Sql> {
  const { url, adminUrl } = await server.database(`timeline_${events}`);
  const sql = openPool(url, { max: 2 });
  await sql`
    insert into timeline_entry
      (seq, event_id, type, source, subject, repository, person, occurred_from, occurred_to, sort_at, recorded_at, standing)
    select n, encode(sha256(n::text::bytea), 'hex'),
      (array['commit.recorded', 'review.submitted', 'deployment.started', 'build.finished', 'pull_request.merged'])[n % 5 + 1],
      'github-acme', 'thing:github-acme:' || n % 20000, 'repository:github-acme:' || n % 40, 'person:' || n % 300,
      at, at + interval '1 second', at, at, 'CURRENT'
    from (select n, timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute' as at from generate_series(0, ${events - 1}::int) n) e`;
  await sql`insert into follow_cursor (singleton, seq, recorded_at, clock) select true, seq, recorded_at, recorded_at from timeline_entry order by seq desc limit 1`;
  const owner = openPool(adminUrl, { max: 1 });
  await owner.unsafe('vacuum analyze timeline_entry');
  await owner.end();
  return sql;
}

import type { Instant } from '#contract';
import { badInput, Refusal } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { PAST_TABLES } from './past-tables.js';

/**
 * Statements that find the read tables as the hub knew them at `at`, deadlines up to then fired: every query written
 * for the present answers for that moment. Refuses BAD_INPUT for a moment that is not over, UNAVAILABLE while what
 * was recorded by then is not followed yet. A query over a table without a past is refused, never answered with the present.
 */
export async function knownAt(sql: Sql, at: Instant): Promise<Sql> {
  const [row] = await sql<{ seq: number; later: boolean; behind: boolean }[]>`
    with recursive
      cursor as (select coalesce(max(seq), -1) as seq from follow_cursor),
      search (low, high) as (
        select -1::bigint, (select seq + 1 from cursor)
        union all
        select case when e.recorded_at <= ${at}::timestamptz then e.seq else low end,
          case when e.recorded_at <= ${at}::timestamptz then high else e.seq end
        from search join timeline_entry e on e.seq = (low + high) / 2
        where high - low > 1
      )
    select (select max(low) from search) as seq, ${at}::timestamptz > clock_timestamp() as later,
      exists (select from ledger_event where seq > (select seq from cursor) and recorded_at <= ${at}::timestamptz)
        or exists (select from deadline where at <= ${at}::timestamptz) as behind`;
  if (row?.later !== false) throw badInput(`knownAt is ${at}, which is not over yet. Ask for a moment that is, or leave it out.`);
  if (row.behind) throw new Refusal('UNAVAILABLE', `What was recorded up to ${at} is still being followed. Ask again in a moment.`);
  return asKnown(sql, { seq: Number(row.seq), at });
}

interface Moment {
  /** The last event that was known; -1: none. */
  readonly seq: number;
  readonly at: Instant;
}

const OTHER_WAYS: readonly unknown[] = ['begin', 'reserve', 'unsafe', 'listen', 'subscribe', 'notify', 'file'];

function asKnown(sql: Sql, moment: Moment): Sql {
  return new Proxy(sql, {
    apply: (target, self, given: unknown[]) => {
      const made: unknown = Reflect.apply(target, self, given);
      return isTemplate(given[0]) ? answeredThen(sql, moment, made as Fragment) : made;
    },
    get: (target, name) => {
      if (OTHER_WAYS.includes(name)) throw new Error(`${String(name)} knows no past.`);
      return Reflect.get(target, name) as unknown;
    },
  });
}

function isTemplate(first: unknown): boolean {
  return Array.isArray(first) && 'raw' in first;
}

/** Parts of statements are queries that nobody awaits; one that is awaited runs with the tables of then before it. */
function answeredThen(sql: Sql, moment: Moment, query: Fragment): Fragment {
  const run = async () => {
    const text = textOf(query);
    const tables = before(sql, text);
    // A statement may have one `with`; around one that has its own goes a query more, which keeps its order.
    const asked = /^\s*with\b/.test(text) ? sql`select * from (${query}) q` : sql`(${query})`;
    return sql`with moment (seq, at) as (select ${moment.seq}::bigint, ${moment.at}::timestamptz) ${tables} ${asked}`;
  };
  const own: Pick<Promise<unknown>, 'then' | 'catch' | 'finally'> = {
    then: (met, failed) => run().then(met, failed),
    catch: (failed) => run().catch(failed),
    finally: (done) => run().finally(done),
  };
  return Object.assign(query, own);
}

/** The tables that it reads, each under its own name; what reads others is refused. */
function before(sql: Sql, text: string): Fragment {
  const names = new Set([...text.matchAll(/\b(?:from|join)\s+([a-z_]+)\b(?!\s*\()/g)].map(([, name]) => name ?? ''));
  const timeless = [...names].find((name) => HAS_NO_PAST.has(name));
  if (timeless !== undefined) {
    throw badInput(`A part of this question (${timeless}) cannot be told as it was known. Leave it out, or ask for it without knownAt.`);
  }
  const tables = [...names].flatMap((name) => (PAST_TABLES.has(name) ? [`, ${name} as not materialized (${PAST_TABLES.get(name)})`] : []));
  return sql.unsafe(tables.join('')) as unknown as Fragment;
}

/** Everything else that a query may read is the ledger itself, or no matter of when it was known: clear texts, tokens. */
const HAS_NO_PAST: ReadonlySet<string> = new Set([
  ...[
    'awaiting',
    'branch_head',
    'commit_segment',
    'coverage',
    'deadline',
    'deployment_status',
    'permission',
    'push',
    'source_clock',
    'tag',
  ],
  ...['inbox_delivery', 'inbox_doorbell', 'inbox_record', 'ledger_head', 'source_state', 'source_stream'],
]);

function textOf(query: unknown): string {
  const { strings, args } = (query ?? {}) as { readonly strings?: readonly string[]; readonly args?: readonly unknown[] };
  if (!Array.isArray(strings)) return '';
  return strings.map((text: string, nth) => `${text} ${textOf(args?.[nth])}`).join('');
}

import type { Instant } from '#contract';
import { badInput, Refusal } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { answeredBy, type Fragment, isTemplate } from './fragment.js';
import { PAST_TABLES } from './past-tables.js';

/**
 * Statements that find the read tables as the hub knew them at `known` (null: as it does now), and judged by `clock` (null: the
 * same moment): every query written for the present answers for these. Refuses BAD_INPUT for a moment that is not over,
 * UNAVAILABLE while what was recorded by then is not followed yet. A query over a table without a past is refused, never
 * answered with the present; so is one about verdicts that a deadline between the two moments changes.
 */
export async function knownAt(sql: Sql, known: Instant | null, clock: Instant | null = null): Promise<Sql> {
  const at = known ?? (await followedUpTo(sql));
  const moment = { seq: await knownBy(sql, at), at, clock: clock ?? at };
  return asKnown(
    sql,
    moment,
    once(() => refuseOtherVerdicts(sql, moment)),
  );
}

/** The moment at which the read tables stand. */
async function followedUpTo(sql: Sql): Promise<Instant> {
  const [cursor] = await sql<{ clock: Instant }[]>`select clock from follow_cursor`;
  return cursor?.clock ?? ('0001-01-01T00:00:00.000000Z' as Instant);
}

/** The last event that was known. */
async function knownBy(sql: Sql, at: Instant): Promise<number> {
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
  return Number(row.seq);
}

interface Moment {
  /** The last event that was known; -1: none. */
  readonly seq: number;
  readonly at: Instant;
  /** The judge's. */
  readonly clock: Instant;
}

/** What the judge would have said at another clock is kept up to the next deadline, in either direction, and not beyond. */
async function refuseOtherVerdicts(sql: Sql, { at, clock }: Moment): Promise<void> {
  if (clock === at) return;
  const [from, to] = at < clock ? [at, clock] : [clock, at];
  const [found] = await sql<{ at: Instant; sentence: string }[]>`
    select (d.x ->> 'at') as at, d.x ->> 'sentence' as sentence
    from (
      select deadlines from deployment_range
      where deadlines <> '[]' and recorded_from <= ${at}::timestamptz and coalesce(recorded_to, 'infinity') > ${at}::timestamptz
      union all
      select deadlines from change_state
      where deadlines <> '[]' and recorded_from <= ${at}::timestamptz and coalesce(recorded_to, 'infinity') > ${at}::timestamptz
    ) s
    cross join lateral jsonb_array_elements(s.deadlines) d (x)
    where (d.x ->> 'at')::timestamptz > ${from}::timestamptz and (d.x ->> 'at')::timestamptz <= ${to}::timestamptz
    order by 1, 2
    limit 1`;
  if (!found) return;
  const side = at < clock ? `before ${found.at}` : `of ${found.at} or later`;
  throw badInput(
    `What the judge would have said at ${clock} of what was known at ${at} is not kept: time alone changes verdicts at ${found.at} (${found.sentence}). Ask for an at ${side}.`,
  );
}

function once(check: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= check());
}

const OTHER_WAYS: readonly unknown[] = ['begin', 'reserve', 'unsafe', 'listen', 'subscribe', 'notify', 'file'];

/** By the statements of a past moment those of the present: for what is no matter of when it was known. */
const presents = new WeakMap<Sql, Sql>();

/** The statements behind those of `knownAt`; others are themselves. */
export function presentOf(sql: Sql): Sql {
  return presents.get(sql) ?? sql;
}

function asKnown(sql: Sql, moment: Moment, verdicts: () => Promise<void>): Sql {
  const past = new Proxy(sql, {
    apply: (target, self, given: unknown[]) => {
      const made: unknown = Reflect.apply(target, self, given);
      return isTemplate(given[0]) ? answeredThen(sql, { moment, verdicts }, made as Fragment) : made;
    },
    get: (target, name) => {
      if (OTHER_WAYS.includes(name)) throw new Error(`${String(name)} knows no past.`);
      return Reflect.get(target, name) as unknown;
    },
  });
  presents.set(past, sql);
  return past;
}

/** A statement runs with the tables of then before it. */
function answeredThen(sql: Sql, { moment, verdicts }: { moment: Moment; verdicts: () => Promise<void> }, query: Fragment): Fragment {
  return answeredBy(query, async () => {
    const text = textOf(query);
    const names = tablesIn(text);
    if (names.has('verdict')) await verdicts();
    const tables = before(sql, names);
    // A statement may have one `with`; around one that has its own goes a query more, which keeps its order.
    const asked = /^\s*with\b/.test(text) ? sql`select * from (${query}) q` : sql`(${query})`;
    return sql`with moment (seq, at, clock) as (select ${moment.seq}::bigint, ${moment.at}::timestamptz, ${moment.clock}::timestamptz) ${tables} ${asked}`;
  });
}

function tablesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\b(?:from|join)\s+([a-z_]+)\b(?!\s*\()/g)].map(([, name]) => name ?? ''));
}

/** The tables that it reads, each under its own name; what reads others is refused. */
function before(sql: Sql, names: ReadonlySet<string>): Fragment {
  const timeless = [...names].find((name) => HAS_NO_PAST.has(name));
  if (timeless !== undefined) {
    throw badInput(`A part of this question (${timeless}) cannot be told as it was known. Leave it out, or ask for it without knownAt.`);
  }
  const tables = [...names].flatMap((name) => (PAST_TABLES.has(name) ? [`, ${name} as not materialized (${PAST_TABLES.get(name)})`] : []));
  return sql.unsafe(tables.join('')) as unknown as Fragment;
}

/** Everything else that a query may read is the ledger itself, or no matter of when it was known: clear texts, tokens. */
const HAS_NO_PAST: ReadonlySet<string> = new Set([
  ...['awaiting', 'branch_head', 'commit_segment', 'deadline', 'deployment_status', 'permission', 'push', 'source_clock'],
  ...['inbox_delivery', 'inbox_doorbell', 'inbox_record', 'ledger_head', 'source_state', 'source_stream'],
]);

function textOf(query: unknown): string {
  const { strings, args } = (query ?? {}) as { readonly strings?: readonly string[]; readonly args?: readonly unknown[] };
  if (!Array.isArray(strings)) return '';
  return strings.map((text: string, nth) => `${text} ${textOf(args?.[nth])}`).join('');
}

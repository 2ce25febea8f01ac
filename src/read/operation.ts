import type { Instant, Interval } from '#contract';
import type { Sql } from '../db/pool.js';
import { type List, listOfChanges } from './change-link.js';
import type { Fragment } from './fragment.js';
import type { Page, PageInput } from './page.js';

/** A run of a job or script for a change. */
export interface ExecutionRow {
  readonly execution: string;
  readonly source: string;
  readonly job: string | null;
  readonly kind: string | null;
  readonly step: string | null;
  readonly purpose: 'IMPLEMENTATION' | 'BACKOUT' | 'VALIDATION' | 'PREPARATION' | null;
  readonly service: string | null;
  readonly environment: string | null;
  readonly operator: string | null;
  readonly started: Interval | null;
  readonly finished: Interval | null;
  readonly outcome: 'SUCCEEDED' | 'SUCCEEDED_WITH_ISSUES' | 'FAILED' | 'CANCELLED' | null;
  readonly returnCode: string | null;
  readonly trusted: boolean;
  /** The event that says how it ended, or, until then, that it began. */
  readonly seq: number | null;
}

/** A step of an affected asset of a change. */
export interface AssetStepRow {
  readonly asset: string;
  readonly source: string;
  readonly kind: string;
  readonly name: string;
  readonly step: 'REVIEWED' | 'APPROVED' | 'SCHEDULED' | 'MOVED' | 'VALIDATED' | 'CLOSED';
  readonly actor: string | null;
  readonly at: Interval | null;
  readonly trusted: boolean;
  readonly seq: number;
}

type Times<Name extends string> = { readonly [Bound in `${Name}From` | `${Name}To`]: Instant | null };
type ExecutionRead = Omit<ExecutionRow, 'started' | 'finished'> & Times<'started'> & Times<'finished'> & { readonly sortAt: Instant };
type AssetStepRead = Omit<AssetStepRow, 'at'> & Times<'at'> & { readonly sortAt: Instant };

/** For each change one page of the runs that name it, the earliest first. */
export function executionsOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<ExecutionRow>[]> {
  const sortAt = sql`coalesce(e.started_from, e.finished_from, 'epoch')`;
  const matching = sql`
    select e.execution, e.source, e.job, e.kind, e.step, e.purpose, e.service, e.environment, e.operator, e.outcome,
      e.return_code as "returnCode", e.started_from as "startedFrom", e.started_to as "startedTo",
      e.finished_from as "finishedFrom", e.finished_to as "finishedTo", coalesce(e.finished_seq, e.started_seq) as seq,
      ${isTrusted(sql, sql`e.source`, sql`case when e.finished_seq is null then 'execution.started' else 'execution.finished' end`)} as trusted,
      ${sortAt} as "sortAt"
    from execution e
    where e.execution in (${naming(sql, ['execution'])})`;
  const list: List<ExecutionRead, ExecutionRow> = {
    name: 'executions of a change',
    kinds: ['time', 'text'],
    matching,
    rows: ({ from, limit }) => sql`
      ${matching} and (${sortAt}, e.execution) > (${String(from?.[0] ?? '-infinity')}::timestamptz, ${String(from?.[1] ?? '')})
      order by ${sortAt}, e.execution limit ${limit + 1}`,
    order: sql`p."sortAt", p.execution`,
    keyOf: (row) => [row.sortAt, row.execution],
    nodeOf: ({ startedFrom, startedTo, finishedFrom, finishedTo, sortAt: _, ...row }) => ({
      ...row,
      started: interval(startedFrom, startedTo),
      finished: interval(finishedFrom, finishedTo),
    }),
  };
  return listOfChanges(sql, tickets, list, input);
}

/** For each change one page of the steps of its assets, the earliest first. */
export function assetStepsOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<AssetStepRow>[]> {
  const sortAt = sql`coalesce(s.at_from, s.recorded_at)`;
  const matching = sql`
    select s.asset, s.source, s.kind, s.name, s.step, s.actor, s.at_from as "atFrom", s.at_to as "atTo", s.seq,
      ${isTrusted(sql, sql`s.source`, sql`'asset.progressed'`)} as trusted, ${sortAt} as "sortAt"
    from asset_step s
    where s.asset in (${naming(sql, ['asset'])})`;
  const list: List<AssetStepRead, AssetStepRow> = {
    name: 'steps of the assets of a change',
    kinds: ['time', 'int'],
    matching,
    rows: ({ from, limit }) => sql`
      ${matching} and (${sortAt}, s.seq) > (${String(from?.[0] ?? '-infinity')}::timestamptz, ${Number(from?.[1] ?? -1)}::bigint)
      order by ${sortAt}, s.seq limit ${limit + 1}`,
    order: sql`p."sortAt", p.seq`,
    keyOf: (row) => [row.sortAt, row.seq],
    nodeOf: ({ atFrom, atTo, sortAt: _, ...row }) => ({ ...row, at: interval(atFrom, atTo) }),
  };
  return listOfChanges(sql, tickets, list, input);
}

const OPERATIONS = ['execution', 'asset', 'incident', 'evaluation', 'check', 'build'];

/** The things of these kinds whose source itself says that they belong to the ticket `w.ticket`. */
export function naming(sql: Sql, kinds: readonly string[] = OPERATIONS): Fragment {
  const isOne = sql`m.method = 'RELATION' and m.retracted_seq is null and split_part(m.from_ref, ':', 1) = any(${kinds as string[]})`;
  return sql`
    select m.from_ref from ticket_mention m where m.ticket = w.ticket and ${isOne}
    union
    select m.from_ref from ticket_key k join ticket_mention m on m.key = k.key where k.ticket = w.ticket and m.key <> '' and ${isOne}`;
}

/** Whether the policy in force believes what a source says by events of a type (`controls.md`, Terms: Trust). */
function isTrusted(sql: Sql, source: Fragment, type: Fragment): Fragment {
  return sql`
    (not exists (select from sender x where x.source = ${source})
      or coalesce((select p.content -> 'trust' -> ${source} ? ${type} from policy_version p order by p.seq desc limit 1), false))`;
}

function interval(from: Instant | null, to: Instant | null): Interval | null {
  return from !== null && to !== null ? { from, to } : null;
}

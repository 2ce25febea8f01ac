import type { Sql } from '../db/pool.js';
import { type List, listOfChanges } from './change-link.js';
import { commitsSaid, pullRequestsSaid } from './change-mention.js';
import type { TimelineRow } from './event.js';
import type { Fragment } from './fragment.js';
import { allGaps, gapColumns, type GapRow } from './gap-rows.js';
import { naming } from './operation.js';
import type { Page, PageInput } from './page.js';
import { columns as eventColumns, type Row as EventRow, rowOf as eventOf } from './timeline.js';
import { columns as verdictColumns, type VerdictRow } from './verdict.js';

/** Subjects that a verdict about the change itself has: the ticket, or a deployment and the ticket. */
function isAbout(sql: Sql): Fragment {
  return sql`(subject = w.ticket or right(subject, length(w.ticket) + 1) = ' ' || w.ticket)`;
}

/** What is judged together with the ticket `w.ticket`: itself, and every deployment that ever was linked to it. */
function units(sql: Sql): Fragment {
  return sql`select w.ticket union select from_ref from link where to_ref = w.ticket`;
}

/** For each change one page of its standing verdicts, by rule and subject; those of its deployments stand there. */
export function verdictsOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<VerdictRow>[]> {
  const matching = sql`select ${verdictColumns(sql)} from verdict where unit in (${units(sql)}) and recorded_to is null and ${isAbout(sql)}`;
  const list: List<VerdictRow, VerdictRow> = {
    name: 'verdicts of a change',
    kinds: ['text', 'text'],
    matching,
    rows: ({ from, limit }) => sql`
      ${matching} and (rule, subject) > (${String(from?.[0] ?? '')}, ${String(from?.[1] ?? '')}) order by rule, subject limit ${limit + 1}`,
    order: sql`p.rule, p.subject`,
    keyOf: (row) => [row.rule, row.subject],
    nodeOf: (row) => row,
  };
  return listOfChanges(sql, tickets, list, input);
}

/** For each change one page of its gaps, by rule and subject. */
export function gapsOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<GapRow>[]> {
  const matching = sql`select ${gapColumns(sql)} from (${allGaps(sql)}) g where g.unit in (${units(sql)}) and ${isAbout(sql)}`;
  const list: List<GapRow, GapRow> = {
    name: 'gaps of a change',
    kinds: ['text', 'text'],
    matching,
    rows: ({ from, limit }) => sql`
      ${matching} and (g.rule, g.subject) > (${String(from?.[0] ?? '')}, ${String(from?.[1] ?? '')}) order by g.rule, g.subject limit ${limit + 1}`,
    order: sql`p.rule, p.subject`,
    keyOf: (row) => [row.rule, row.subject],
    nodeOf: (row) => row,
  };
  return listOfChanges(sql, tickets, list, input);
}

/** For each change one page of what happened to it, its approvals, pull requests, reviews, commits, deployments and executions, oldest first. */
export function timelineOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<TimelineRow>[]> {
  const matching = sql`select ${eventColumns(sql)} from timeline_entry where standing = 'CURRENT' and subject in (${subjects(sql)})`;
  const list: List<EventRow, TimelineRow> = {
    name: 'timeline of a change',
    kinds: ['time', 'int'],
    matching,
    rows: ({ from, limit }) => sql`
      ${matching} and ${from === null ? sql`true` : sql`(sort_at, seq) > (${String(from[0])}::timestamptz, ${Number(from[1])}::bigint)`}
      order by sort_at, seq limit ${limit + 1}`,
    order: sql`p."sortAt", p.seq`,
    keyOf: (row) => [row.sortAt, row.seq],
    nodeOf: eventOf,
  };
  return listOfChanges(sql, tickets, list, input);
}

function subjects(sql: Sql): Fragment {
  return sql`
    select w.ticket
    union select approval from approval_step where about = w.ticket
    union select ref from (${pullRequestsSaid(sql)}) s where strong
    union select v.review from (${pullRequestsSaid(sql)}) s join review v on v.pull_request = s.ref where s.strong
    union select ref from (${commitsSaid(sql)}) s where strong
    union select from_ref from link where to_ref = w.ticket and strength = 'CARRIED' and recorded_to is null
    union select unnest(deployments) from change_state where ticket = w.ticket and ticket not like 'ticket:%' and recorded_to is null
    union ${naming(sql)}`;
}

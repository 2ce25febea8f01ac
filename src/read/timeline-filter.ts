import type { EventType, Instant } from '#contract';
import { badInput } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';

/** All that is given must hold; of a list, one of its values. */
export interface TimelineFilter {
  readonly types?: readonly EventType[] | null;
  readonly sources?: readonly string[] | null;
  readonly exceptSources?: readonly string[] | null;
  readonly subject?: string | null;
  /** A ref, or a name as the tool writes it: `acme/pay`. */
  readonly repository?: string | null;
  /** Half-open [from, to) over the time that orders the timeline. */
  readonly occurredFrom?: Instant | null;
  readonly occurredTo?: Instant | null;
  readonly person?: string | null;
}

/** The filter as a condition over `timeline_entry`. Throws BAD_INPUT when a list is too long or a period ends before it begins. */
export function conditionOf(sql: Sql, filter: TimelineFilter): Fragment {
  bounded('types', filter.types);
  bounded('sources', filter.sources);
  bounded('exceptSources', filter.exceptSources);
  inOrder('occurred', filter.occurredFrom, filter.occurredTo);
  return sql`true
    ${filter.types ? sql`and type = any(${filter.types as string[]})` : sql``}
    ${filter.sources ? sql`and source = any(${filter.sources as string[]})` : sql``}
    ${filter.exceptSources ? sql`and source <> all(${filter.exceptSources as string[]})` : sql``}
    ${filter.subject ? sql`and subject = ${filter.subject}` : sql``}
    ${filter.repository ? sql`and repository ${repositoryIs(sql, filter.repository)}` : sql``}
    ${filter.occurredFrom ? sql`and sort_at >= ${filter.occurredFrom}::timestamptz` : sql``}
    ${filter.occurredTo ? sql`and sort_at < ${filter.occurredTo}::timestamptz` : sql``}
    ${filter.person ? sql`and person = ${filter.person}` : sql``}`;
}

/** Refs hold colons and names of repositories do not. */
export function repositoryIs(sql: Sql, nameOrRef: string): Fragment {
  return nameOrRef.includes(':') ? sql`= ${nameOrRef}` : sql`in (select n.repository from repository n where n.name = ${nameOrRef})`;
}

export function bounded(name: string, list: readonly unknown[] | null | undefined): void {
  if (list && list.length > 100) throw badInput(`${name} holds ${list.length} values; at most 100 are allowed.`);
}

export function inOrder(name: string, from: Instant | null | undefined, to: Instant | null | undefined): void {
  if (from && to && to <= from) throw badInput(`${name}To (${to}) must be later than ${name}From (${from}): the period is [from, to).`);
}

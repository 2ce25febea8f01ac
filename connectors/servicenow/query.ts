import { type Instant, instantOf, microsOf } from '#contract';

export const COLUMN = /^[a-z][a-z0-9_]{0,79}$/;
export const SYS_ID = /^[0-9a-f]{32}$/;

// Longest first: `>=` before `>`.
const TERM =
  /^([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(ISNOTEMPTY|ISEMPTY|NOT IN|NOT LIKE|STARTSWITH|ENDSWITH|LIKE|IN|!=|>=|<=|=|>|<)([^^]*)$/;

/** Whether every term is a column, an operator and a value without scripts: only then can each column be proven to be known. */
export function isFilter(query: string): boolean {
  return query.split('^').every((term) => TERM.test(term) && !/javascript:/i.test(term));
}

/** The columns that a query asks about, each once. */
export function columnsOf(query: string): string[] {
  return [...new Set(query.split('^').flatMap((term) => TERM.exec(term)?.[1] ?? []))];
}

/** All of these; an empty one asks nothing. */
export function all(...terms: readonly string[]): string {
  return terms.filter((term) => term !== '').join('^');
}

/** As ServiceNow stores it: `yyyy-MM-dd HH:mm:ss` in UTC, to the second. */
export function stored(instant: Instant): string {
  return instant.slice(0, 19).replace('T', ' ');
}

export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantOf(microsOf(instant) + seconds * 1_000_000);
}

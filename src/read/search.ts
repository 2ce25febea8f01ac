import type { ChangeClass, Instant, Outcome } from '#contract';
import { badInput } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { bounded, inOrder } from './timeline-filter.js';

/** Which part somebody had in a change. */
export const CHANGE_PARTS = ['CREATOR', 'NAMED', 'EDITOR', 'APPROVER', 'AUTHOR', 'REVIEWER', 'MERGER', 'DEPLOYER'] as const;
export type ChangePart = (typeof CHANGE_PARTS)[number];

/** What is searched for beside the properties of a change: words, persons by their part, and what its record says. */
export interface SearchFilter {
  /** Words that all stand in its titles or comments; one that ends in `*` is the beginning of a word. */
  readonly text?: string | null;
  /** Of `person`: only who had one of these parts. */
  readonly parts?: readonly ChangePart[] | null;
  readonly outcomes?: readonly Outcome[] | null;
  readonly classes?: readonly ChangeClass[] | null;
  /** It was closed in [from, to). */
  readonly closedFrom?: Instant | null;
  readonly closedTo?: Instant | null;
}

/** The filter as conditions, each with its `and`, over changes `c`; `accounts` are those of the person in it. */
export function searchCondition(sql: Sql, filter: SearchFilter, accounts: readonly string[] | null): Fragment {
  for (const name of ['parts', 'outcomes', 'classes'] as const) bounded(name, filter[name]);
  inOrder('closed', filter.closedFrom, filter.closedTo);
  if (filter.parts && !accounts) throw badInput('parts says which part a person had: name the person, too.');
  const { outcomes, classes, closedFrom, closedTo } = filter;
  return sql`
    ${filter.text ? hasWords(sql, filter.text) : sql``}
    ${accounts ? tookPart(sql, accounts, filter.parts ?? CHANGE_PARTS) : sql``}
    ${
      outcomes || classes || closedFrom || closedTo
        ? sql`and c.ticket in (
            select change from change_record
            where recorded_to is null
              ${outcomes ? sql`and outcome = any(${outcomes as string[]})` : sql``}
              ${classes ? sql`and change_class = any(${classes as string[]})` : sql``}
              ${closedFrom ? sql`and closed_at >= ${closedFrom}::timestamptz` : sql``}
              ${closedTo ? sql`and closed_at < ${closedTo}::timestamptz` : sql``})`
        : sql``
    }`;
}

const MOST_CHARACTERS = 300;
const MOST_WORDS = 10;

/** Each word by the index `clear_value_words`, whose expression and condition these are. An erased text has no words. */
function hasWords(sql: Sql, text: string): Fragment {
  return wordsIn(text)
    .map(
      (word) => sql`and c.ticket in (
        select s.about
        from clear_value v join search_text s on s.commitment = v.commitment
        where v.field in ('summary', 'short_description', 'title', 'comment')
          and to_tsvector('simple', lower(left(v.value, 100000))) @@ to_tsquery('simple', lower(${word})))`,
    )
    .reduce((all, one) => sql`${all} ${one}`);
}

/** As `to_tsquery` reads words: in quotes, so that nothing in them is an operator. */
function wordsIn(text: string): readonly string[] {
  if (text.length > MOST_CHARACTERS) throw badInput(`text has ${text.length} characters; at most ${MOST_CHARACTERS} are searched for.`);
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) throw badInput('text holds no word: give letters or digits to search for.');
  if (words.length > MOST_WORDS) throw badInput(`text has ${words.length} words; at most ${MOST_WORDS} are searched for at once.`);
  return words.map((word) => `'${word.replace(/['\\\0]/g, ' ')}'${word.endsWith('*') ? ':*' : ''}`);
}

/** Who did something to a change, or was named in it, by the part that he had. */
function tookPart(sql: Sql, persons: readonly string[], parts: readonly ChangePart[]): Fragment {
  const accounts = persons as string[];
  const through = (part: Fragment) => sql`
    select l.to_ref
    from (${part}) p (ref)
    join link d on d.to_ref = p.ref and d.recorded_to is null
    join link l on l.from_ref = d.from_ref and p.ref = any(l.through)
    where l.to_ref like 'ticket:%' and l.strength = 'CARRIED' and l.recorded_to is null`;
  const by: Readonly<Record<ChangePart, Fragment>> = {
    CREATOR: sql`select ticket from ticket where creator = any(${accounts})`,
    NAMED: sql`select ticket from ticket_field where to_value #>> '{}' = any(${accounts})`,
    EDITOR: sql`select ticket from ticket_field where actor = any(${accounts})`,
    APPROVER: sql`select about from approval_step where approver = any(${accounts})`,
    AUTHOR: sql`${through(sql`select pull_request from pull_request where opener = any(${accounts})`)}`,
    REVIEWER: sql`${through(sql`select pull_request from review where reviewer = any(${accounts})`)}`,
    MERGER: sql`${through(sql`select pull_request from pull_request where merger = any(${accounts})`)}`,
    DEPLOYER: sql`
      select l.to_ref from deployment d join link l on l.from_ref = d.deployment
      where d.creator = any(${accounts}) and l.to_ref like 'ticket:%' and l.strength = 'CARRIED' and l.recorded_to is null`,
  };
  return sql`and c.ticket in (${parts.map((part) => by[part]).reduce((all, one) => sql`${all} union all ${one}`)})`;
}

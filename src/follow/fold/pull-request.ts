import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { type Changing, laterWins, type Row, Rows, upsertKeeping } from './rows.js';

const PULL = `
  insert into pull_request as p (pull_request, repository, number, opener, opened_from, opened_to, opened_seq, merge_commit,
    merge_base, merge_head, merger, merged_from, merged_to, merged_seq)
  select pull_request, repository, number, opener, opened_from, opened_to, opened_seq, merge_commit, merge_base, merge_head,
    merger, merged_from, merged_to, merged_seq
  from json_to_recordset($1::text::json) as row (pull_request text, repository text, number integer, opener text,
    opened_from timestamptz, opened_to timestamptz, opened_seq bigint, merge_commit text, merge_base text, merge_head text,
    merger text, merged_from timestamptz, merged_to timestamptz, merged_seq bigint)
  on conflict (pull_request) do update set
    repository = coalesce(p.repository, excluded.repository),
    number = coalesce(p.number, excluded.number),
    opener = coalesce(p.opener, excluded.opener),
    opened_from = coalesce(p.opened_from, excluded.opened_from),
    opened_to = coalesce(p.opened_to, excluded.opened_to),
    opened_seq = coalesce(p.opened_seq, excluded.opened_seq),
    merge_commit = coalesce(p.merge_commit, excluded.merge_commit),
    merge_base = coalesce(p.merge_base, excluded.merge_base),
    merge_head = coalesce(p.merge_head, excluded.merge_head),
    merger = coalesce(p.merger, excluded.merger),
    merged_from = coalesce(p.merged_from, excluded.merged_from),
    merged_to = coalesce(p.merged_to, excluded.merged_to),
    merged_seq = coalesce(p.merged_seq, excluded.merged_seq)`;

/** The same statement, but what the source says now replaces what it said before. */
const replacing = (statement: string) => statement.replaceAll(/coalesce\(([pr]\.(\w+)), (excluded\.\2)\)/g, 'coalesce($3, $1)');

const HEAD = `
  insert into pull_request_head as h (pull_request, head, commits, cut, seq)
  select pull_request, head, commits, cut, seq
  from json_to_recordset($1::text::json) as row (pull_request text, head text, commits text[], cut boolean, seq bigint)
  on conflict (pull_request, head) do update set commits = coalesce(h.commits, excluded.commits), cut = h.cut or excluded.cut`;

const REVIEW = `
  insert into review as r (review, pull_request, reviewer, state, commit, submitted_from, submitted_to, submitted_seq, dismissed_by, dismissed_seq)
  select review, pull_request, reviewer, state, commit, submitted_from, submitted_to, submitted_seq, dismissed_by, dismissed_seq
  from json_to_recordset($1::text::json) as row (review text, pull_request text, reviewer text, state text, commit text,
    submitted_from timestamptz, submitted_to timestamptz, submitted_seq bigint, dismissed_by text, dismissed_seq bigint)
  on conflict (review) do update set
    reviewer = coalesce(r.reviewer, excluded.reviewer),
    state = coalesce(r.state, excluded.state),
    commit = coalesce(r.commit, excluded.commit),
    submitted_from = coalesce(r.submitted_from, excluded.submitted_from),
    submitted_to = coalesce(r.submitted_to, excluded.submitted_to),
    submitted_seq = coalesce(r.submitted_seq, excluded.submitted_seq),
    dismissed_by = coalesce(r.dismissed_by, excluded.dismissed_by),
    dismissed_seq = coalesce(r.dismissed_seq, excluded.dismissed_seq)`;

const EMPTY_PULL: Row = Object.fromEntries(
  ['repository', 'number', 'opener', 'opened_from', 'opened_to', 'opened_seq', 'merge_commit', 'merge_base', 'merge_head']
    .concat(['merger', 'merged_from', 'merged_to', 'merged_seq'])
    .map((name) => [name, null]),
);
const EMPTY_REVIEW: Row = Object.fromEntries(
  ['reviewer', 'state', 'commit', 'submitted_from', 'submitted_to', 'submitted_seq', 'dismissed_by', 'dismissed_seq'].map((name) => [
    name,
    null,
  ]),
);

const PULLS: Changing = { table: 'pull_request', as: 'p', key: ['pull_request'], hasSeq: false };
const HEADS: Changing = { table: 'pull_request_head', as: 'h', key: ['pull_request', 'head'], hasSeq: true };
const REVIEWS: Changing = { table: 'review', as: 'r', key: ['review'], hasSeq: false };

/** Pull requests, their heads and their reviews. */
export class PullRequestFold {
  readonly #pulls = new Rows();
  readonly #rewritten = new Rows(laterWins);
  readonly #heads = new Rows();
  readonly #reviews = new Rows();
  readonly #rewrittenReviews = new Rows(laterWins);

  opened(reading: Reading, rewritten: boolean): void {
    const at = reading.occurredAt;
    this.#put(reading, rewritten, {
      opener: reading.text('opener'),
      opened_from: at?.from ?? null,
      opened_to: at?.to ?? null,
      opened_seq: reading.seq,
    });
  }

  merged(reading: Reading, rewritten: boolean): void {
    const at = reading.occurredAt;
    this.#put(reading, rewritten, {
      merge_commit: reading.text('mergeCommit'),
      merge_base: reading.text('base'),
      merge_head: reading.text('head'),
      merger: reading.text('merger'),
      merged_from: at?.from ?? null,
      merged_to: at?.to ?? null,
      merged_seq: reading.seq,
    });
  }

  headSeen(reading: Reading): void {
    const head = reading.text('head');
    if (!head) return;
    this.#heads.put(`${reading.subject} ${head}`, {
      pull_request: reading.subject,
      head,
      commits: reading.seenTexts('commits'),
      cut: reading.seenFlag('commitsCut') === true,
      seq: reading.seq,
    });
  }

  reviewed(reading: Reading, rewritten: boolean): void {
    const at = reading.occurredAt;
    this.#review(rewritten ? this.#rewrittenReviews : this.#reviews, reading, {
      reviewer: reading.text('reviewer'),
      state: reading.text('state'),
      commit: reading.text('commit'),
      submitted_from: at?.from ?? null,
      submitted_to: at?.to ?? null,
      submitted_seq: reading.seq,
    });
  }

  dismissed(reading: Reading): void {
    this.#review(this.#reviews, reading, { dismissed_by: reading.text('by'), dismissed_seq: reading.seq });
  }

  #put(reading: Reading, rewritten: boolean, row: Row): void {
    const rows = rewritten ? this.#rewritten : this.#pulls;
    const place = { repository: reading.text('repository'), number: reading.number('number') };
    rows.put(reading.subject, { pull_request: reading.subject, ...EMPTY_PULL, ...place, ...row });
  }

  #review(rows: Rows, reading: Reading, row: Row): void {
    const pull = reading.text('pullRequest');
    if (pull) rows.put(reading.subject, { review: reading.subject, pull_request: pull, ...EMPTY_REVIEW, ...row });
  }

  write(tx: Transaction, until: number): void {
    upsertKeeping(tx, this.#pulls, PULL, { changing: PULLS, until });
    upsertKeeping(tx, this.#rewritten, replacing(PULL), { changing: PULLS, until });
    upsertKeeping(tx, this.#heads, HEAD, { changing: HEADS, until });
    upsertKeeping(tx, this.#reviews, REVIEW, { changing: REVIEWS, until });
    upsertKeeping(tx, this.#rewrittenReviews, replacing(REVIEW), { changing: REVIEWS, until });
  }
}

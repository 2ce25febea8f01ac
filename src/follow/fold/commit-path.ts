import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { type Changing, type Row, Rows, upsertKeeping } from './rows.js';

const PATHS = `
  insert into commit_path as p (repository, sha, seq, paths, whole, merge_read, own)
  select repository, sha, seq, paths, whole, merge_read, own
  from json_to_recordset($1::text::json) as row (repository text, sha text, seq bigint, paths text[], whole boolean, merge_read boolean, own text[])
  on conflict (repository, sha) do update set
    paths = case
      when p.paths @> excluded.paths then p.paths
      else array(select distinct one collate "C" from unnest(p.paths || excluded.paths) as one order by 1) end,
    whole = p.whole or excluded.whole,
    merge_read = p.merge_read or excluded.merge_read,
    own = coalesce(p.own, excluded.own)`;

const COMMIT_PATHS: Changing = { table: 'commit_path', as: 'p', key: ['repository', 'sha'], hasSeq: true };

/** The paths of commits: what one door tells beyond another adds up. */
export class CommitPathFold {
  readonly #rows = new Rows(unionOf);

  touched(reading: Reading): void {
    const [repository, sha] = [reading.text('repository'), reading.text('sha')];
    if (!repository || !sha) return;
    this.#rows.put(`${repository} ${sha}`, {
      repository,
      sha,
      seq: reading.seq,
      paths: [...(reading.seenTexts('paths') ?? [])].sort(),
      whole: reading.seenFlag('whole') === true,
      merge_read: reading.seenFlag('merge') === true,
      own: reading.seenTexts('own'),
    });
  }

  write(tx: Transaction, until: number): void {
    upsertKeeping(tx, this.#rows, PATHS, { changing: COMMIT_PATHS, until });
  }
}

function unionOf(before: Row, after: Row): Row {
  return {
    ...before,
    paths: [...new Set([...(before['paths'] as string[]), ...(after['paths'] as string[])])].sort(),
    whole: before['whole'] === true || after['whole'] === true,
    merge_read: before['merge_read'] === true || after['merge_read'] === true,
    own: before['own'] ?? after['own'],
  };
}

import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { type Changing, laterWins, Rows, upsertKeeping } from './rows.js';

const CHECK = `
  insert into check_run as c (seq, check_ref, source, repository, sha, name, conclusion, at_from, at_to)
  select seq, check_ref, source, repository, sha, name, conclusion, at_from, at_to
  from json_to_recordset($1::text::json) as row (seq bigint, check_ref text, source text, repository text, sha text, name text,
    conclusion text, at_from timestamptz, at_to timestamptz)
  on conflict (seq) do update set name = excluded.name, conclusion = excluded.conclusion, at_from = excluded.at_from, at_to = excluded.at_to`;

const PLACED = `
  update check_run as c set repository = row.repository, sha = row.sha
  from json_to_recordset($1::text::json) as row (seq bigint, repository text, sha text)
  where c.seq = row.seq`;

const CHECKS: Changing = { table: 'check_run', as: 'c', key: ['seq'], hasSeq: true };

/** Checks that ended. */
export class CheckFold {
  readonly #checks = new Rows(laterWins);
  readonly #placed = new Rows(laterWins);

  finished(reading: Reading): void {
    const [repository, sha] = [reading.text('repository') ?? '', reading.text('sha') ?? ''];
    // One that names a change is evidence of it without a revision, too.
    if ((!repository || !sha) && reading.event.body.mentions.length === 0) return;
    const at = reading.occurredAt;
    this.#checks.put(String(reading.seq), {
      seq: reading.seq,
      check_ref: reading.subject,
      source: reading.event.envelope.source,
      repository,
      sha,
      name: reading.text('name') ?? '',
      conclusion: reading.text('conclusion') ?? '',
      at_from: at?.from ?? null,
      at_to: at?.to ?? null,
    });
  }

  /** Where its revision is, which it did not say itself. */
  placed(reading: Reading): void {
    this.#placed.put(String(reading.seq), { seq: reading.seq, repository: reading.text('repository'), sha: reading.text('sha') });
  }

  write(tx: Transaction, until: number): void {
    upsertKeeping(tx, this.#checks, CHECK, { changing: CHECKS, until });
    upsertKeeping(tx, this.#placed, PLACED, { changing: CHECKS, until });
  }
}

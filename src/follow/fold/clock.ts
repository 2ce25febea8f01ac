import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { laterWins, Rows, upsert } from './rows.js';

const CLOCK = `
  insert into source_clock as c (source, offset_ms, seq)
  select source, offset_ms, seq
  from json_to_recordset($1::text::json) as row (source text, offset_ms bigint, seq bigint)
  on conflict (source) do update set offset_ms = excluded.offset_ms, seq = excluded.seq
  where c.offset_ms <> excluded.offset_ms`;

/** An answer's `Date` is of a whole second, and it takes its time: less than this is no offset, and differs from reading to reading. */
const ERROR_MS = 5_000;
const STEP_MS = 30_000;

/** How far the clocks of the sources are from the hub's, as the last reading found it. */
export class ClockFold {
  readonly #rows = new Rows(laterWins);

  read(reading: Reading): void {
    const source = reading.text('source');
    const offsetMs = reading.seenNumber('clockOffsetMs');
    if (source && offsetMs !== null) this.#rows.put(source, { source, offset_ms: inSteps(offsetMs), seq: reading.seq });
  }

  /** Before writing: whether a clock that was known is another one now, by which every order between two systems may differ. */
  async isNews(tx: Transaction): Promise<boolean> {
    if (this.#rows.size === 0) return false;
    const rows = await tx<{ source: string; offsetMs: number }[]>`select source, offset_ms as "offsetMs" from source_clock`;
    const known = new Map(rows.map((row) => [row.source, Number(row.offsetMs)]));
    return this.#rows.all.some((row) => Number(row['offset_ms']) !== (known.get(String(row['source'])) ?? 0));
  }

  write(tx: Transaction): void {
    upsert(tx, this.#rows, CLOCK);
  }
}

function inSteps(offsetMs: number): number {
  return Math.abs(offsetMs) < ERROR_MS ? 0 : Math.sign(offsetMs) * Math.ceil(Math.abs(offsetMs) / STEP_MS) * STEP_MS;
}

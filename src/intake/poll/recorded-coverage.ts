import { microsOf, type Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import { claimKey, type ScopedClaim } from './awaited.js';

interface Said {
  readonly state: string;
  readonly upTo: Instant | null;
  readonly reason: string | null;
}

/** What coverage was recorded last, so that only what is news is recorded. */
export interface RecordedCoverage {
  /** To be called before the rest: reads what an earlier process recorded of the source. */
  load(source: string): Promise<void>;
  isNews(claim: ScopedClaim): boolean;
  /** How far the last complete reading on record went. */
  reached(claim: ScopedClaim): Instant | null;
  /** Whether the clock of the source is another one than on record: every order with other systems' times rests on it. */
  hasClockMoved(source: string, offsetMs: number | null): boolean;
  note(claims: readonly ScopedClaim[], offsetMs: number | null): void;
}

const WATERMARK_MICROS = 3_600_000_000;
/** Above what a measurement errs by, and below any skew that policies allow for. */
const CLOCK_MOVED_MS = 30_000;

/** Remembers in memory; what an earlier process recorded is read once, source by source, from the read tables. */
export function openRecordedCoverage(sql: Sql): RecordedCoverage {
  const said = new Map<string, Said>();
  const clocks = new Map<string, number>();
  const loaded = new Map<string, Promise<void>>();

  async function read(source: string): Promise<void> {
    const rows = await sql<(Said & { subject: string; collection: string })[]>`
      select scope as subject, collection, state, up_to as "upTo", reason
      from read.coverage
      where source = ${source}`;
    for (const row of rows) {
      const key = claimKey({ ...row, source });
      if (!said.has(key)) said.set(key, row);
    }
    const [clock] = await sql<{ offsetMs: number }[]>`select offset_ms as "offsetMs" from read.source_clock where source = ${source}`;
    if (clock && !clocks.has(source)) clocks.set(source, Number(clock.offsetMs));
  }

  async function load(source: string): Promise<void> {
    const loading = loaded.get(source) ?? read(source);
    loaded.set(source, loading);
    await loading.catch((error: unknown) => {
      loaded.delete(source);
      throw error;
    });
  }

  return {
    load,
    reached(claim) {
      const last = said.get(claimKey(claim));
      return last?.state === 'COMPLETE' ? last.upTo : null;
    },
    isNews(claim) {
      const last = said.get(claimKey(claim));
      return last === undefined || differs(last, claim);
    },
    hasClockMoved: (source, offsetMs) => offsetMs !== null && Math.abs(offsetMs - (clocks.get(source) ?? 0)) > CLOCK_MOVED_MS,
    note(claims, offsetMs) {
      for (const { source } of claims) if (offsetMs !== null) clocks.set(source, offsetMs);
      for (const claim of claims) said.set(claimKey(claim), { state: claim.state, upTo: claim.upTo ?? null, reason: claim.reason ?? null });
    },
  };
}

/** Another state, another reason, or an hour since the last watermark. */
function differs(last: Said, claim: ScopedClaim): boolean {
  if (last.state !== claim.state) return true;
  if (claim.state !== 'COMPLETE') return last.reason !== (claim.reason ?? null);
  if (!claim.upTo || !last.upTo) return (claim.upTo ?? null) !== last.upTo;
  return microsOf(claim.upTo) - microsOf(last.upTo) >= WATERMARK_MICROS;
}

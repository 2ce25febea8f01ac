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
  isNews(claim: ScopedClaim): Promise<boolean>;
  note(claims: readonly ScopedClaim[]): void;
}

const WATERMARK_MICROS = 3_600_000_000;

/** Remembers in memory; what an earlier process recorded is read once, source by source, from the read tables. */
export function openRecordedCoverage(sql: Sql): RecordedCoverage {
  const said = new Map<string, Said>();
  const loaded = new Map<string, Promise<void>>();

  async function load(source: string): Promise<void> {
    const rows = await sql<(Said & { subject: string; collection: string })[]>`
      select scope as subject, collection, state, up_to as "upTo", reason
      from read.coverage
      where source = ${source}`;
    for (const row of rows) {
      const key = claimKey({ ...row, source });
      if (!said.has(key)) said.set(key, row);
    }
  }

  async function once(source: string): Promise<void> {
    const loading = loaded.get(source) ?? load(source);
    loaded.set(source, loading);
    await loading.catch((error: unknown) => {
      loaded.delete(source);
      throw error;
    });
  }

  return {
    async isNews(claim) {
      await once(claim.source);
      const last = said.get(claimKey(claim));
      return last === undefined || differs(last, claim);
    },
    note(claims) {
      for (const claim of claims) said.set(claimKey(claim), { state: claim.state, upTo: claim.upTo ?? null, reason: claim.reason ?? null });
    },
  };
}

/** Another state, another reason, or an hour since the last watermark. */
function differs(last: Said, claim: ScopedClaim): boolean {
  if (last.state !== claim.state) return true;
  if (claim.state === 'DENIED') return last.reason !== (claim.reason ?? null);
  if (!claim.upTo || !last.upTo) return (claim.upTo ?? null) !== last.upTo;
  return microsOf(claim.upTo) - microsOf(last.upTo) >= WATERMARK_MICROS;
}

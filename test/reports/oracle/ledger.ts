import { readAfter } from '../../../src/ledger/index.js';
import type { Interval, Json, LedgerEvent } from '#contract';
import type { Sql } from '../../../src/db/pool.js';

/** A fact as the ledger's events tell it, with what other readings added. */
export interface Told {
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
  readonly source: string;
  readonly recordedAt: string;
  at: Interval | null;
  readonly core: Readonly<Record<string, Json>>;
  readonly seen: Record<string, Json>;
  readonly mentions: LedgerEvent['body']['mentions'][number][];
  /** Which persons the source calls services. */
  readonly accounts: Readonly<Record<string, string>>;
}

/** All that the ledger tells, in its order; `knownAt`: nothing that was recorded after it. */
export async function toldBy(sql: Sql, knownAt?: string): Promise<readonly Told[]> {
  return toldIn((await readAfter(sql, -1, 1_000_000)).filter(({ envelope }) => !knownAt || envelope.recordedAt <= knownAt));
}

export function toldIn(events: readonly LedgerEvent[]): readonly Told[] {
  const bySeq = new Map<number, Told>();
  for (const { envelope, body } of events) {
    const seq = Number(envelope.seq);
    const { type, subject, source, recordedAt, occurredAt: at } = envelope;
    // Nothing in these histories is told otherwise afterwards; an oracle that passed it over would be none.
    if (type === 'event.rewritten' || type === 'event.withdrawn') throw new Error(`These loops do not know ${type}.`);
    if (type !== 'event.enriched') {
      const { core, accounts } = body;
      bySeq.set(seq, { seq, type, subject, source, recordedAt, at, core, accounts, seen: { ...body.seen }, mentions: [...body.mentions] });
      continue;
    }
    const of = bySeq.get(Number(body.core['seq']));
    if (of === undefined) throw new Error(`Event ${seq} adds to one that is not there.`);
    of.at ??= at;
    Object.assign(of.seen, body.seen);
    of.mentions.push(...body.mentions);
  }
  return [...bySeq.values()];
}

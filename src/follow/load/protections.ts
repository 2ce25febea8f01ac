import type { Instant, Json } from '#contract';
import type { ProtectionFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { readEvents } from '../../ledger/index.js';
import { commitName, partsOf } from './code.js';
import { grouped } from './gather.js';

/** Before the first reading nobody knows since when a branch was protected so. */
const EVER = '0001-01-01T00:00:00.000000Z' as Instant;

interface Row {
  readonly seq: number;
  readonly repository: string;
  readonly recordedAt: Instant;
  readonly readBefore: Instant | null;
}

/**
 * What was demanded of branches, by `<repository> <branch>`, the oldest first. Few are ever read (one event a difference), so
 * they are taken from the ledger. Each was set after the last complete reading before it, and when it was read at the latest.
 */
export async function loadProtections(
  tx: Transaction,
  branches: readonly string[],
): Promise<ReadonlyMap<string, readonly ProtectionFacts[]>> {
  const [repositories] = partsOf(branches);
  const rows = await tx<Row[]>`
    select e.seq, e.repository, e.recorded_at as "recordedAt",
      (select max(case when p.name is null then c.up_to else (p.was ->> 'up_to')::timestamptz end)
        from coverage c
        left join lateral (
          select name, was from past_row
          where kind = 'coverage' and name = concat_ws(' ', c.scope, c.collection, c.source) and until >= e.seq
          order by until limit 1) p on true
        where c.scope = e.repository and c.collection = 'protections') as "readBefore"
    from timeline_entry e
    where e.type = 'protection.observed' and e.standing = 'CURRENT' and e.repository = any(${[...new Set(repositories)]})
    order by e.seq`;
  const events =
    rows.length === 0
      ? []
      : await readEvents(
          tx,
          rows.map(({ seq }) => seq),
        );
  const bodies = new Map(events.map((event) => [event.seq, event.body.core]));
  const wanted = new Set(branches);
  const found = rows.map((row) => ({ repository: row.repository, facts: factsOf(row, bodies.get(row.seq) ?? {}) }));
  const named = found.filter(({ repository, facts }) => wanted.has(commitName(repository, facts.branch)));
  const groups = grouped(named, ({ repository, facts }) => commitName(repository, facts.branch));
  return new Map([...groups].map(([name, group]) => [name, group.map(({ facts }) => facts)]));
}

type Core = Readonly<Record<string, Json>>;

function factsOf({ seq, recordedAt, readBefore }: Row, core: Core): ProtectionFacts {
  const all = [core['settings'], ...(Array.isArray(core['rules']) ? (core['rules'] as Json[]) : [])].filter(isObject);
  const from = readBefore !== null && readBefore < recordedAt ? readBefore : EVER;
  return {
    branch: typeof core['branch'] === 'string' ? core['branch'] : '',
    at: { from, to: recordedAt },
    isProtected: core['protected'] === true,
    reviews: Math.max(0, ...all.map(({ approvals }) => (typeof approvals === 'number' ? approvals : 0))),
    checks: [...new Set(all.flatMap(({ checks }) => (Array.isArray(checks) ? (checks as Json[]) : [])))]
      .filter((one) => typeof one === 'string')
      .sort(),
    seq,
  };
}

function isObject(value: Json | undefined): value is Core {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

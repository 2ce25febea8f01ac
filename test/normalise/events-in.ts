import type { Sql } from '../../src/db/pool.js';

export interface LedgerFact {
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
  readonly core: Readonly<Record<string, unknown>>;
}

/** What the ledger holds, in order. */
export async function eventsIn(sql: Sql, type?: string): Promise<LedgerFact[]> {
  const rows = await sql<{ seq: number; leaf: Buffer; body: Buffer }[]>`select seq, leaf, body from ledger_event order by seq`;
  const facts = rows.map(({ seq, leaf, body }) => ({
    ...(JSON.parse(leaf.toString('utf8')) as { type: string; subject: string }),
    core: (JSON.parse(body.toString('utf8')) as { core: Record<string, unknown> }).core,
    seq,
  }));
  return type === undefined ? facts : facts.filter((fact) => fact.type === type);
}

export interface Ended {
  readonly position: number;
  readonly key: string;
  readonly state: string;
  readonly reason: string | null;
  readonly field: string | null;
  readonly events: readonly Buffer[];
}

export async function endsIn(sql: Sql): Promise<Ended[]> {
  return sql<Ended[]>`
    select position, key, state, reason, field, events
    from inbox_record
    order by delivery, position`;
}

export async function pendingIn(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from inbox_delivery where state = 'PENDING'`;
  return row?.count ?? -1;
}

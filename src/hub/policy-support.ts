import type { Json } from '#contract';
import type { Transaction } from '../db/pool.js';
import { type LedgerKey, textDigest } from '../ledger/index.js';

/** How many persons want a policy, and how many are still missing once this one does. */
export interface Support {
  /** WANTED_ALREADY: this person said so before. */
  readonly state: 'WANTED' | 'WANTED_ALREADY';
  readonly missing: number;
  /** The proposals of others, by place in the ledger. */
  readonly proposals: readonly number[];
}

interface Wish {
  readonly version: string;
  readonly inForce: { readonly seq: number; readonly content: Json } | null;
  /** Null: the file on disk, which is nobody's word. */
  readonly by: string | null;
}

/**
 * Where the policy in force asks for several persons, they are told apart by the names of their tokens; what somebody wanted
 * before it came into force counts no more. The first policy is asked for by nobody.
 */
export async function supportOf(tx: Transaction, { version, inForce, by }: Wish, key: LedgerKey): Promise<Support> {
  const approvers = approversIn(inForce?.content ?? null);
  if (inForce === null || approvers === 1) return { state: 'WANTED', missing: 0, proposals: [] };
  const rows = await tx<{ seq: number; holder: string | null }[]>`
    select l.seq, convert_from(l.body, 'UTF8')::jsonb #>> '{core,holder,digest}' as holder
    from timeline_entry t
    join ledger_event l on l.seq = t.seq
    where t.type = 'policy.proposed' and t.subject = ${`policy:${version}`} and t.seq > ${inForce.seq}
    order by l.seq`;
  const persons = new Set(rows.flatMap(({ holder }) => holder ?? []));
  const me = by === null ? null : textDigest('holder', by, key);
  const state = me !== null && persons.has(me) ? 'WANTED_ALREADY' : 'WANTED';
  if (me !== null) persons.add(me);
  return { state, missing: Math.max(0, approvers - persons.size), proposals: rows.map(({ seq }) => Number(seq)) };
}

/** How many persons a policy asks for. */
export function approversIn(content: Json): number {
  const { activation } = (content ?? {}) as { readonly activation?: { readonly approvers?: number } };
  return activation?.approvers ?? 1;
}

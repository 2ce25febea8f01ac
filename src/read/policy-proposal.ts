import type { Instant, Json } from '#contract';
import type { Sql } from '../db/pool.js';
import { commitmentOf, ledgerEvents } from './body.js';

/** Somebody wants a policy to be in force. */
export interface PolicyProposalRow {
  readonly seq: number;
  readonly version: string;
  readonly proposedAt: Instant;
  /** `hub` for the file on disk, or the token of the person. */
  readonly proposedBy: string;
  /** The version that was in force. */
  readonly inForce: string;
  readonly changed: readonly string[];
  readonly content: Json;
  /** Commitments to texts; null where there is none. */
  readonly holder: string | null;
  readonly reason: string | null;
  readonly file: string | null;
}

const MOST = 200;

/** What is proposed since the policy in force was, newest first, at most 200. */
export async function policyProposals(sql: Sql): Promise<PolicyProposalRow[]> {
  const rows = await sql<{ seq: number }[]>`
    select seq
    from timeline_entry
    where type = 'policy.proposed' and seq > (select coalesce(max(seq), -1) from timeline_entry where type = 'policy.activated')
    order by seq desc
    limit ${MOST}`;
  return proposalsAt(
    sql,
    rows.map(({ seq }) => seq),
  );
}

/** These, newest first. */
export async function proposalsAt(sql: Sql, seqs: readonly number[]): Promise<PolicyProposalRow[]> {
  if (seqs.length === 0) return [];
  const events = await ledgerEvents(sql, seqs);
  return [...events.values()]
    .sort((a, b) => b.seq - a.seq)
    .map(({ seq, envelope, body: { core, seen } }) => ({
      seq,
      version: String(core['version']),
      proposedAt: envelope.recordedAt,
      proposedBy: typeof core['by'] === 'string' ? core['by'] : 'hub',
      inForce: String(core['before']),
      changed: Array.isArray(core['changed']) ? core['changed'].map(String) : [],
      content: core['content'] ?? null,
      holder: commitmentOf(core['holder']),
      reason: commitmentOf(core['reason']),
      file: commitmentOf(seen['file']),
    }));
}

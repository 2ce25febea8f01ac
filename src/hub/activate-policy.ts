import { account, type Json, type Marked, type Policy, type PolicyFile, text } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey, textDigest } from '../ledger/index.js';
import { caughtUp } from './caught-up.js';
import { changedKeys } from './changed-keys.js';
import { plain, policyOf } from './policy-of.js';

/** Who activates a policy and why; left out, it is the hub, with the file on disk. */
export interface Activation {
  /** The file as it is written. */
  readonly text: string | null;
  readonly person?: { readonly token: string; readonly name: string; readonly reason: string };
}

interface Recorded {
  readonly version: string;
  readonly seq: number;
  readonly from: 'FILE' | 'API';
  readonly content: Json;
  /** Of the file, HMAC under the data key; null where there was none. */
  readonly digest: string | null;
}

/** Field of the clear value that holds the file. */
const FILE = 'policy.file';
/** Advisory lock: two activations see one another. */
const LOCK = 4_021_962;

/**
 * Records the policy as `policy.activated`; answers its sequence number, or null where nothing is to be recorded. Call
 * it with the read tables as new as the ledger, or with an empty ledger. A person's is recorded when it is not the one
 * in force; the file on disk when it says something else than when it was last read from disk, so that a restart with
 * the same file does not undo what a person activated meanwhile.
 */
export async function activatePolicy(sql: Sql, file: PolicyFile, key: LedgerKey, by: Activation = { text: null }): Promise<number | null> {
  const policy = policyOf(file, key);
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    // Under the lock, since the one who held it may have recorded a policy that is not followed yet.
    if (by.person) await caughtUp(tx as Transaction);
    const { inForce, fromDisk } = await activated(tx as Transaction);
    const digest = by.text === null ? null : textDigest(FILE, by.text, key);
    const isNew = by.person ? inForce?.version !== policy.version : isNewOnDisk({ version: policy.version, digest }, inForce, fromDisk);
    if (!isNew) return null;
    const { added } = await append(tx as Transaction, [eventOf(policy, file, key, by, inForce)], { key });
    return added[0] ?? null;
  });
}

function isNewOnDisk(disk: Pick<Recorded, 'version' | 'digest'>, inForce: Recorded | null, before: Recorded | null): boolean {
  if (inForce === null || before === null) return true;
  // The same file can come to mean something else by another preset or default; a person's activation outlasts that, too.
  if (inForce.from === 'FILE') return inForce.version !== disk.version;
  return before.version !== disk.version && before.digest !== disk.digest;
}

/** The newest activation, and the newest from disk. */
async function activated(tx: Transaction): Promise<{ inForce: Recorded | null; fromDisk: Recorded | null }> {
  const rows = await tx<Recorded[]>`
    with said as (
      select l.seq, convert_from(l.body, 'UTF8')::jsonb as body
      from timeline_entry t
      join ledger_event l on l.seq = t.seq
      where t.type = 'policy.activated'
    )
    select seq, body #>> '{core,version}' as version, body #>> '{core,from}' as from, body #> '{core,content}' as content,
      body #>> '{seen,file,digest}' as digest
    from said
    where seq in ((select max(seq) from said), (select max(seq) from said where body #>> '{core,from}' = 'FILE'))
    order by seq desc`;
  return { inForce: rows[0] ?? null, fromDisk: rows.find(({ from }) => from === 'FILE') ?? null };
}

// eslint-disable-next-line max-params -- the policy in both forms, and what is said about it
function eventOf(policy: Policy, file: PolicyFile, key: LedgerKey, { text: written, person }: Activation, before: Recorded | null) {
  const content = plain(policy) as unknown as Json;
  const core: Record<string, Marked> = {
    version: policy.version,
    before: before?.version ?? 'none',
    from: person ? 'API' : 'FILE',
    by: person ? `token:${person.token}` : 'hub',
    changed: before === null ? [] : changedKeys(before.content, content),
    content,
    ...(person ? { holder: text('holder', person.name), reason: text('reason', person.reason) } : {}),
  };
  const seen: Record<string, Marked> = {
    people: Object.keys(file.people).map((name) => account(name, 'PERSON', name)),
    ...(written === null ? {} : { file: text(FILE, written) }),
  };
  // A policy may come back: what it follows tells its activations apart.
  const discriminator = [before?.version ?? 'none', String(before?.seq ?? -1)];
  const identity = { kind: 'policy', natural: [policy.version], transition: 'activated', discriminator };
  return hubEvent('policy.activated', `policy:${policy.version}`, identity, core, { seen }, key);
}

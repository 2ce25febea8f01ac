import { account, type Json, type Marked, type Policy, type PolicyFile, text } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey, textDigest } from '../ledger/index.js';
import type { PolicyDocument } from '../config.js';
import { caughtUp } from './caught-up.js';
import { changedKeys } from './changed-keys.js';
import { keepDocuments } from './policy-documents.js';
import { plain, policyOf } from './policy-of.js';
import { supportOf } from './policy-support.js';

/** Who activates a policy and why; left out, it is the hub, with the file on disk. */
export interface Activation {
  /** The file as it is written. */
  readonly text: string | null;
  /** Documents that it names and that nobody sent before. */
  readonly documents?: readonly PolicyDocument[];
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

/** What came of it: recorded as in force, or as wanted by some of the persons whom policy asks for. */
export type PolicyOutcome =
  | { readonly state: 'ACTIVATED'; readonly seq: number }
  | { readonly state: 'PROPOSED'; /** Null: it was recorded before. */ readonly seq: number | null; readonly missing: number }
  | { readonly state: 'PROPOSED_ALREADY'; readonly missing: number }
  | { readonly state: 'IN_FORCE_ALREADY' };

/** The same as `putPolicy`; answers the sequence number where the policy came into force, else null. */
export async function activatePolicy(sql: Sql, file: PolicyFile, key: LedgerKey, by?: Activation): Promise<number | null> {
  const done = await putPolicy(sql, file, key, by);
  return done.state === 'ACTIVATED' ? done.seq : null;
}

/**
 * Records the policy as `policy.activated`. Call it with the read tables as new as the ledger, or with an empty ledger. A person's
 * is recorded when it is not the one in force; the file on disk when it says something else than when it was last read from disk, so
 * that a restart with the same file does not undo what a person activated meanwhile. Where the policy in force asks for several
 * persons, it is `policy.proposed` until so many want it; the file on disk is nobody's word.
 */
export async function putPolicy(sql: Sql, file: PolicyFile, key: LedgerKey, by: Activation = { text: null }): Promise<PolicyOutcome> {
  const policy = policyOf(file, key);
  return sql.begin(async (begun): Promise<PolicyOutcome> => {
    const tx = begun as Transaction;
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    // Under the lock, since the one who held it may have recorded a policy that is not followed yet.
    if (by.person) await caughtUp(tx);
    const { inForce, fromDisk } = await activated(tx);
    const digest = by.text === null ? null : textDigest(FILE, by.text, key);
    const isNew = by.person ? inForce?.version !== policy.version : isNewOnDisk({ version: policy.version, digest }, inForce, fromDisk);
    if (!isNew) return { state: 'IN_FORCE_ALREADY' };
    const support = await supportOf(tx, { version: policy.version, inForce, by: by.person?.name ?? null }, key);
    if (support.state === 'WANTED_ALREADY') return { state: 'PROPOSED_ALREADY', missing: support.missing };
    if (support.missing > 0 && inForce?.version === policy.version) return { state: 'IN_FORCE_ALREADY' };
    await keepDocuments(tx, policy, by.documents);
    const type = support.missing > 0 ? 'policy.proposed' : 'policy.activated';
    const { added } = await append(tx, [eventOf(type, { policy, file, by, inForce, proposals: support.proposals }, key)], { key });
    const [seq = null] = added;
    if (support.missing > 0) return { state: 'PROPOSED', seq, missing: support.missing };
    return seq === null ? { state: 'IN_FORCE_ALREADY' } : { state: 'ACTIVATED', seq };
  }) as Promise<PolicyOutcome>;
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

interface Wanted {
  readonly policy: Policy;
  readonly file: PolicyFile;
  readonly by: Activation;
  readonly inForce: Recorded | null;
  readonly proposals: readonly number[];
}

function eventOf(type: 'policy.activated' | 'policy.proposed', wanted: Wanted, key: LedgerKey) {
  const { policy, file, by, inForce: before, proposals } = wanted;
  const { text: written, person } = by;
  const content = plain(policy) as unknown as Json;
  const core: Record<string, Marked> = {
    version: policy.version,
    before: before?.version ?? 'none',
    from: person ? 'API' : 'FILE',
    by: person ? `token:${person.token}` : 'hub',
    changed: before === null ? [] : changedKeys(before.content, content),
    content,
    ...(person ? { holder: text('holder', person.name), reason: text('reason', person.reason) } : {}),
    ...(proposals.length > 0 ? { proposals } : {}),
  };
  const seen: Record<string, Marked> = {
    people: Object.keys(file.people).map((name) => account(name, 'PERSON', name)),
    ...(written === null ? {} : { file: text(FILE, written) }),
  };
  const transition = type.slice('policy.'.length);
  // A policy may come back: what it follows tells its activations apart; who wants it, its proposals.
  const whose = type === 'policy.proposed' ? [person ? textDigest('holder', person.name, key) : 'hub'] : [];
  const discriminator = [before?.version ?? 'none', String(before?.seq ?? -1), ...whose];
  const identity = { kind: 'policy', natural: [policy.version], transition, discriminator };
  return hubEvent(type, `policy:${policy.version}`, identity, core, { seen }, key);
}

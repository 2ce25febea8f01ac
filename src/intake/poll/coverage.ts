import { instantOf, LedgerBroken, type Json } from '#contract';
import type { Sql } from '../../db/pool.js';
import { troubleSentence, type Runtime } from '../../inbox/index.js';
import { append, hubEvent } from '../../ledger/index.js';
import { awaited, type Claim, claimKey, scoped, type ScopedClaim } from './awaited.js';
import { openRecordedCoverage, type RecordedCoverage } from './recorded-coverage.js';

/** What a pass claims, waiting for its records to have their ends. */
export interface Pass {
  readonly source: string;
  readonly stream: string;
  readonly claims: readonly Claim[];
  /** Deliveries of this source and stream up to here belong to it. */
  readonly upToDelivery: string;
  /** Digests of its records, lower-case hex: for a doorbell, whose stream holds the pages of others. Null: the whole stream counts. */
  readonly digests: readonly string[] | null;
  readonly clockOffsetMs: number | null;
}

export interface Coverage {
  /** Records the claims once every record of the pass has its end. A later pass of the stream takes the place of an earlier one. */
  claim(pass: Pass): void;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 100;
const AFTER_FAILURE_MS = 2_000;
const QUARANTINED = 'A record of it is quarantined: see `sources`, and replay it after a fix.';

interface Ledgering {
  readonly runtime: Runtime;
  readonly recorded: RecordedCoverage;
  readonly waiting: Map<string, Pass>;
  failing: boolean;
  closed: boolean;
}

export function openCoverage(runtime: Runtime): Coverage {
  const state: Ledgering = { runtime, recorded: openRecordedCoverage(runtime.sql), waiting: new Map(), failing: false, closed: false };
  let looking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  function soon(): void {
    if (state.closed || timer || state.waiting.size === 0) return;
    timer = setTimeout(look, state.failing ? AFTER_FAILURE_MS : LOOK_EVERY_MS);
  }

  function look(): void {
    looking = recordReady(state).finally(() => {
      timer = null;
      soon();
    });
  }

  return {
    claim(pass) {
      if (pass.claims.length === 0) return;
      state.waiting.set(pass.digests === null ? `${pass.source} ${pass.stream}` : pass.upToDelivery, pass);
      soon();
    },
    async close() {
      state.closed = true;
      if (timer) clearTimeout(timer);
      await looking;
    },
  };
}

/** Records what can be; a failure is told once and tried again, but nothing is written to a broken ledger any more. */
async function recordReady(state: Ledgering): Promise<void> {
  const { runtime, recorded, waiting } = state;
  try {
    for (const [key, pass] of [...waiting]) {
      if (!(await isSettled(runtime.sql, pass))) continue;
      await record(runtime, recorded, pass);
      if (waiting.get(key) === pass) waiting.delete(key);
    }
    state.failing = false;
  } catch (error) {
    if (!state.failing) runtime.log.warn({}, `Coverage waits to be recorded: ${troubleSentence(error)}.`);
    state.failing = true;
    if (error instanceof LedgerBroken) state.closed = true;
  }
}

async function isSettled(sql: Sql, { source, stream, upToDelivery }: Pass): Promise<boolean> {
  const rows = await sql`
    select true
    from inbox_delivery
    where state = 'PENDING' and id <= ${upToDelivery} and source = ${source} and stream = ${stream}
    limit 1`;
  return rows.length === 0;
}

async function record(runtime: Runtime, recorded: RecordedCoverage, pass: Pass): Promise<void> {
  const spoilt = await isSpoilt(runtime.sql, pass);
  const claims = pass.claims.map((claim) => scoped(pass.source, spoilt ? denied(claim) : claim));
  await recorded.load(pass.source);
  const wanted = await awaited(runtime.sql, claims, recorded.reached);
  const isMoved = recorded.hasClockMoved(pass.source, pass.clockOffsetMs);
  const news = claims.filter((claim) => isMoved || wanted.has(claimKey(claim)) || recorded.isNews(claim));
  if (news.length === 0) return;
  const events = news.map((claim) => coverageEvent(claim, pass.clockOffsetMs, runtime));
  await runtime.sql.begin((tx) => append(tx, events, runtime.ledger));
  recorded.note(news, pass.clockOffsetMs);
}

/** A quarantined record of this reading: nobody knows what it says, so nothing is complete. */
async function isSpoilt(sql: Sql, { source, stream, digests }: Pass): Promise<boolean> {
  const rows =
    digests === null
      ? await sql`
          select true
          from inbox_record
          join inbox_delivery on inbox_delivery.id = inbox_record.delivery
          where inbox_record.state = 'QUARANTINED' and inbox_record.source = ${source} and inbox_delivery.stream = ${stream}
          limit 1`
      : await sql`
          select true
          from inbox_record
          where digest = any(${sql.array(
            digests.map((digest) => Buffer.from(digest, 'hex')),
            1001,
          )}::bytea[])
            and state = 'QUARANTINED' and source = ${source}
          limit 1`;
  return rows.length > 0;
}

function denied({ scope, collection }: Claim): Claim {
  return { scope, collection, state: 'DENIED', reason: QUARANTINED };
}

/** A denial is told apart from an equal one before it by when it was noticed; a reading, by how far it went. */
function coverageEvent(claim: ScopedClaim, clockOffsetMs: number | null, runtime: Runtime) {
  const { source, subject, collection, state } = claim;
  const upTo = claim.upTo ?? null;
  const reason = claim.reason ?? null;
  const discriminator = upTo ? [upTo] : [reason ?? '', instantOf(Date.now() * 1000)];
  const core: { readonly [key: string]: Json } = { source, scope: subject, collection, state, upTo, reason };
  const identity = { kind: 'coverage', natural: [source, subject, collection], transition: state, discriminator };
  return hubEvent('coverage.changed', subject, identity, core, { seen: clockOf(clockOffsetMs) }, runtime.ledger.key);
}

/** Beside the core, since another offset is no other coverage; in whole seconds, which is all that `Date` tells. */
function clockOf(offsetMs: number | null): { readonly clockOffsetMs?: number } {
  return offsetMs === null ? {} : { clockOffsetMs: Math.round(offsetMs / 1000) * 1000 };
}

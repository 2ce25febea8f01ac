import { instantOf, LedgerBroken, type Json } from '#contract';
import { troubleSentence, type Runtime } from '../../inbox/index.js';
import { append, hubEvent } from '../../ledger/index.js';
import { awaited, type Claim, claimKey, scoped, type ScopedClaim } from './awaited.js';
import { type Pass, pendingOf, spoiltOf } from './ended.js';
import { openRecordedCoverage, type RecordedCoverage } from './recorded-coverage.js';

export interface Coverage {
  /** Records the claims once every record of the pass has its end. A later pass of the stream takes the place of an earlier one. */
  claim(pass: Pass): void;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 100;
const AFTER_FAILURE_MS = 2_000;
const MOST_TOGETHER = 100;
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
  const { runtime, waiting } = state;
  try {
    for (const some of together([...waiting])) {
      const pending = await pendingOf(
        runtime.sql,
        some.map(([, pass]) => pass),
      );
      const ready = some.filter((_, nth) => !pending.has(nth));
      if (ready.length > 0)
        await record(
          state,
          ready.map(([, pass]) => pass),
        );
      for (const [key, pass] of ready) if (waiting.get(key) === pass) waiting.delete(key);
    }
    state.failing = false;
  } catch (error) {
    if (!state.failing) runtime.log.warn({}, `Coverage waits to be recorded: ${troubleSentence(error)}.`);
    state.failing = true;
    if (error instanceof LedgerBroken) state.closed = true;
  }
}

/** A thousand idle repositories end thousands of passes at once; what claims the same thing twice is recorded one after the other. */
function together(passes: readonly [string, Pass][]): [string, Pass][][] {
  const groups: [string, Pass][][] = [];
  let keys = new Set<string>();
  for (const one of passes) {
    const own = one[1].claims.map((claim) => claimKey(scoped(one[1].source, claim)));
    const last = groups.at(-1);
    const fits = last !== undefined && last.length < MOST_TOGETHER && !own.some((key) => keys.has(key));
    if (fits) last.push(one);
    else groups.push([one]);
    if (!fits) keys = new Set();
    for (const key of own) keys.add(key);
  }
  return groups;
}

async function record({ runtime, recorded }: Ledgering, passes: readonly Pass[]): Promise<void> {
  const spoilt = await spoiltOf(runtime.sql, passes);
  const said = passes.flatMap((pass, nth) =>
    pass.claims.map((claim) => ({ pass, claim: scoped(pass.source, spoilt.has(nth) ? denied(claim) : claim) })),
  );
  for (const source of new Set(passes.map((pass) => pass.source))) await recorded.load(source);
  const wanted = await awaited(
    runtime.sql,
    said.map(({ claim }) => claim),
    recorded.reached,
  );
  const told = new Set<string>();
  const news = said.filter(({ pass, claim }) => {
    const isMoved = !told.has(pass.source) && recorded.hasClockMoved(pass.source, pass.clockOffsetMs);
    if (isMoved) told.add(pass.source);
    return isMoved || wanted.has(claimKey(claim)) || recorded.isNews(claim);
  });
  if (news.length === 0) return;
  const events = news.map(({ claim, pass }) => coverageEvent(claim, pass.clockOffsetMs, runtime));
  await runtime.sql.begin((tx) => append(tx, events, runtime.ledger));
  for (const { claim, pass } of news) recorded.note([claim], pass.clockOffsetMs);
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

import type { Instant, Policy } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { CARRIED, carryAnew } from './carry-anew.js';
import type { Claims } from './claims.js';
import { type Differing, differing } from './differing.js';
import { type JudgedAnew, judgeAnew, type Span } from './judge-anew.js';
import type { Peers } from './peers.js';
import { suppose } from './suppose.js';

/** What all parts of a back-test are about. */
export interface Proposed {
  readonly url: string;
  readonly policy: Policy;
  readonly span: Span;
  /** The judge's clock. */
  readonly at: Instant;
  /** The state of the read tables that all parts see. */
  readonly snapshot: string;
}

export interface Counted {
  readonly units: number;
  readonly verdicts: number;
}

export interface Part {
  readonly claims: Claims;
  readonly peers: Peers;
  /** Gets the differences; what it answers is waited for. */
  readonly found: (some: readonly Differing[]) => Promise<void>;
  readonly advanced: (n: number) => Promise<void>;
}

/**
 * Nobody else analyses temporary tables. By what it guesses of an empty one, Postgres sought a deployment in the index that has it in
 * the second place: 1 ms of 10,000 rows for each, four fifths of all its time.
 */
function analyse(tx: Transaction): Promise<unknown> {
  return tx.unsafe(`analyze ${CARRIED.join(', ')}`);
}

/** In force before anything there is. */
const ALWAYS = '0001-01-01T00:00:00.000000Z' as Instant;

/** One part of a back-test: what it claims of each list, beside others that do the same. */
export function judgePart({ url, policy, span, at, snapshot }: Proposed, { claims, peers, found, advanced }: Part): Promise<Counted> {
  const hidden = [...CARRIED, 'change_state'];
  return suppose(url, { hidden, policies: [{ policy, activatedAt: ALWAYS }], clock: { at }, snapshot }, async (moment) => {
    const counted = { units: 0, verdicts: 0 };
    peers.listen(moment);
    // Whoever is there first would do the work of all.
    await peers.met();
    await carryAnew(moment, { claims, peers, done: advanced });
    await peers.met();
    await analyse(moment.tx);
    await judgeAnew(moment, { span, claims, peers }, async (judged: readonly JudgedAnew[]) => {
      const differences = await differing(moment.tx, judged);
      if (differences.length > 0) await found(differences);
      counted.units += judged.length;
      counted.verdicts += judged.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
      await advanced(judged.length);
    });
    return counted;
  });
}

import { type Instant, type Interval, instantOf, microsOf } from '#contract';
import type { Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../ledger/index.js';
import { dueSteps, type Step } from './due-steps.js';

/** So many events are followed under the ledger's head, which holds up whoever appends; more are followed before. */
const FEW = 100;

/**
 * Records the steps that are due: a GAP that has settled opens, a gap whose rule now holds is resolved, one whose
 * subject is gone is withdrawn, one whose waiver ran out is open again; nothing while something recorded is not yet followed, so that facts in the wrong order
 * raise no alarm: `follow` takes the little that came in the meantime, and then the steps themselves, so that one commit tells of them. Answers how much it did.
 * From here to the end of the transaction nobody else can append.
 */
export async function recordDueSteps(tx: Transaction, key: LedgerKey, follow: (tx: Transaction) => Promise<number>): Promise<number> {
  // Under the ledger's head nothing else is recorded: a fact that came in time is followed before its gap opens.
  const behind = await holdHead(tx);
  if (behind > FEW) return 0;
  // Where facts never stop coming, waiting for a moment without any would keep alerts back for seconds.
  const followed = behind > 0 ? await follow(tx) : 0;
  const steps = await dueSteps(tx);
  if (steps.length === 0) return followed;
  const { added } = await append(
    tx,
    steps.map((step) => eventOf(step, key)),
    { key },
  );
  return followed + added.length + (await follow(tx));
}

/** Lets nobody else append until the transaction ends; answers how many events are not yet followed. */
export async function holdHead(tx: Transaction): Promise<number> {
  const [head] = await tx<{ behind: number }[]>`
    select size - coalesce((select seq + 1 from follow_cursor), 0) as behind from ledger_head for update`;
  return head?.behind ?? 0;
}

function eventOf(step: Step, key: LedgerKey) {
  const { type, rule, judged, openings, at, baseline, ...rest } = step;
  const core = { rule, judged, ...rest, ...(baseline ? { baseline } : {}) };
  const identity = { kind: 'gap', natural: [rule, judged], transition: type.slice('gap.'.length), discriminator: [String(openings), at] };
  const refs = [step.unit, ...judged.split(' ')];
  return hubEvent(type, `gap:${rule}:${judged}`, identity, core, { occurredAt: pointIn(at), refs }, key);
}

function pointIn(at: Instant): Interval {
  return { from: at, to: instantOf(microsOf(at) + 1) };
}

import { type GapStatus, type Instant, instantOf, type Marked, microsOf, text } from '#contract';
import { hubEvent, type LedgerKey, type SealedEvent } from '../ledger/index.js';
import { gapRef, type GapAct, type GapRow, type GapStatement } from '../read/index.js';

/** From where in its life a gap can take the step (`controls.md`, Life of a gap). */
const FROM: Readonly<Record<GapAct['type'], readonly GapStatus[]>> = {
  'gap.acknowledged': ['OPEN'],
  'gap.assigned': ['OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED'],
  'gap.waived': ['OPEN', 'ACKNOWLEDGED'],
  'gap.remediated': ['OPEN', 'ACKNOWLEDGED'],
  'gap.reopened': ['ACKNOWLEDGED', 'WAIVED', 'REMEDIATED'],
};

const TO: Readonly<Record<Exclude<GapAct['type'], 'gap.assigned'>, GapStatus>> = {
  'gap.acknowledged': 'ACKNOWLEDGED',
  'gap.waived': 'WAIVED',
  'gap.remediated': 'REMEDIATED',
  'gap.reopened': 'OPEN',
};

const WHY: Readonly<Record<GapStatus, string>> = {
  PENDING: 'It is still settling: it opens unless something new comes. Wait until it is open.',
  OPEN: 'It is open already.',
  ACKNOWLEDGED: 'It is acknowledged already.',
  WAIVED: 'It is waived. Reopen it first.',
  REMEDIATED: 'It was marked as remediated. Reopen it first.',
  RESOLVED: 'It is resolved: the rule holds by now.',
  WITHDRAWN: 'It was withdrawn: its subject ceased to exist.',
};

/** A year and a day: a waiver without an end is a policy, and belongs there. */
const LONGEST_DAYS = 366;
const DAY_MICROS = 86_400_000_000;

/** Why the gap cannot take this step as it stands, or null. */
export function whyNotNow(gap: GapRow, act: GapAct, now: Instant): string | null {
  if (!FROM[act.type].includes(gap.status)) return WHY[gap.status];
  if (act.type === 'gap.assigned' && act.assignee === gap.assignee) {
    return act.assignee === null ? 'It is assigned to nobody already.' : 'It is assigned to that person already.';
  }
  if (act.type !== 'gap.waived') return null;
  const lasts = microsOf(act.waiver.until) - microsOf(now);
  if (lasts <= 0) return `until is ${act.waiver.until}, and that is over: a waiver ends in the future.`;
  return lasts > LONGEST_DAYS * DAY_MICROS ? `until is ${act.waiver.until}; a waiver lasts at most ${LONGEST_DAYS} days.` : null;
}

/** The step as an event; `size` of the ledger, under whose head it is said, tells one step from the next. */
export function gapEvent(gap: GapRow, { act, by }: GapStatement, size: number, key: LedgerKey): SealedEvent {
  const { rule, subject, unit, severity, sentence } = gap;
  const core: Record<string, Marked> = {
    ...{ rule, judged: subject, unit, severity, sentence, cause: 'PERSON' },
    ...{ by: `token:${by.token}`, holder: text('holder', by.name), reason: text('reason', by.reason) },
    ...detailsOf(act),
  };
  const identity = { kind: 'gap', natural: [rule, subject], transition: act.type.slice('gap.'.length), discriminator: [`at ${size}`] };
  return hubEvent(act.type, gapRef(gap), identity, core, { refs: [unit, ...subject.split(' ')] }, key);
}

function detailsOf(act: GapAct): Readonly<Record<string, Marked>> {
  if (act.type === 'gap.assigned') return { assignee: act.assignee };
  if (act.type === 'gap.remediated') return { evidence: act.evidence.map((one) => text('evidence', one)) };
  if (act.type !== 'gap.waived') return {};
  const { disposition, until, control, evidence, fact } = act.waiver;
  return {
    disposition,
    until: instantOf(microsOf(until)),
    ...(control === null ? {} : { control: text('control', control) }),
    ...(evidence.length === 0 ? {} : { evidence: evidence.map((one) => text('evidence', one)) }),
    ...(fact === null ? {} : { fact }),
  };
}

/** The gap as following will show it once it took the step. */
export function afterStep(gap: GapRow, act: GapAct, at: Instant): GapRow {
  if (act.type === 'gap.assigned') return { ...gap, assignee: act.assignee };
  const waiver = act.type === 'gap.waived' ? act.waiver : null;
  return {
    ...gap,
    status: TO[act.type],
    changedAt: at,
    openings: gap.openings + (act.type === 'gap.reopened' ? 1 : 0),
    disposition: waiver?.disposition ?? null,
    waivedUntil: waiver?.until ?? null,
  };
}

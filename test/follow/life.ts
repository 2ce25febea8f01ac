import fc from 'fast-check';
import {
  type Answer,
  type EventType,
  type Instant,
  instantOf,
  type LedgerEvent,
  type Policy,
  type Severity,
  type Verdict,
} from '#contract';
import type { Transaction } from '../../src/db/pool.js';
import { noteDueSteps } from '../../src/follow/due-steps.js';
import type { Moment } from '../../src/follow/moment.js';
import type { FollowState } from '../../src/follow/state.js';
import { stepTransaction } from '../../src/follow/step.js';
import { type Judged, standingVerdicts, verdictRows, writeVerdicts } from '../../src/follow/write/verdicts.js';

/** A rule says something of a subject, or nothing any more; or a step of a gap is recorded, by the hub or a person. */
export type Turn =
  | { readonly is: 'JUDGED'; readonly unit: number; readonly settles: When; readonly says: readonly (Said | null)[] }
  | {
      readonly is: 'STEPPED';
      readonly unit: number;
      readonly rule: number;
      readonly type: EventType;
      readonly isPerson: boolean;
      readonly until: When;
    };

type When = 'PAST' | 'FUTURE';

interface Said {
  readonly answer: Answer;
  readonly severity: Severity;
  readonly sentence: string;
  readonly about: string;
}

const when = fc.constantFrom<When>('PAST', 'FUTURE');
const [units, rules] = [fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 })];
const said: fc.Arbitrary<Said> = fc.record({
  answer: fc.constantFrom<Answer>('GAP', 'GAP', 'GAP', 'PASS', 'EXEMPT', 'INDETERMINATE'),
  severity: fc.constantFrom<Severity>('HIGH', 'LOW'),
  sentence: fc.constantFrom('It is so.', 'It is worse.'),
  about: fc.constantFrom('commit:a', 'commit:b'),
});
const BY_HUB = ['gap.opened', 'gap.reopened', 'gap.resolved', 'gap.withdrawn'] as const;
const BY_PERSON = ['gap.acknowledged', 'gap.waived', 'gap.remediated', 'gap.reopened', 'gap.assigned'] as const;

export const lives = fc.array(
  fc.oneof(
    fc.record({
      is: fc.constant('JUDGED' as const),
      unit: units,
      settles: when,
      says: fc.tuple(fc.option(said, { freq: 6 }), fc.option(said)),
    }),
    fc.record({
      is: fc.constant('STEPPED' as const),
      unit: units,
      rule: rules,
      type: fc.constantFrom(...BY_HUB),
      isPerson: fc.constant(false),
      until: when,
    }),
    fc.record({
      is: fc.constant('STEPPED' as const),
      unit: units,
      rule: rules,
      type: fc.constantFrom(...BY_PERSON),
      isPerson: fc.constant(true),
      until: when,
    }),
  ),
  { minLength: 4, maxLength: 24 },
);

const DAY_MICROS = 86_400_000_000;
/** Turns lie a second apart, a day ago: what settles at once is due, what settles in ten days is pending. */
const BEGIN_MICROS = Date.now() * 1000 - DAY_MICROS;
const SETTLE_MS = { PAST: 0, FUTURE: 10 * 86_400_000 } as const;

const deployment = (unit: number) => `deployment:tool:${String(unit)}`;

/** Lives the nth turn as following does. */
export async function live(tx: Transaction, state: FollowState, turn: Turn, nth: number): Promise<void> {
  const at = instantOf(BEGIN_MICROS + nth * 1_000_000);
  if (turn.is === 'STEPPED') return stepTransaction(tx, state, [stepOf(turn, nth, at)]);
  const moment: Pick<Moment, 'tx' | 'at' | 'cause' | 'changed'> = { tx, at, cause: 'FACT', changed: [] };
  const now = judged(turn);
  writeVerdicts(moment, await standingVerdicts(tx, [now.unit]), await verdictRows(moment, [now]));
  await noteDueSteps(tx, moment.changed);
}

function judged({ unit, settles, says }: Turn & { is: 'JUDGED' }): Judged {
  // Of the policy only this is asked.
  const policy = { settleMs: SETTLE_MS[settles] } as Policy;
  const verdicts = says.flatMap((one, rule): Verdict[] => {
    if (one === null) return [];
    const { about, ...rest } = one;
    const fixed = {
      events: [],
      restsOn: 0,
      wouldPassIf: null,
      missing: [],
      changesAt: null,
      policy: 'p',
      beforePolicy: false,
      engine: 'e',
    };
    return [{ rule: `rule-${String(rule)}`, subject: deployment(unit), ...rest, about: [about], ...fixed }];
  });
  return { unit: deployment(unit), inForce: { policy, beforePolicy: false }, verdicts };
}

function stepOf({ unit, rule, type, until, isPerson }: Turn & { is: 'STEPPED' }, seq: number, recordedAt: Instant): LedgerEvent {
  const [name, subject] = [`rule-${String(rule)}`, deployment(unit)];
  const end = instantOf(Date.now() * 1000 + (until === 'PAST' ? -1 : 10) * DAY_MICROS);
  const core = { rule: name, judged: subject, unit: subject, severity: 'HIGH', sentence: 'It was so.' };
  const own = isPerson ? { by: 'token:1', ...(type === 'gap.waived' ? { disposition: 'RISK_ACCEPTED', until: end } : {}) } : {};
  const common = { v: 1 as const, log: 'test/1', tags: [], occurredAt: null, normaliser: 'changeline/1', bodyHash: '' };
  return {
    seq,
    envelope: {
      ...common,
      seq: String(seq),
      recordedAt,
      eventId: String(seq),
      type,
      source: 'changeline',
      subject: `gap:${name}:${subject}`,
    },
    body: { core: { ...core, ...own }, seen: {}, mentions: [], accounts: {}, flags: [] },
  };
}

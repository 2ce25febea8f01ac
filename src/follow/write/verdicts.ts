import type { Instant, Verdict } from '#contract';
import type { PolicyInForce } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { grouped } from '../load/gather.js';
import type { Moment } from '../moment.js';
import { settlesAt } from '../settling.js';
import { currentRows, replace, type Row, type Versioned } from './versions.js';

const VERDICT: Versioned = {
  table: 'verdict',
  key: ['rule', 'subject'],
  by: 'unit',
  columns: {
    unit: 'text',
    answer: 'text',
    severity: 'text',
    sentence: 'text',
    would_pass_if: 'text',
    events: 'bigint[]',
    rests_on: 'integer',
    about: 'text[]',
    missing: 'jsonb',
    changes_at: 'timestamptz',
    policy: 'text',
    before_policy: 'boolean',
    engine: 'text',
    cause: 'text',
    settles_at: 'timestamptz',
  },
};

const ANSWER: Versioned = { table: 'unit_answer', key: ['unit'], by: 'unit', columns: { answers: 'text' } };

/** What was judged together: a deployment with its implementations, or a change alone. */
export interface Judged {
  readonly unit: string;
  readonly inForce: PolicyInForce;
  readonly verdicts: readonly Verdict[];
}

export interface StandingVerdicts {
  readonly verdicts: readonly Row[];
  /** A row a unit: what all of its rules answer. */
  readonly answers: readonly Row[];
}

/** The verdicts that stand of these units until now. */
export async function standingVerdicts(tx: Transaction, units: readonly string[]): Promise<StandingVerdicts> {
  const [verdicts, answers] = await together([currentRows(tx, VERDICT, units), currentRows(tx, ANSWER, units)]);
  return { verdicts, answers };
}

/** Writes the verdicts (`verdictRows`) that differ from what stands (`standingVerdicts`), with what caused the change, and notes which changed. */
export function writeVerdicts(
  { tx, at, changed }: Pick<Moment, 'tx' | 'at' | 'changed'>,
  stood: StandingVerdicts,
  wanted: readonly Row[],
): void {
  const { begun, ended } = replace({ tx, at }, VERDICT, stood.verdicts, wanted);
  for (const row of [...begun, ...ended]) {
    changed.push({ rule: String(row['rule']), subject: String(row['subject']), fails: row['answer'] === 'GAP' });
  }
  writeAnswers({ tx, at }, stood, wanted);
}

/** Of the units whose rules answer otherwise; most do not when something is read further. */
function writeAnswers(now: Pick<Moment, 'tx' | 'at'>, stood: StandingVerdicts, wanted: readonly Row[]): void {
  replace(
    now,
    ANSWER,
    stood.answers,
    [...answersOf(wanted)].map(([unit, answers]) => ({ unit, answers })),
  );
}

function answersOf(verdicts: readonly Row[]): ReadonlyMap<string, string> {
  const units = grouped(verdicts, ({ unit }) => String(unit));
  return new Map([...units].map(([unit, rows]) => [unit, rows.map(lineOf).sort().join('\n')]));
}

function lineOf({ rule, answer }: Row): string {
  return `${String(rule)} ${String(answer)}`;
}

export async function verdictRows(
  { tx, at, cause }: Pick<Moment, 'tx' | 'at' | 'cause'>,
  derived: readonly Judged[],
): Promise<readonly Row[]> {
  const recorded = await recordedAt(tx, derived);
  return derived.flatMap((one) =>
    one.verdicts.map((verdict) => ({ ...verdictRow(one, verdict, recorded.get(verdict.events.at(-1) ?? -1) ?? at), cause })),
  );
}

function verdictRow({ unit, inForce }: Judged, verdict: Verdict, newest: Instant): Row {
  return {
    rule: verdict.rule,
    subject: verdict.subject,
    unit,
    answer: verdict.answer,
    severity: verdict.severity,
    sentence: verdict.sentence,
    would_pass_if: verdict.wouldPassIf,
    events: verdict.events,
    rests_on: verdict.restsOn,
    about: verdict.about,
    missing: verdict.missing,
    changes_at: verdict.changesAt,
    policy: verdict.policy,
    before_policy: verdict.beforePolicy,
    engine: verdict.engine,
    settles_at: settlesAt(verdict, newest, inForce.policy.settleMs),
  };
}

/** When the newest event of each GAP was recorded: from there it settles. */
async function recordedAt(tx: Transaction, derived: readonly Judged[]): Promise<ReadonlyMap<number, Instant>> {
  const seqs = derived.flatMap((one) =>
    one.verdicts.filter((verdict) => verdict.answer === 'GAP').map((verdict) => verdict.events.at(-1) ?? -1),
  );
  if (seqs.length === 0) return new Map();
  const rows = await tx<{ seq: number; recordedAt: Instant }[]>`
    select seq, recorded_at as "recordedAt" from timeline_entry where seq = any(${[...new Set(seqs)]}::bigint[])`;
  return new Map(rows.map((row) => [row.seq, row.recordedAt]));
}

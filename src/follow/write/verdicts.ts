import type { Instant, Verdict } from '#contract';
import type { PolicyInForce } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import type { Moment } from '../moment.js';
import { settlesAt } from '../settling.js';
import { currentRows, replace, replaceCurrent, type Row, type Versioned } from './versions.js';

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

/** The verdicts that stand of these units until now. */
export function standingVerdicts(tx: Transaction, units: readonly string[]): Promise<readonly Row[]> {
  return currentRows(tx, VERDICT, units);
}

/** Writes the verdicts (`verdictRows`) that differ from what stands (`standingVerdicts`), with what caused the change, and notes which changed. */
export async function writeVerdicts(
  { tx, at, changed }: Pick<Moment, 'tx' | 'at' | 'changed'>,
  stood: readonly Row[],
  wanted: readonly Row[],
): Promise<void> {
  const { begun, ended } = replace({ tx, at }, VERDICT, stood, wanted);
  for (const row of [...begun, ...ended]) {
    changed.push({ rule: String(row['rule']), subject: String(row['subject']), fails: row['answer'] === 'GAP' });
  }
  await writeAnswers({ tx, at }, stood, wanted);
}

/** Of the units whose rules answer otherwise; most do not when something is read further. */
async function writeAnswers(now: Pick<Moment, 'tx' | 'at'>, stood: readonly Row[], wanted: readonly Row[]): Promise<void> {
  const [before, after] = [answersOf(stood), answersOf(wanted)];
  const others = [...new Set([...before.keys(), ...after.keys()])].filter((unit) => before.get(unit) !== after.get(unit));
  const known = others.filter((unit) => before.has(unit));
  const rows = others.flatMap((unit) => (after.has(unit) ? [{ unit, answers: after.get(unit) }] : []));
  await replaceCurrent(now, ANSWER, known, rows);
}

function answersOf(verdicts: readonly Row[]): ReadonlyMap<string, string> {
  const lines = new Map<string, string[]>();
  for (const { unit, rule, answer } of verdicts)
    lines.set(String(unit), [...(lines.get(String(unit)) ?? []), `${String(rule)} ${String(answer)}`]);
  return new Map([...lines].map(([unit, answers]) => [unit, answers.sort().join('\n')]));
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

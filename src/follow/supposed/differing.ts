import { createHash } from 'node:crypto';
import type { Answer, Severity, Verdict } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { JudgedAnew } from './judge-anew.js';

/** One side of a difference. */
export interface Said {
  readonly answer: Answer;
  readonly severity: Severity;
  readonly sentence: string;
}

/** A rule and subject of which another policy says something else, or one of the two says nothing. */
export interface Differing {
  readonly rule: string;
  readonly subject: string;
  readonly unit: string;
  readonly was: Said | null;
  readonly wouldBe: Said | null;
}

interface Row extends Said {
  readonly unit: string;
  readonly rule: string;
  readonly subject: string;
}

/** What stands of these units and would be otherwise, in answer or severity; by unit, rule and subject. */
export async function differing(tx: Transaction, judged: readonly JudgedAnew[]): Promise<readonly Differing[]> {
  const digests = await standingDigests(
    tx,
    judged.map(({ unit }) => unit),
  );
  const moved = judged.filter(({ unit, verdicts }) => digests.get(unit) !== (verdicts.length === 0 ? undefined : digestOf(verdicts)));
  if (moved.length === 0) return [];
  const units = moved.map(({ unit }) => unit);
  const rows = await tx<Row[]>`
    select unit, rule, subject, answer, severity, sentence from verdict where unit = any(${units}) and recorded_to is null`;
  const standing = new Map(rows.map((row) => [nameOf(row), row]));
  const wanted = new Map(moved.flatMap(({ unit, verdicts }) => verdicts.map((one) => [nameOf(one), { ...one, unit }])));
  return [...new Set([...standing.keys(), ...wanted.keys()])].sort().flatMap((name): Differing[] => {
    const [was, wouldBe] = [standing.get(name), wanted.get(name)];
    if (was && wouldBe && was.answer === wouldBe.answer && was.severity === wouldBe.severity) return [];
    const { unit, rule, subject } = (was ?? wouldBe)!;
    return [{ unit, rule, subject, was: saidOf(was), wouldBe: saidOf(wouldBe) }];
  });
}

function nameOf({ rule, subject }: Pick<Row, 'rule' | 'subject'>): string {
  return `${rule} ${subject}`;
}

function saidOf(one: Said | undefined): Said | null {
  return one ? { answer: one.answer, severity: one.severity, sentence: one.sentence } : null;
}

/** Most units say the same: of these no verdict is sent. */
async function standingDigests(tx: Transaction, units: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx<{ unit: string; digest: string }[]>`
    select unit, md5(string_agg(rule || ' ' || subject || ' ' || answer || ' ' || severity, e'\\n' order by rule collate "C", subject collate "C")) as digest
    from verdict where unit = any(${units as string[]}) and recorded_to is null
    group by unit`;
  return new Map(rows.map(({ unit, digest }) => [unit, digest]));
}

function digestOf(verdicts: readonly Verdict[]): string {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...verdicts].sort((a, b) => order(a.rule, b.rule) || order(a.subject, b.subject));
  const lines = sorted.map(({ rule, subject, answer, severity }) => `${rule} ${subject} ${answer} ${severity}`);
  return createHash('md5').update(lines.join('\n')).digest('hex');
}

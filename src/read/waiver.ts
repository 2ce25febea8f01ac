import type { Disposition, Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Waiver } from './statement.js';
import type { CannotDo } from './statement.js';

/** A waiver as it is asked for. */
export interface WaiverInput {
  readonly disposition: Disposition;
  readonly reason: string;
  readonly until: Instant;
  readonly control?: string | null;
  readonly evidence?: readonly string[] | null;
  readonly fact?: string | null;
}

const MOST_EVIDENCE = 20;
const LONGEST = 2_000;
export const EVIDENCE = `Name the evidence: 1 to ${MOST_EVIDENCE} texts, such as addresses or refs, of 1 to ${LONGEST} characters each.`;

/** The evidence without outer white space; null when there is none, too much, or an empty one among it. */
export function textsOf(given: readonly string[] | null | undefined): readonly string[] | null {
  const texts = (given ?? []).map((one) => one.trim());
  const isWhole = texts.length >= 1 && texts.length <= MOST_EVIDENCE && texts.every((one) => one.length >= 1 && one.length <= LONGEST);
  return isWhole ? texts : null;
}

/** The waiver with what its disposition must name, or a sentence about what is lacking or too much. */
export async function waiverOf(sql: Sql, { disposition, until, ...given }: WaiverInput): Promise<Waiver | CannotDo> {
  const [control, fact] = [given.control?.trim() ?? '', given.fact?.trim() ?? ''];
  const plain: Waiver = { disposition, until, control: null, evidence: [], fact: null };
  const extra = [control !== '' && 'control', (given.evidence?.length ?? 0) > 0 && 'evidence', fact !== '' && 'fact'].filter(Boolean);
  const allowed: readonly unknown[] = ALLOWED[disposition];
  const superfluous = extra.filter((name) => !allowed.includes(name));
  if (superfluous.length > 0)
    return { sentence: `${disposition} says nothing about ${superfluous.join(' and ')}: leave it out, or name another disposition.` };
  if (disposition === 'RISK_ACCEPTED') return plain;
  if (disposition === 'FALSE_POSITIVE') {
    if (await isKnown(sql, fact)) return { ...plain, fact };
    return {
      sentence: 'FALSE_POSITIVE names the fact to correct: give fact, the id of an event or the ref of a thing that the timeline has.',
    };
  }
  const evidence = textsOf(given.evidence);
  if (control.length < 1 || control.length > LONGEST) {
    return { sentence: `COMPENSATING_CONTROL names that control: give control, of 1 to ${LONGEST} characters, and its evidence.` };
  }
  return evidence ? { ...plain, control, evidence } : { sentence: EVIDENCE };
}

const ALLOWED = { RISK_ACCEPTED: [], COMPENSATING_CONTROL: ['control', 'evidence'], FALSE_POSITIVE: ['fact'] } as const;

async function isKnown(sql: Sql, fact: string): Promise<boolean> {
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select from timeline_entry where event_id = ${fact} or subject = ${fact}) as known`;
  return row?.known ?? false;
}

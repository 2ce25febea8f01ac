import { demand, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { GapFilter } from './gap-filter.js';
import { gapOfId } from './gap-id.js';
import type { GapRow } from './gap-rows.js';
import type { Hub } from './hub.js';
import { isAccountOfPerson } from './people.js';
import { spokenBy, statedBy } from './speaker.js';
import type { GapAct, GapsRefused, GapStatement, Speaker } from './statement.js';
import { EVIDENCE, textsOf, waiverOf, type WaiverInput } from './waiver.js';
import type { CannotDo } from './statement.js';

/** What somebody wants of one gap. */
export interface GapStepInput {
  readonly id: string;
  readonly reason: string;
}

/** The gap after the step, the event that says so and its place in the ledger. */
export interface GapStepDone {
  readonly gap: GapRow;
  readonly event: string;
  readonly cursor: number;
}

type Wanted =
  | { readonly type: 'gap.acknowledged' | 'gap.reopened' }
  | { readonly type: 'gap.assigned'; readonly assignee?: string | null }
  | { readonly type: 'gap.waived'; readonly waiver: WaiverInput }
  | { readonly type: 'gap.remediated'; readonly evidence: readonly string[] };

const WORDS: Readonly<Record<Wanted['type'], string>> = {
  'gap.acknowledged': 'acknowledge a gap',
  'gap.reopened': 'reopen a gap',
  'gap.assigned': 'assign a gap',
  'gap.waived': 'waive a gap',
  'gap.remediated': 'mark a gap as remediated',
};

/** Records a step in the life of one gap. Compliance and administrators; all but assigning and reopening persons only. */
export async function stepGap(hub: Hub, viewer: Viewer, { id, reason }: GapStepInput, wanted: Wanted): Promise<GapStepDone | CannotDo> {
  const by = speakerOf(viewer, reason, wanted.type);
  if ('sentence' in by) return by;
  const name = gapOfId(id);
  if (name === null) return { sentence: `${id} is no id of a gap. The list \`gaps\` shows which there are.` };
  const act = await actOf(hub.sql, wanted);
  if ('sentence' in act) return act;
  const done = await hub.stepGaps({ which: { names: [name] }, act, by });
  if ('sentence' in done) return { sentence: done.sentence };
  return { gap: done.gaps[0] as GapRow, event: done.eventIds[0] ?? '', cursor: done.seq };
}

/** Waives every open or acknowledged gap that matches, if they are as many as expected; all or none. */
export async function waiveGaps(
  hub: Hub,
  viewer: Viewer,
  { filter, expected, waiver }: { readonly filter: GapFilter; readonly expected: number; readonly waiver: WaiverInput },
): Promise<{ gaps: readonly GapRow[]; cursor: number } | GapsRefused> {
  const by = speakerOf(viewer, waiver.reason, 'gap.waived');
  if ('sentence' in by) return { ...by, of: [] };
  const act = await actOf(hub.sql, { type: 'gap.waived', waiver });
  if ('sentence' in act) return { ...act, of: [] };
  const said: GapStatement = { which: { filter, expected }, act, by };
  const done = await hub.stepGaps(said);
  return 'sentence' in done ? { ...done, sentence: inAll(done, 'waived') } : { gaps: done.gaps, cursor: done.seq };
}

/** Gives every gap that matches and is neither pending nor over to somebody, or to nobody, if they are as many as expected; all or none. */
export async function assignGaps(
  hub: Hub,
  viewer: Viewer,
  {
    filter,
    expected,
    assignee,
    reason,
  }: { readonly filter: GapFilter; readonly expected: number; readonly assignee: string | null; readonly reason: string },
): Promise<{ gaps: readonly GapRow[]; cursor: number } | CannotDo> {
  const by = speakerOf(viewer, reason, 'gap.assigned');
  if ('sentence' in by) return by;
  const act = await actOf(hub.sql, { type: 'gap.assigned', assignee });
  if ('sentence' in act) return act;
  const done = await hub.stepGaps({ which: { filter, expected }, act, by });
  return 'sentence' in done ? { sentence: inAll(done, 'assigned') } : { gaps: done.gaps, cursor: done.seq };
}

function inAll({ sentence, of }: GapsRefused, what: string): string {
  return of.length === 0 ? sentence : `Nothing was recorded, since ${of.length} of these gaps cannot be ${what}; the first: ${sentence}`;
}

function speakerOf(viewer: Viewer, reason: string, type: Wanted['type']): Speaker | CannotDo {
  demand(viewer, 'compliance', WORDS[type]);
  const byAnybody = type === 'gap.assigned' || type === 'gap.reopened';
  return byAnybody ? statedBy(viewer, reason) : spokenBy(viewer, reason, WORDS[type]);
}

async function actOf(sql: Sql, wanted: Wanted): Promise<GapAct | CannotDo> {
  if (wanted.type === 'gap.assigned') return assigned(sql, wanted.assignee ?? null);
  if (wanted.type === 'gap.remediated') {
    const evidence = textsOf(wanted.evidence);
    return evidence ? { type: wanted.type, evidence } : { sentence: EVIDENCE };
  }
  if (wanted.type !== 'gap.waived') return wanted;
  const waiver = await waiverOf(sql, wanted.waiver);
  return 'sentence' in waiver ? waiver : { type: wanted.type, waiver };
}

async function assigned(sql: Sql, assignee: string | null): Promise<GapAct | CannotDo> {
  if (assignee === null || (await isAccountOfPerson(sql, assignee))) return { type: 'gap.assigned', assignee };
  return {
    sentence: `No person has the account ${assignee}. \`people\` lists the accounts that are known; a service account is no person.`,
  };
}

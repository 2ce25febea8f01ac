import { type ApprovedPart, APPROVED_PARTS, type Content, type Interval, type Missing } from '#contract';
import { CONTENT_NAMES, editsOf } from '../../correlate/index.js';
import type { ImplementationCase } from '../case.js';
import { fieldOf } from '../ticket-fields/content.js';

/** That a part of what was approved got another value, at a time by the clock of a source. */
export interface PartEdit {
  /** For people: `the planned start`, `pull request #12`. */
  readonly named: string;
  /** Null where nobody read when. */
  readonly at: Interval | null;
  readonly dated: boolean;
  readonly sequence: string | null;
  readonly source: string;
  readonly seq: number | null;
  readonly missing: Missing | null;
}

const CONTENTS: Readonly<Record<ApprovedPart, readonly Content[]>> = {
  plan: ['implementationPlan'],
  risk: ['risk'],
  window: ['plannedStart', 'plannedEnd'],
  affectedSystems: ['affectedSystems'],
  commits: [],
};

/** What a ticket says. That its code is merged after the approval is how most work: it counts where policy names `commits`. */
const UNLESS_TOLD: readonly ApprovedPart[] = APPROVED_PARTS.filter((part) => part !== 'commits');

/** Every change of a part that policy asks for; null where it asks for none that anything holds. */
export function partEdits(subject: ImplementationCase): readonly PartEdit[] | null {
  const { ticket, inForce, merges } = subject;
  const which = inForce.policy.rules['stale-approval']?.which ?? UNLESS_TOLD;
  const contents = which.flatMap((part) => CONTENTS[part]);
  const held = contents.flatMap((content) => {
    const field = ticket && fieldOf(content, ticket.source, inForce.policy);
    return field === null ? [] : [{ content, field }];
  });
  if (held.length === 0 && !which.includes('commits')) return null;
  const edits = held.flatMap(({ content, field }) =>
    editsOf(ticket!, field).map(({ at, dated, sequence, seq }): PartEdit => {
      return { named: CONTENT_NAMES[content], at, dated, sequence, source: ticket!.source, seq, missing: null };
    }),
  );
  const landed = which.includes('commits') ? merges.map((merge): PartEdit => ({ ...merge, dated: true, sequence: null })) : [];
  return [...edits, ...landed];
}

import type { Instant } from '#contract';
import { type DecisionFact, type StageSpan, statesAtStart, type Truth } from '../../correlate/index.js';
import type { ChangeCase } from '../change-case.js';
import { latest } from './answers.js';
import { END } from './approved.js';
import { closedBy } from './said.js';

/** That a decision about a change was asked for, and whether it still is to be made. */
export interface Wait {
  readonly since: Instant;
  readonly isOpen: Truth;
  readonly seqs: readonly number[];
}

/** Every decision that the change waited for: those that were asked for; without any, by the stage in which it is. A closed one waits no more. */
export function waitsOf(subject: ChangeCase): readonly Wait[] {
  const asked = subject.decisions.filter(({ decision }) => decision === 'REQUESTED');
  const waits = asked.length > 0 ? byRequests(subject, asked) : byStage(subject);
  return closedBy(subject) === null ? waits : waits.map((wait) => ({ ...wait, isOpen: 'NO' }));
}

/**
 * One for each approval: open while the tool has not decided the whole, and one of those who were asked has not decided
 * his part. Where anyone is enough the others never do; where a tool has no word on the whole, all parts are decided.
 */
function byRequests(subject: ChangeCase, asked: readonly DecisionFact[]): readonly Wait[] {
  const { decisions, ticket, inForce } = subject;
  const states = statesAtStart({ decisions, start: { at: END, source: ticket.source }, skewMs: inForce.policy.clockSkewMs });
  const undecided = (request: string): Truth => {
    const options = states.get(request) ?? [null];
    const open = options.filter((step) => step === null || step.decision === 'RESET').length;
    return open === 0 ? 'NO' : open === options.length ? 'YES' : 'UNKNOWN';
  };
  const parts = asked.filter(({ overall }) => !overall);
  const wholes = new Set(asked.filter(({ overall }) => overall).map(({ request }) => request));
  return parts.map((part) => {
    const whole = [...wholes].find((request) => part.request.startsWith(`${request}/`));
    const steps = decisions.filter(({ request }) => request === part.request || request === whole);
    const both = [undecided(part.request), whole === undefined ? 'YES' : undecided(whole)] as const;
    const isOpen = both.includes('NO') ? 'NO' : both.includes('UNKNOWN') ? 'UNKNOWN' : 'YES';
    return { since: sinceOf(part, steps), isOpen, seqs: steps.map(({ seq }) => seq) };
  });
}

/** Since it was asked for; where what was decided was reset, since then. */
function sinceOf({ at }: DecisionFact, steps: readonly DecisionFact[]): Instant {
  const resets = steps.filter(({ decision }) => decision === 'RESET').map((step) => step.at.to);
  return latest([at.to, ...resets]) ?? at.to;
}

/** In a stage of approval that is no decision itself; several such statuses in a row are one wait. */
function byStage({ stages, decisions }: ChangeCase): readonly Wait[] {
  const isDecided = (seq: number | null) => decisions.some((step) => step.seq === seq && step.decision !== 'RESET');
  const isWaiting = ({ stage, seq }: StageSpan) => stage === 'APPROVAL' && !isDecided(seq);
  const first = stages.filter((span, nth) => isWaiting(span) && !stages.slice(0, nth).slice(-1).some(isWaiting));
  return first.flatMap((span): Wait[] => {
    if (span.from === null) return [];
    const isOpen = stages.slice(stages.indexOf(span)).every(isWaiting) ? 'YES' : 'NO';
    return [{ since: span.from, isOpen, seqs: [span.seq].flatMap((seq) => seq ?? []) }];
  });
}

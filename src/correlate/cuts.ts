import { type Instant, plusMs } from '#contract';
import type { DecisionHistory, Side } from './decision-history.js';
import type { DecisionFact } from './facts.js';
import type { ClockTime } from './field-at.js';
import { orderOf, type Order } from './order.js';

/** A moment after the start at which it is asked what stood. */
export interface Moment {
  readonly step: DecisionFact | null;
  readonly side: Side;
  /** Where false, the moment may lie before the start. */
  readonly isAfterStart: boolean;
}

/** So many steps that cannot be ordered with the start are tried on both sides of it: 256 worlds. The rest stays open. */
const TRIED = 8;

/** Where steps lie seen from the start, as far as is known. */
export function sideOfStart({ at, source }: ClockTime, skewMs: number): Side {
  const start = { at, sequence: null };
  // What the source does not date is bounded by readings, and these have the hub's clock.
  return (step) => orderOf(step, start, step.dated && step.source === source, skewMs);
}

/** Every way to put the open steps on one side of the start that agrees with their order among each other. */
export function cutsAt(history: DecisionHistory, side: Side): readonly Side[] {
  const open = history.steps.filter((step) => side(step) === 'OPEN').sort(bySeq);
  const tried = open.slice(0, TRIED);
  const cuts = Array.from({ length: 2 ** tried.length }, (_, bits) => cutOf(tried, bits, side));
  const possible = cuts.filter((cut) => agreesWith(history, tried, cut));
  return possible.length > 0 ? possible : [side];
}

function bySeq(a: DecisionFact, b: DecisionFact): number {
  return a.seq - b.seq;
}

function cutOf(tried: readonly DecisionFact[], bits: number, side: Side): Side {
  const put = new Map<DecisionFact, Order>(tried.map((step, nth) => [step, (bits >> nth) & 1 ? 'BEFORE' : 'AFTER']));
  return (step) => put.get(step) ?? side(step);
}

function agreesWith(history: DecisionHistory, tried: readonly DecisionFact[], cut: Side): boolean {
  return tried.every((step) =>
    history.steps.every((other) => {
      const order = history.order(step, other);
      if (order === 'BEFORE') return !(cut(step) === 'AFTER' && cut(other) === 'BEFORE');
      return !(order === 'AFTER' && cut(step) === 'BEFORE' && cut(other) === 'AFTER');
    }),
  );
}

/**
 * Right after each step that may follow the start; when the tick of its clock is over; when all clocks agree that it is;
 * at the end. None where nothing follows: what stood at the start stands.
 */
export function momentsAfter(history: DecisionHistory, start: Side): readonly Moment[] {
  const following = history.steps.filter((step) => step.decision !== 'REQUESTED' && start(step) !== 'BEFORE').sort(byEnd);
  if (following.length === 0) return [];
  const moments = (place: (step: DecisionFact) => Side): readonly Moment[] =>
    following.map((step) => ({
      step,
      side: (other) => (start(other) === 'BEFORE' ? 'BEFORE' : place(step)(other)),
      isAfterStart: start(step) === 'AFTER',
    }));
  const at = (step: DecisionFact, to: Instant): Side => {
    const moment = { ...step, at: { from: to, to }, sequence: null };
    return (other) => history.orderWith(other, moment);
  };
  return [
    ...moments((step) => (other) => (other === step ? 'BEFORE' : history.order(other, step))),
    ...moments((step) => at(step, step.at.to)),
    ...moments((step) => at(step, plusMs(step.at.to, history.skewMs + 0.001))),
    { step: null, side: () => 'BEFORE', isAfterStart: true },
  ];
}

function byEnd(a: DecisionFact, b: DecisionFact): number {
  if (a.at.to === b.at.to) return bySeq(a, b);
  return a.at.to < b.at.to ? -1 : 1;
}

import { type Instant, type Interval, microsOf } from '#contract';
import { type DecisionFact, inAll, requiredApprovals, type Truth, worldsOf } from '../../correlate/index.js';
import { once } from '../authorisation/once.js';
import type { ChangeCase } from '../change-case.js';

/** After all that was ever decided. */
export const END = { from: '9999-12-30T00:00:00.000000Z' as Instant, to: '9999-12-30T00:00:00.000000Z' as Instant };

/** Whether all that policy requires for its approval stands, after all that was decided. */
export const approvedNow = once((subject: ChangeCase): Truth => approvedAt(subject, END));

/** Of a change that is approved, or perhaps is: the step with which it became so and stayed; null where there is none. */
export const approvedSince = once((subject: ChangeCase): Interval | null => {
  const latestFirst = subject.decisions.filter(({ decision }) => decision === 'APPROVED').sort(later);
  return latestFirst.find(({ at }) => approvedAt(subject, { from: at.from, to: at.from }) !== 'YES')?.at ?? null;
});

function later(a: DecisionFact, b: DecisionFact): number {
  return microsOf(b.at.from) - microsOf(a.at.from) || b.seq - a.seq;
}

/** By the clock of its own source: a decision is at no other. */
function approvedAt({ ticket, decisions, persons, earliest, inForce: { policy } }: ChangeCase, at: Interval): Truth {
  if (decisions.length === 0) return 'NO';
  const start = { at, source: ticket.source };
  const required = requiredApprovals({ service: earliest?.service ?? null, ticket, start }, policy);
  return inAll(worldsOf({ decisions, start, required, persons, skewMs: policy.clockSkewMs }), ({ atStart }) => atStart);
}

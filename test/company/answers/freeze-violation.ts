import type { Expectation, Rollout, Unit } from '../plan.js';
import { EMERGENCY, isProduction, STANDARD } from '../policy.js';
import { freezeAround } from '../frozen.js';
import { carrying } from '../mutators/expect.js';
import type { Answering } from './moment.js';
import { anyOf, boreBefore, type Borne, isLateEmergency } from './marks.js';
import { asked } from './whole-change.js';

/** "`D` started inside a freeze and no change that it carries is an emergency or exempt". */
export const freezeViolation: Answering = (unit) =>
  unit.rollouts.filter(isProduction).flatMap((rollout): Expectation[] => {
    const answer = answerOf(unit, rollout);
    return answer === null ? [] : [{ rule: 'freeze-violation', answer, rollout }];
  });

function answerOf(unit: Unit, rollout: Rollout): Expectation['answer'] | null {
  const inside = isInside(rollout);
  if (inside === 'NO') return null;
  const tickets =
    rollout.implements && !saysNothing(unit)
      ? asked(unit).filter(({ change }) => !change.isIdle && carrying(unit, change).includes(rollout) && !change.byHand)
      : [];
  const exempt = anyOf(...tickets.map(({ ticket }) => boreBefore(ticket, STANDARD, rollout)));
  if (exempt === 'YES') return 'EXEMPT';
  const emergency = anyOf(...tickets.flatMap(({ ticket }) => [boreBefore(ticket, EMERGENCY, rollout), isLateEmergency(ticket, rollout)]));
  if (emergency === 'YES') return null;
  const isOpen = [inside, exempt, emergency].includes('UNKNOWN') || isUndecided(unit, rollout);
  return isOpen ? 'INDETERMINATE' : 'GAP';
}

/** It carries nothing that anybody asked for. */
function saysNothing({ expects }: Unit): boolean {
  return expects.some(
    ({ rule, answer, rollout, with: other }) => rule === 'unapproved-deployment' && answer === 'GAP' && rollout && !other,
  );
}

/** Nobody knows what it carries. */
function isUndecided({ expects }: Unit, rollout: Rollout): boolean {
  return expects.some((one) => one.rule === 'untracked-commits' && one.answer === 'INDETERMINATE' && one.rollout === rollout);
}

/** A start in [at, at + 1 s) and the clock on the wall, more than the skew of 60 s apart. */
function isInside({ startedAt }: Rollout): Borne {
  const { from, to } = freezeAround(startedAt);
  if (startedAt + 1 < from - 60 || startedAt > to + 60) return 'NO';
  return startedAt > from + 60 && startedAt + 1 < to - 60 ? 'YES' : 'UNKNOWN';
}

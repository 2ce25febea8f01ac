import { rolloutAt } from '../clean.js';
import type { Mutator } from '../mutator.js';
import { DEPLOYER } from '../people.js';
import type { Rollout, Unit } from '../plan.js';
import type { Random } from '../random.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { endOf } from './choose.js';
import { implementing, ofDeployments } from './expect.js';
import { closedTicket, leadsNowhere, loseTickets } from './untraceable-deployment.js';

/** Back to what stood there before the unit, and forward again, which carries all of it once more. */
function backAndForth(unit: Unit, random: Random): boolean {
  const last = unit.rollouts.findLast((one) => one.implements);
  if (last === undefined) return false;
  for (const { ticket } of unit.changes) for (const field of [PLANNED_START, PLANNED_END]) delete ticket?.fields[field];
  const back: Rollout = { ...rolloutAt(random, last.environment, endOf(unit) + 120, DEPLOYER), revision: 'before', implements: false };
  const forth = rolloutAt(random, last.environment, back.endedAt + 120, DEPLOYER);
  unit.rollouts.push(back, forth);
  return true;
}

export const rolledBack: Mutator = {
  name: 'rolled back, and deployed again',
  apply: backAndForth,
};

/** "Judged by the deployment that first brought its revision". */
const nothingAgain: Mutator = {
  name: 'what nobody asked for was deployed twice',
  apply(unit, random) {
    loseTickets(unit, '');
    leadsNowhere(unit);
    const last = unit.rollouts.findLast((one) => one.implements);
    const again = { ...rolloutAt(random, last?.environment ?? 'production', endOf(unit) + 120, DEPLOYER), implements: false };
    unit.rollouts.push(again);
    ofDeployments(unit, 'untraceable-deployment', 'GAP', [again]);
    return true;
  },
};

/** A commit on what stood before, instead of the unit; then the unit once more. "A rollback or sideways one also by the changes it takes out". */
function sideways(name: string, prepare: (unit: Unit) => void, answer: 'GAP' | 'PASS'): Mutator {
  return {
    name,
    apply(unit, random) {
      const [change] = unit.changes;
      const last = unit.rollouts.findLast((one) => one.implements);
      if (change === undefined || last === undefined) return false;
      const branch = `hotfix-${endOf(unit)}`;
      const push = { at: endOf(unit) + 120, by: unit.cast.merger.github, message: 'Mend it at once', takes: null, aside: branch };
      for (const { ticket } of unit.changes) for (const field of [PLANNED_START, PLANNED_END]) delete ticket?.fields[field];
      const aside = { ...rolloutAt(random, last.environment, push.at + 60, DEPLOYER), revision: { branch }, implements: false };
      unit.rollouts.push(aside, rolloutAt(random, last.environment, aside.endedAt + 120, DEPLOYER));
      change.pushes.push(push);
      prepare(unit);
      ofDeployments(unit, 'untraceable-deployment', answer, [aside]);
      ofDeployments(unit, 'unapproved-deployment', 'GAP', [aside]);
      for (const rule of ['direct-push', 'untracked-commits'] as const) ofDeployments(unit, rule, 'PASS', [aside]);
      return true;
    },
  };
}

/**
 * What nobody asked for is pushed on top of it, taken out, and deployed again: "a redeployment is judged by the deployment
 * that first brought its revision; a rollback … also by the changes it takes out", which here lead nowhere.
 */
function back(name: string, prepare: (unit: Unit, random: Random) => boolean, answer: 'GAP' | 'PASS' | 'INDETERMINATE'): Mutator {
  return {
    name: `a push that names no ticket taken out again, ${name}`,
    apply(unit, random) {
      const first = implementing(unit);
      const [change] = unit.changes;
      const [bringer] = first;
      if (first.length !== 1 || change === undefined || bringer === undefined || !prepare(unit, random)) return false;
      const at = endOf(unit) + 120;
      change.pushes.push({ at, by: unit.cast.stranger.github, message: 'Mend it at once', takes: null, aside: null });
      const next = (after: number) => ({ ...rolloutAt(random, bringer.environment, after, DEPLOYER), implements: false });
      const forth = next(at + 60);
      const taken: Rollout = { ...next(forth.endedAt + 120), revision: { of: bringer } };
      const again = next(taken.endedAt + 120);
      unit.rollouts.push(forth, taken, again);
      for (const rule of ['untraceable-deployment', 'unapproved-deployment', 'direct-push'] as const)
        ofDeployments(unit, rule, 'GAP', [forth, again]);
      ofDeployments(unit, 'untraceable-deployment', answer, [taken]);
      return true;
    },
  };
}

export const rollbacks = [
  rolledBack,
  nothingAgain,
  back('down to what a ticket had asked for', () => true, 'PASS'),
  back(
    'down to what leads nowhere either',
    (unit) => {
      withoutTickets(unit);
      return true;
    },
    'GAP',
  ),
  back('down to what only a closed ticket had asked for', (unit, random) => closedTicket.apply(unit, random), 'INDETERMINATE'),
  sideways('a hotfix that names no ticket took it out', () => undefined, 'PASS'),
  sideways('a hotfix that names no ticket took out what nobody asked for', withoutTickets, 'GAP'),
];

function withoutTickets(unit: Unit): void {
  loseTickets(unit, '');
  leadsNowhere(unit);
}

import { thisSecond } from '../times.js';
import type { Mutator } from '../mutator.js';
import type { Expectation, Pull, Push, Unit } from '../plan.js';
import { endOf, lastMerge } from './choose.js';

/** Main is forced away from the one commit that a unit brought, in these steps. */
function rewritten(
  name: string,
  answer: Expectation['answer'],
  pushes: (pull: Pull, end: number) => readonly Pick<Push, 'at' | 'to' | 'isForced'>[],
): Mutator {
  return {
    name: `what was deployed was ${name}`,
    apply(unit) {
      const [change, more] = unit.changes;
      const [pull] = change?.pulls ?? [];
      if (change === undefined || more !== undefined || pull === undefined) return false;
      pull.method = 'squash';
      const by = unit.cast.merger.github;
      for (const one of pushes(pull, endOf(unit))) change.pushes.push({ ...one, by, message: '', takes: null, aside: null });
      unit.expects.push({ rule: 'rewritten-history', answer, commit: pull });
      return true;
    },
  };
}

const away = (at: number) => ({ at, to: 'before', isForced: true }) as const;

/** A push that nobody deployed, and that is forced away again. */
const neverDeployed: Mutator = {
  name: 'what was never deployed was forced away from main',
  apply(unit) {
    const pull = lastPull(unit);
    const at = lastMerge(unit) + 60;
    const push = { by: unit.cast.stranger.github, takes: null, aside: null };
    unit.changes[0]?.pushes.push({ ...push, at, message: 'Try it' }, { ...push, at: at + 30, message: '', to: pull, isForced: true });
    return true;
  },
};

function lastPull({ changes }: Unit): Pull {
  const [last] = changes.flatMap(({ pulls }) => pulls).sort((a, b) => b.mergedAt - a.mergedAt);
  if (last === undefined) throw new Error('A clean unit has a pull request.');
  return last;
}

/** "A commit that was deployed, or merged into a release branch, has dropped out of it". */
export const rewrittenHistory: readonly Mutator[] = [
  rewritten('forced away from main, and pushed to it again', 'PASS', (pull, end) => [away(end + 600), { at: end + 1200, to: pull }]),
  neverDeployed,
];

/** In the last days, so that nothing is deployed on what is left. */
export const freshlyRewritten: readonly Mutator[] = [
  rewritten('forced away from main these days', 'GAP', (_, end) => [away(end + 600)]),
  // What was read since may not show that it was brought back.
  rewritten('forced away from main after the last reading', 'INDETERMINATE', () => [away(thisSecond() + 7200)]),
];

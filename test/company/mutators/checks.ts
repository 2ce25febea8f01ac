import type { Mutator } from '../mutator.js';
import type { Run } from '../beside.js';
import type { Expectation, Pull, Rollout, Unit } from '../plan.js';
import { isProduction, ACCEPTANCE, TESTS } from '../policy.js';
import type { RuleName } from '../rule-names.js';
import { endOf, lastMerge, startOf } from './choose.js';

/** What became of one check: a run of it is `at` a moment, of main as it then stands or of the head that was merged last. */
interface Told {
  readonly at: number;
  readonly conclusion: Run['conclusion'];
  readonly of?: 'HEAD';
  /** Another check. */
  readonly name?: string;
}

/** Moments of a unit: well before it is deployed, the second in which that starts, and when all was done. */
interface Moments {
  readonly early: number;
  readonly start: number;
  readonly late: number;
}

type Answer = Expectation['answer'];

interface Checked {
  readonly rule: RuleName;
  readonly name: string;
  readonly runs: (moments: Moments) => readonly Told[];
  /** Of the deployments that start first; of the others in production, which start later. */
  readonly first: Answer;
  readonly others: Answer;
}

/** The runs of the check that a rule is about; the other one passes, and afterwards both do, so that what comes next stands on good ground. */
function checked({ rule, name, runs, first, others }: Checked): Mutator {
  const [own, other] = rule === 'untested-deployment' ? [TESTS, ACCEPTANCE] : [ACCEPTANCE, TESTS];
  return {
    name,
    apply(unit) {
      const pull = lastPull(unit);
      const moments = { early: lastMerge(unit) + 70, start: startOf(unit), late: endOf(unit) + 400 };
      const told = runs(moments).map((one): Run => ({ of: one.of ? pull : 'main', name: one.name ?? own, ...timed(one) }));
      const good = (check: string, at: number): Run => ({ name: check, of: 'main', at, conclusion: 'success' });
      unit.checks = [good(other, moments.early), ...told, good(TESTS, moments.late), good(ACCEPTANCE, moments.late)];
      for (const rollout of unit.rollouts.filter(isProduction))
        unit.expects.push({ rule, rollout, answer: startsWith(rollout, moments) ? first : others });
      return true;
    },
  };
}

const timed = ({ at, conclusion }: Told) => ({ at, conclusion });
const startsWith = ({ startedAt }: Rollout, { start }: Moments) => startedAt === start;

function lastPull({ changes }: Unit): Pull {
  const [last] = changes.flatMap(({ pulls }) => pulls).sort((a, b) => b.mergedAt - a.mergedAt);
  if (last === undefined) throw new Error('A clean unit has a pull request.');
  return last;
}

const of =
  (rule: RuleName) =>
  (name: string, runs: Checked['runs'], first: Answer, others = first): Mutator =>
    checked({ rule, name, runs, first, others });

const tests = of('untested-deployment');
/** "No successful check classified as test, of `D`'s revision or of the head merged as it, before start". */
export const untestedDeployment: readonly Mutator[] = [
  tests('it was tested only when all was done', () => [], 'GAP'),
  tests('its tests failed', ({ early }) => [{ at: early, conclusion: 'failure' }], 'GAP'),
  tests('its tests were skipped', ({ early }) => [{ at: early, conclusion: 'skipped' }], 'GAP'),
  tests('only what is no test passed', ({ early }) => [{ at: early, conclusion: 'success', name: 'lint' }], 'GAP'),
  tests(
    'its tests passed in the second in which it started',
    ({ start }) => [{ at: start, conclusion: 'success' }],
    'INDETERMINATE',
    'PASS',
  ),
  tests('its tests passed a second before it started', ({ start }) => [{ at: start - 1, conclusion: 'success' }], 'PASS'),
  tests('its tests passed a second after it started', ({ start }) => [{ at: start + 1, conclusion: 'success' }], 'GAP', 'PASS'),
  tests('only the head that was merged was tested', ({ early }) => [{ at: early, conclusion: 'success', of: 'HEAD' }], 'PASS'),
  tests(
    'its tests passed, and failed when they were repeated',
    ({ early }) => [
      { at: early, conclusion: 'success' },
      { at: early + 60, conclusion: 'failure' },
    ],
    'PASS',
  ),
];

const required = of('failed-checks-overridden');
/** "A required check stood at failed, in its latest attempt before start". */
export const failedChecksOverridden: readonly Mutator[] = [
  required('a required check had failed', ({ early }) => [{ at: early, conclusion: 'failure' }], 'GAP'),
  required('a required check had run out of time', ({ early }) => [{ at: early, conclusion: 'timed_out' }], 'GAP'),
  required(
    'a required check had passed, and failed when it was repeated',
    ({ early }) => [
      { at: early, conclusion: 'success' },
      { at: early + 60, conclusion: 'failure' },
    ],
    'GAP',
  ),
  required(
    'a required check had failed, and passed when it was repeated',
    ({ early }) => [
      { at: early, conclusion: 'failure' },
      { at: early + 60, conclusion: 'success' },
    ],
    'PASS',
  ),
  required(
    'a required check had failed, and passed in the second in which it was deployed',
    ({ early, start }) => [
      { at: early, conclusion: 'failure' },
      { at: start, conclusion: 'success' },
    ],
    'INDETERMINATE',
    'PASS',
  ),
  required(
    'a required check had passed, and failed in the second in which it was deployed',
    ({ early, start }) => [
      { at: early, conclusion: 'success' },
      { at: start, conclusion: 'failure' },
    ],
    'INDETERMINATE',
    'GAP',
  ),
  required(
    'a required check failed a second after it was deployed',
    ({ start }) => [{ at: start + 1, conclusion: 'failure' }],
    'PASS',
    'GAP',
  ),
  required('a required check never ran', () => [], 'PASS'),
  required('a required check was skipped', ({ early }) => [{ at: early, conclusion: 'skipped' }], 'PASS'),
  required('a check that nothing requires had failed', ({ early }) => [{ at: early, conclusion: 'failure', name: 'lint' }], 'PASS'),
  required(
    'a required check of the head that was merged had failed',
    ({ early }) => [{ at: early, conclusion: 'failure', of: 'HEAD' }],
    'GAP',
  ),
  required(
    'a required check of the head that was merged had failed, and of what it was merged as it passed',
    ({ early }) => [
      { at: early, conclusion: 'failure', of: 'HEAD' },
      { at: early + 60, conclusion: 'success' },
    ],
    'PASS',
  ),
];

import type { Guard } from '../beside.js';
import type { Mutator } from '../mutator.js';
import type { Pull, Unit } from '../plan.js';
import { ANYBODY } from '../policy.js';
import { chosen, startOf } from './choose.js';

/** Something is done to what guards main, or around it; what that makes of each deployment `answers/control-weakened.ts` says. */
function guarded(name: string, does: (unit: Unit, pull: Pull) => void): Mutator {
  return {
    name: `the rule for main ${name}`,
    apply(unit, random) {
      does(unit, chosen(unit, random).pull);
      return true;
    },
  };
}

/** From two reviews to one, and back. */
const loosened = (from: number, until: number): readonly Guard[] => [
  { at: from - 20, approvals: 2 },
  { at: from, approvals: 1 },
  { at: until, approvals: 2 },
];

const bypassed = (about: Pull, at: number, result = 'BYPASSED', by?: string) => [
  { type: 'policy.evaluated', at, data: { guard: 'two reviews', result }, about, ...(by === undefined ? {} : { by }) },
];

export const controlWeakened: readonly Mutator[] = [
  guarded('asked for fewer reviews while a pull request was merged', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt - 30, pull.mergedAt + 30);
  }),
  guarded('asked for fewer reviews from just before it was deployed', (unit) => {
    unit.guards = loosened(startOf(unit) - 60, startOf(unit) - 30);
  }),
  guarded('asked for fewer reviews after the merge, and well before the deployment', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt + 30, pull.mergedAt + 60);
  }),
  guarded('asked for more reviews while a pull request was merged', (unit, pull) => {
    unit.guards = [{ at: pull.mergedAt - 30, approvals: 2 }];
  }),
  guarded('was gone around by a pull request', (unit, pull) => {
    unit.sayings = bypassed(pull, pull.mergedAt);
  }),
  guarded('was gone around by a pull request, says somebody whose word does not count', (unit, pull) => {
    unit.sayings = bypassed(pull, pull.mergedAt, 'BYPASSED', ANYBODY);
  }),
];

/** Where readings from before show what protected main, so that what was not loosened passes: to the second, of one clock. */
export const controlsHeld: readonly Mutator[] = [
  ...controlWeakened,
  guarded('asked for fewer reviews up to the second before a merge', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt - 60, pull.mergedAt - 1);
  }),
  guarded('asked for fewer reviews up to the second of a merge', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt - 60, pull.mergedAt);
  }),
  guarded('asked for fewer reviews from the second of a merge', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt, pull.mergedAt + 60);
  }),
  guarded('asked for fewer reviews from the second after a merge', (unit, pull) => {
    unit.guards = loosened(pull.mergedAt + 1, pull.mergedAt + 60);
  }),
  ...[
    { name: 'a second less than its time before it was deployed', more: 1 },
    { name: 'its time before it was deployed, to the second', more: 0 },
    { name: 'a second more than its time before it was deployed', more: -1 },
  ].map(({ name, more }) =>
    guarded(`asked for fewer reviews from ${name}`, (unit) => {
      const from = startOf(unit) - shortlyOf(unit) + more;
      unit.guards = loosened(from, from + 1);
    }),
  ),
  guarded('asked for fewer reviews from the second in which it was deployed', (unit) => {
    unit.guards = loosened(startOf(unit), startOf(unit) + 60);
  }),
  guarded('asked for fewer reviews once it was deployed', (unit) => {
    unit.guards = loosened(startOf(unit) + 1, startOf(unit) + 60);
  }),
  guarded('asked for nothing at a merge', (unit, pull) => {
    const at = pull.mergedAt;
    unit.guards = [
      { at: at - 90, approvals: 2 },
      { at: at - 60, approvals: 0 },
      { at: at + 60, approvals: 2 },
    ];
  }),
  guarded('was evaluated, and a pull request passed it', (unit, pull) => {
    unit.sayings = bypassed(pull, pull.mergedAt, 'PASSED');
  }),
];

/** So many seconds before a deployment nothing may become looser. */
export function shortlyOf({ shortly = 86_400 }: Pick<Unit, 'shortly'>): number {
  return shortly;
}

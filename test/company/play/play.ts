import type { Company } from '../company.js';
import { headOf } from '../company.js';
import type { Unit } from '../plan.js';
import type { Act, Names, Scene } from './acting.js';
import { checkActs } from './checks.js';
import { guardActs } from './guards.js';
import { pullActs } from './pulls.js';
import { pushActs } from './pushes.js';
import { rolloutActs } from './rollouts.js';
import { sayingActs } from './sayings.js';
import { ticketActs } from './tickets.js';

/** Plays all units as their times say, so that those of several repositories mingle. What things are then called is in `names`. */
export function play(company: Company, units: readonly Unit[]): Names {
  const { names, acts } = actsIn(company, units);
  for (const { does, isLate } of acts) {
    if (isLate) company.afterwards.push(does);
    else does();
  }
  return names;
}

/** All that happens, in its order: of one second, in that of the plan. `names` are complete when all was done. */
export function actsIn(company: Company, units: readonly Unit[]): { readonly names: Names; readonly acts: readonly Act[] } {
  const names: Names = {
    tickets: new Map(),
    pulls: new Map(),
    deployments: new Map(),
    reviews: new Map(),
    approvals: new Map(),
    merges: new Map(),
  };
  const acts = units.flatMap((unit) => actsOf(company, unit, names));
  return { names, acts: acts.sort((a, b) => a.at - b.at) };
}

function actsOf(company: Company, unit: Unit, names: Names): readonly Act[] {
  const repository = company.github.repositories[unit.repository];
  if (repository === undefined) throw new Error(`There is no repository ${unit.repository}.`);
  const scene: Scene = { company, repository, unit, names };
  let before = '';
  const begin = { at: unit.startsAt, does: () => void (before = headOf(repository)) };
  const tickets = unit.changes.flatMap((change) => ticketActs(scene, change).map((act) => ({ ...act, ofTicket: change })));
  const pulls = unit.changes.flatMap((change) => change.pulls.flatMap((pull) => pullActs(scene, change, pull)));
  const pushes = unit.changes.flatMap((change) => pushActs(scene, change, () => before));
  const rollouts = unit.rollouts.flatMap((rollout) => rolloutActs(scene, rollout, () => before));
  const all = [begin, ...tickets, ...pulls, ...pushes, ...rollouts, ...checkActs(scene), ...sayingActs(scene), ...guardActs(scene)];
  return unit.isLate ? all.map((act) => ({ ...act, isLate: true })) : all;
}

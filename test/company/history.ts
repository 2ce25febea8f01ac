import { cleanUnit, lastEnd, SPAN, type Trait } from './clean.js';
import { Company } from './company.js';
import { labelsOf, passesOf } from './labels.js';
import type { Mutator } from './mutator.js';
import type { Unit } from './plan.js';
import { play } from './play/play.js';
import { policyOf } from './policy.js';
import { Random } from './random.js';

const REPOSITORIES = ['pay', 'web', 'rates', 'ledger'];

/** A company and the units of its history, made but not yet played. */
export interface History {
  readonly seed: number;
  readonly company: Company;
  readonly units: readonly Unit[];
  readonly random: Random;
}

export interface HistoryOptions {
  readonly seed: number;
  readonly changes: number;
  /** What is done to units, each of them at most one thing; none: all stays clean. */
  readonly mutators: readonly Mutator[];
  /** How many of the units stay clean where there are mutators. */
  readonly clean?: number;
  /** The first mutator of this history, so that several histories go through all of them. */
  readonly from?: number;
}

/** A history of at least so many changes; the same seed and options make the same one. */
export function historyOf({ seed, changes, mutators, clean = 0.15, from = 0 }: HistoryOptions): History {
  const random = new Random(seed);
  const listens = random.pick([0, 0.3, 0.7, 1]);
  const company = new Company(REPOSITORIES, () => random.chance(listens));
  const traits = REPOSITORIES.map((_, repository): Trait => ({
    repository,
    targets: repository === 1 ? ['prod-eu', 'prod-us'] : ['production'],
  }));
  const free = traits.map(() => random.int(0, SPAN.DAY));
  const units: Unit[] = [];
  let turn = from;
  for (let count = 0; count < changes;) {
    const trait = random.pick(traits);
    const unit = cleanUnit(random, trait, free[trait.repository] ?? 0);
    if (mutators.length > 0 && !random.chance(clean)) turn = mutate(unit, { mutators, turn, random });
    units.push(unit);
    count += unit.changes.length;
    free[trait.repository] = lastEnd(unit) + random.int(5, 40) * SPAN.HOUR;
  }
  return { seed, company, units, random };
}

/** Does the next thing that can be done to this unit; gives whose turn it then is. */
function mutate(unit: Unit, { mutators, turn, random }: { mutators: readonly Mutator[]; turn: number; random: Random }): number {
  for (let nth = 0; nth < mutators.length; nth++) {
    const mutator = mutators[(turn + nth) % mutators.length];
    if (!mutator?.apply(unit, random)) continue;
    unit.story.push(mutator.name);
    return turn + nth + 1;
  }
  return turn;
}

/** What the verdicts must be, each line `rule subject ANSWER` with the story of its unit. */
export interface Told {
  /** Every GAP and every INDETERMINATE that there is. */
  readonly labels: ReadonlyMap<string, string>;
  /** Some of the verdicts that must be PASS. */
  readonly passes: ReadonlyMap<string, string>;
  /** The story of whatever a verdict may be about. */
  readonly stories: ReadonlyMap<string, string>;
}

/** Plays a history; gives what must be said of it. */
export function played({ company, units }: History): Told {
  const names = play(company, units);
  const told = (lines: (unit: Unit) => readonly string[]) =>
    new Map(units.flatMap((unit) => lines(unit).map((line) => [line, storyOf(unit, names)] as const)));
  return {
    labels: told((unit) => labelsOf(unit, names)),
    passes: told((unit) => (unit.story.length === 0 ? passesOf(unit, names) : [])),
    stories: told((unit) => thingsOf(unit, names)),
  };
}

function thingsOf({ changes, rollouts }: Unit, names: ReturnType<typeof play>): readonly string[] {
  const tickets = changes.flatMap((change) => names.tickets.get(change) ?? []).map(({ id }) => `ticket:jira-acme:${id}`);
  const pulls = changes.flatMap((change) => change.pulls.map((pull) => names.pulls.get(pull) ?? ''));
  return [...tickets, ...pulls, ...rollouts.map((rollout) => names.deployments.get(rollout) ?? '')];
}

/** What was done to a unit, and how people find it. */
function storyOf(unit: Unit, names: ReturnType<typeof play>): string {
  const keys = unit.changes.map((change) => names.tickets.get(change)?.key ?? 'no ticket').join(' and ');
  return `${unit.story.join(', ') || 'clean'} (${keys})`;
}

export { policyOf };

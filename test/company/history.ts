import type { TwoTools } from '../pipeline/two-tools.js';
import { expectAnswers } from './answers/answers.js';
import { cleanUnit, lastEnd, SPAN, type Trait } from './clean.js';
import { Company, headOf } from './company.js';
import { thisSecond } from './times.js';
import type { Labels } from './said.js';
import { labelsOf, nonesOf, passesOf } from './labels.js';
import type { Mutator } from './mutator.js';
import type { Unit, When } from './plan.js';
import { staged } from './staging.js';
import { passed } from './play/checks.js';
import { play } from './play/play.js';
import { COMPLETED, policyOf } from './policy.js';
import { APART } from './rule-names.js';
import { Random } from './random.js';
import type { Variant } from './variant.js';

const REPOSITORIES = ['pay', 'web', 'rates', 'ledger'];

/** A company and the units of its history, made but not yet played. */
export interface History {
  readonly seed: number;
  readonly company: Company;
  readonly units: readonly Unit[];
  readonly random: Random;
  readonly variant: Variant | null;
  /** What people say meanwhile: asked before the first fact arrives, now and then between, and when all have. */
  readonly between?: (hub: TwoTools, when: 'BEFORE' | 'AMONG' | 'AFTER') => Promise<void>;
}

export interface HistoryOptions {
  readonly seed: number;
  readonly changes: number;
  /** What is done to units, each of them at most one thing; none: all stays clean. */
  readonly mutators: readonly Mutator[];
  /** What is done to the last unit of each repository, which lies in the last days. */
  readonly fresh?: readonly Mutator[];
  /** How many of the units stay clean where there are mutators. */
  readonly clean?: number;
  readonly variant?: Variant | null;
  /** The first mutator of this history, so that several histories go through all of them. */
  readonly from?: number;
}

/** A history of at least so many changes; the same seed and options make the same one. */
export function historyOf(options: HistoryOptions): History {
  const { seed, changes, mutators, fresh = [], clean = 0.15, from = 0, variant = null } = options;
  const random = new Random(seed);
  const listens = random.pick([0, 0.3, 0.7, 1]);
  const company = new Company(REPOSITORIES, () => random.chance(variant?.denied ? 1 : listens));
  // Their first commits passed, long before anything.
  for (const repository of company.github.repositories) passed(company, repository, headOf(repository), -86_400);
  const { github, jira } = variant?.denied ?? {};
  if (github) company.github.denied.add(github);
  if (jira) company.jira.denied.add(jira);
  const traits = REPOSITORIES.map((_, repository): Trait => ({
    repository,
    targets: repository === 1 ? ['prod-eu', 'prod-us'] : ['production'],
  }));
  const free = traits.map(() => random.int(0, SPAN.DAY));
  const units: Unit[] = [];
  let turn = from;
  for (let count = 0; count < changes;) {
    const trait = random.pick(traits);
    const isFirst = !units.some(({ repository }) => repository === trait.repository);
    const unit = isFirst ? firstUnit(random, trait, free[trait.repository] ?? 0) : cleanUnit(random, trait, free[trait.repository] ?? 0);
    variant?.prepare?.(unit);
    if (mutators.length > 0 && !isFirst && !random.chance(clean)) turn = mutate(unit, { mutators, turn, random });
    variant?.adjust(unit, isFirst);
    units.push(unit);
    count += unit.changes.length;
    free[trait.repository] = lastEnd(unit) + random.int(5, 40) * SPAN.HOUR;
  }
  if (fresh.length > 0) units.push(...freshUnits(options, traits, random));
  if (variant?.late) units.push(...lateUnits(options, traits, random));
  for (const unit of units) {
    unit.allGuards = units.filter(({ repository }) => repository === unit.repository).flatMap(({ guards = [] }) => guards);
    finish(unit, variant);
  }
  return { seed, company, units, random, variant };
}

/** Says how all ended of which no mutator did, and what follows from the plan as it then is. */
function finish(unit: Unit, variant: Variant | null): void {
  unit.silent = [...(variant?.silent ?? []), ...APART.filter((rule) => !variant?.asks?.includes(rule))];
  unit.rollouts = staged(unit.rollouts);
  if (variant?.isOpenEnded) return;
  for (const { ticket } of unit.changes) if (ticket !== null && ticket.outcome === undefined) ticket.outcome = COMPLETED;
  expectAnswers(unit);
}

/** One change, so that its revision is all that there is. */
function firstUnit(random: Random, trait: Trait, startsAt: number): Unit {
  for (;;) {
    const unit = cleanUnit(random, trait, startsAt);
    if (unit.changes.length === 1) return unit;
  }
}

function freshUnits({ fresh = [], from = 0, variant }: HistoryOptions, traits: readonly Trait[], random: Random): readonly Unit[] {
  return traits.map((trait) => {
    const unit = cleanUnit(random, trait, thisSecond() - 60 * SPAN.HOUR);
    variant?.prepare?.(unit);
    mutate(unit, { mutators: fresh, turn: from + trait.repository, random });
    variant?.adjust(unit, false);
    return unit;
  });
}

/** Of each repository one after the other, each with something done to it; from so late on that what was read first stood a day before. */
function lateUnits({ variant, from = 0 }: HistoryOptions, traits: readonly Trait[], random: Random): readonly Unit[] {
  const mutators = variant?.late ?? [];
  const free = traits.map(() => thisSecond() + 30 * SPAN.HOUR);
  let turn = from;
  return mutators.map((_, nth) => {
    const trait = traits[nth % traits.length]!;
    const unit = cleanUnit(random, trait, free[trait.repository] ?? 0);
    unit.isLate = true;
    variant?.prepare?.(unit);
    turn = mutate(unit, { mutators, turn, random });
    variant?.adjust(unit, false);
    free[trait.repository] = lastEnd(unit) + 30 * SPAN.HOUR;
    return unit;
  });
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
  /** Now, and when every deadline has run out. */
  readonly labels: { readonly now: Labels; readonly later: Labels };
  /** The story of whatever a verdict may be about. */
  readonly stories: ReadonlyMap<string, string>;
}

/** Plays a history; gives what must be said of it. */
export function played({ company, units }: History): Told {
  return toldOf(units, play(company, units));
}

/** The same of what is called so. */
export function toldOf(units: readonly Unit[], names: ReturnType<typeof play>): Told {
  const told = (lines: (unit: Unit) => readonly string[]) =>
    new Map(units.flatMap((unit) => lines(unit).map((line) => [line, storyOf(unit, names)] as const)));
  const at = (when: When): Labels => ({
    bad: told((unit) => labelsOf(unit, names, when)),
    good: told((unit) => passesOf(unit, names, when)),
    none: told((unit) => nonesOf(unit, names, when)),
  });
  return {
    labels: { now: at('BEFORE_DEADLINE'), later: at('AFTER_DEADLINE') },
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

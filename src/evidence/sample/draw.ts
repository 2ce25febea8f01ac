import { type Allocated, allocated } from './allocation.js';
import { lotOf } from './seed.js';

export const COMPLEXITIES = ['LOW', 'MEDIUM', 'HIGH'] as const;

/** A unit of the population: an implementation of a change, or one without a change. */
export interface PopulationUnit {
  /** `deployment:… ticket:…`, or the ref of what stands alone. */
  readonly id: string;
  readonly application: string;
  readonly infrastructure: string;
  readonly complexity: (typeof COMPLEXITIES)[number];
}

export interface DrawnUnit extends PopulationUnit {
  readonly stratum: string;
  /** SHA-256(seed ‖ unit id). */
  readonly lot: string;
}

export interface Draw {
  readonly strata: readonly Allocated[];
  /** By stratum as in `strata`, then by lot. */
  readonly drawn: readonly DrawnUnit[];
}

/** How many units an auditor draws unless he says otherwise. */
export const SAMPLE_SIZE = 25;

/** Application, infrastructure type and complexity, as a JSON list: no two strata have one name. */
export function stratumOf({ application, infrastructure, complexity }: PopulationUnit): string {
  return JSON.stringify([application, infrastructure, complexity]);
}

/** Draws the sample of a population; the same units, seed and size give the same sample, in whatever order the units come. */
export function draw(population: readonly PopulationUnit[], seed: Uint8Array, size = SAMPLE_SIZE): Draw {
  const byStratum = new Map<string, PopulationUnit[]>();
  for (const unit of population) {
    const stratum = stratumOf(unit);
    const units = byStratum.get(stratum);
    if (units) units.push(unit);
    else byStratum.set(stratum, [unit]);
  }
  const strata = allocated(new Map([...byStratum].map(([stratum, units]) => [stratum, units.length])), size);
  return { strata, drawn: strata.flatMap(({ stratum, drawn }) => smallest(stratum, byStratum.get(stratum) ?? [], seed, drawn)) };
}

function smallest(stratum: string, units: readonly PopulationUnit[], seed: Uint8Array, count: number): readonly DrawnUnit[] {
  return units
    .map((unit) => ({ ...unit, stratum, lot: lotOf(seed, unit.id) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count);
}

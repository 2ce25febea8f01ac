import type { Unit } from './plan.js';
import type { Random } from './random.js';

/**
 * Puts one violation, one thing unknown or one harmless look-alike into a unit, and says in `expects` all that must follow.
 * Answers false, and leaves the unit as it was, where it does not fit.
 */
export interface Mutator {
  readonly name: string;
  apply(unit: Unit, random: Random): boolean;
}

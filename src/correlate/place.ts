import type { Policy } from '#contract';
import { named } from './named.js';

/** Where something is deployed, as policy calls it. */
export interface Place {
  readonly environment: string;
  /** Region, cluster and the like; null where policy names none. */
  readonly target: string | null;
}

/** What policy calls the environment of a tool, and the target in it; the tool's own name where it says nothing. */
export function placeOf(environment: string | null, { environments }: Pick<Policy, 'environments'>): Place {
  const mapped = named(environments, environment);
  return { environment: mapped?.environment ?? environment ?? '', target: mapped?.target ?? null };
}

/** The same text for the same place, and for no other. */
export function placeKey({ environment, target }: Place): string {
  return JSON.stringify([environment, target]);
}

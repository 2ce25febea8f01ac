import { type Order, orderOf, placeKey, some, type Truth } from '../../correlate/index.js';
import type { ChangeCase, DeploymentOfChange } from '../change-case.js';

/** How a change stands in one service, environment and target. */
export interface Placed {
  readonly service: string;
  readonly environment: string;
  /** The last deployment that implements it here; null: only taken out here. */
  readonly last: DeploymentOfChange | null;
  readonly lastFailed: Truth;
  /** Deployments that took commits of it out, or may have; and whether these were not brought back. */
  readonly out: readonly { readonly by: DeploymentOfChange; readonly isOut: Truth }[];
}

/** Where it was deployed to production, or where nobody knows whether that is production, each place by itself. */
export function placesOf(subject: ChangeCase, wanted: 'PRODUCTION' | 'UNKNOWN' = 'PRODUCTION'): readonly Placed[] {
  const places = new Map<string, DeploymentOfChange[]>();
  for (const one of subject.deployments.filter(({ standing }) => standing === wanted)) {
    const key = `${one.service} ${placeKey(one.place)}`;
    places.set(key, [...(places.get(key) ?? []), one]);
  }
  const { clockSkewMs } = subject.inForce.policy;
  return [...places.keys()].sort().map((key) => placedIn(places.get(key) ?? [], clockSkewMs));
}

function placedIn(all: readonly DeploymentOfChange[], skewMs: number): Placed {
  const implementing = all.filter(isImplementing);
  const last = implementing.at(-1) ?? null;
  // Any that may have come after the others may be the last.
  const lastOnes = implementing.filter((one) => implementing.every((other) => order(one, other, skewMs) !== 'BEFORE'));
  const failed = lastOnes.map(hasFailed);
  return {
    service: all[0]?.service ?? '',
    environment: all[0]?.place.environment ?? '',
    last,
    lastFailed: last === null ? 'NO' : failed.every((one) => one === failed[0]) ? failed[0]! : 'UNKNOWN',
    out: all.flatMap((by) => outBy(by, all, skewMs)),
  };
}

/** A redeployment or rollback is none, and what only reverts it does not implement it. */
function isImplementing({ carries, commits, undoing, relation }: DeploymentOfChange): boolean {
  if (!carries || relation === 'ROLLBACK' || relation === 'REDEPLOYMENT') return false;
  return commits.length === 0 || commits.some((sha) => !undoing.includes(sha));
}

function hasFailed({ outcome }: DeploymentOfChange): Truth {
  return outcome === 'FAILED' ? 'YES' : outcome === 'SUCCEEDED' ? 'NO' : 'UNKNOWN';
}

/** Whether a deployment took commits of the change out: one that failed did not, one without a known end may have. */
export function tookOut({ outcome, takesOut, commits, undoing }: DeploymentOfChange): Truth {
  if (takesOut.length === 0 || outcome === 'FAILED') return 'NO';
  // It also brings commits of the change with it: perhaps the same in another form.
  const bringsOthers = commits.some((sha) => !undoing.includes(sha));
  return outcome === 'SUCCEEDED' && !bringsOthers ? 'YES' : 'UNKNOWN';
}

function outBy(by: DeploymentOfChange, all: readonly DeploymentOfChange[], skewMs: number): Placed['out'] {
  const took = tookOut(by);
  if (took === 'NO') return [];
  const back = by.takesOut.map((sha) => some(all.filter((other) => other !== by).map((other) => bringsBack(other, sha, by, skewMs))));
  if (back.every((one) => one === 'YES')) return [{ by, isOut: 'NO' }];
  return [{ by, isOut: took === 'YES' && back.some((one) => one === 'NO') ? 'YES' : 'UNKNOWN' }];
}

function bringsBack(other: DeploymentOfChange, sha: string, by: DeploymentOfChange, skewMs: number): Truth {
  if (!other.commits.includes(sha) && !other.restores.includes(sha)) return 'NO';
  const after = order(other, by, skewMs);
  if (after === 'BEFORE' || other.outcome === 'FAILED') return 'NO';
  return after === 'AFTER' && other.outcome === 'SUCCEEDED' ? 'YES' : 'UNKNOWN';
}

/** Deployments to one place by their starts (`controls.md`, Terms: Base). */
function order(a: DeploymentOfChange, b: DeploymentOfChange, skewMs: number): Order {
  if (a === b) return 'OPEN';
  return orderOf({ at: a.start, sequence: null }, { at: b.start, sequence: null }, a.source === b.source, skewMs);
}

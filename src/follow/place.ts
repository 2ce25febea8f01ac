import type { DeploymentFacts, Role } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import type { Moment } from './moment.js';
import type { Places } from './places.js';

/** The place of the link from a report to the one that speaks, or may speak, for the same deployment. */
export const SAME_DEPLOYMENT = 'same_deployment';

/** What was written of deployments until now: their roles among reports, and who rests on them. */
export interface Written {
  readonly told: readonly Told[];
  readonly followers: readonly string[];
}

export async function loadWritten(tx: Transaction, deployments: readonly string[]): Promise<Written> {
  const [told, followers] = await together([toldRoles(tx, deployments), formerFollowers(tx, deployments)]);
  return { told, followers };
}

/**
 * Puts the runs in their places, and answers the others that may be judged otherwise now: those whose base may be another
 * one, those that are, or are no longer, a report of another's deployment, and those that speak for one of these.
 */
export async function placeRuns(
  { tx, state, at }: Moment,
  facts: readonly DeploymentFacts[],
  written: Written,
): Promise<readonly string[]> {
  const policies = await state.policies(tx);
  const placesOf = new Map<string, Places>();
  for (const { deployment, repository } of facts) {
    if (repository !== null) placesOf.set(deployment, await state.places(tx, repository, at));
  }
  const told = { policies, senders: await state.pushed.senders(tx), clock: at };
  const staged: string[] = [];
  // What policy puts before production decides what is said of it there: also of a revision that it had until now.
  const isOrdered = policies.some(({ policy }) => policy.environmentOrder !== undefined);
  for (const one of facts) {
    const places = placesOf.get(one.deployment);
    const alike = () => (isOrdered ? (places?.alike(one.deployment) ?? []).map(({ run }) => run.deployment) : []);
    staged.push(...alike());
    places?.set(one, told);
    staged.push(...alike());
  }
  const named = facts.map(({ deployment }) => deployment);
  const { moved, beside } = await movedReports(tx, written.told, placesOf);
  const changed = [...named, ...moved.keys()];
  const theirs = moved.size > 0 ? await formerFollowers(tx, [...moved.keys()]) : [];
  const followers = new Set([...staged, ...moved.keys(), ...beside, ...written.followers, ...theirs]);
  const skewMs = policies.at(-1)?.policy.clockSkewMs ?? 0;
  for (const deployment of changed) {
    const lane = (placesOf.get(deployment) ?? moved.get(deployment))?.of(deployment).lane;
    const run = lane?.find(deployment);
    if (run) lane?.followersOf(run, skewMs).forEach((other) => followers.add(other.deployment));
  }
  for (const deployment of named) followers.delete(deployment);
  return [...followers].sort();
}

interface Moved {
  /** Reports whose role is another one than what was written of them. */
  readonly moved: ReadonlyMap<string, Places>;
  /** Those that speak, or spoke, for these or for the named ones: what their reports say is part of their answer. */
  readonly beside: readonly string[];
}

async function movedReports(tx: Transaction, link: readonly Told[], placesOf: ReadonlyMap<string, Places>): Promise<Moved> {
  const candidates = new Map(placesOf);
  for (const [deployment, places] of placesOf) {
    const ends = link.filter(({ from, to }) => from === deployment || to === deployment).flatMap(({ from, to }) => [from, to]);
    for (const end of [deployment, ...ends]) {
      candidates.set(end, places);
      for (const run of places.of(end).around(end)) candidates.set(run.deployment, places);
    }
  }
  if (candidates.size === placesOf.size && link.length === 0) return { moved: new Map(), beside: [] };
  const told = byReport(await toldRoles(tx, [...candidates.keys()]));
  const moved = new Map<string, Places>();
  const beside: string[] = [];
  for (const [deployment, places] of candidates) {
    const role = places.of(deployment).roleOf(deployment);
    const before = told.get(deployment) ?? [];
    const isMoved = before.join(' ') !== linksOf(deployment, role).join(' ');
    if (isMoved) moved.set(deployment, places);
    if (isMoved || placesOf.has(deployment)) beside.push(role.speaker, ...before.map((line) => line.split(' ')[1] ?? ''));
  }
  return { moved, beside: beside.filter((name) => name !== '') };
}

/** `STRENGTH ref` of the links that a report has to others of its deployment: CARRIED where it is one, RELATED where it may be. */
function linksOf(deployment: string, { speaker, perhaps }: Role): readonly string[] {
  return speaker === deployment ? perhaps.map((other) => `RELATED ${other}`).sort() : [`CARRIED ${speaker}`];
}

interface Told {
  readonly from: string;
  readonly to: string;
  readonly strength: string;
}

async function toldRoles(tx: Transaction, deployments: readonly string[]): Promise<readonly Told[]> {
  const names = deployments as string[];
  return tx<Told[]>`
    select from_ref as "from", to_ref as "to", strength
    from link
    where (from_ref = any(${names}) or to_ref = any(${names})) and place = ${SAME_DEPLOYMENT} and recorded_to is null`;
}

function byReport(told: readonly Told[]): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const { from, to, strength } of told) map.set(from, [...(map.get(from) ?? []), `${strength} ${to}`]);
  return new Map([...map].map(([from, lines]) => [from, lines.sort()]));
}

/** Those that had one of these as their base, or could not tell whether they had. */
async function formerFollowers(tx: Transaction, deployments: readonly string[]): Promise<readonly string[]> {
  const names = deployments as string[];
  const rows = await tx<{ deployment: string }[]>`
    select deployment from deployment_range where base = any(${names}) and recorded_to is null
    union
    select unit as deployment from awaiting where scope = '' and collection = 'deployment' and item = any(${names})`;
  return rows.map((row) => row.deployment);
}

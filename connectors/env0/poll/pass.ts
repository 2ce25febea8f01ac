import { type Instant, instantOf, type Json, microsOf, type Page, type RawRecord } from '#contract';
import { BEGINNING, type Cursor, cursorOf, withOpen } from './cursor.js';
import { createdOf, deploymentById, deploymentsPage, type ListedDeployment, PAGE } from './deployments.js';
import { environmentsOf, type Listed, updatedOf } from './environments.js';
import { firstReading } from './first.js';
import { claimsOf } from './project.js';
import { type Pass, wholeDeployment, wholes } from './whole.js';

/** Nobody promises that an environment says at once that it changed. */
const OVERLAP_MINUTES = 10;
const DAY_MINUTES = 24 * 60;

/** One pass: the first goes down from the newest deployment of every environment; later ones read what changed since, and what is open. */
export async function* readDeployments(pass: Pass, given: Json | null): AsyncGenerator<Page> {
  const from = cursorOf(given);
  const environments = await environmentsOf(pass.client, pass.project);
  const began = pass.client.startedAt();
  if (from.since !== null) yield* changes({ pass, environments, began }, from);
  else yield* firstReading(pass, environments, { ...from, first: from.first ?? { began, round: 0, after: null, more: [] } });
}

interface Reading {
  readonly pass: Pass;
  readonly environments: readonly Listed[];
  readonly began: Instant | null;
}

async function* changes(reading: Reading, from: Cursor): AsyncGenerator<Page> {
  const { pass, environments, began } = reading;
  const since = plusMinutes(from.since as Instant, -OVERLAP_MINUTES);
  const isSweep = began !== null && (from.swept === null || plusMinutes(from.swept as Instant, DAY_MINUTES) <= began);
  let at = from;
  const seen = new Set<string>();
  for (const environment of environments.filter((each) => isSweep || (updatedOf(each) ?? since) >= since)) {
    for await (const page of newSince(pass, environment, since)) {
      page.forEach(({ id }) => seen.add(id));
      at = withOpen(at, environment.id, page);
      yield { records: await wholes(pass, environment as Json, page), cursor: at };
    }
  }
  const records: RawRecord[] = [];
  for (const entry of from.open.filter(({ id }) => !seen.has(id))) {
    const read = await deploymentById(pass.client, entry.id);
    const environment = environments.find(({ id }) => id === entry.environment) ?? { id: entry.environment };
    at = { ...at, open: at.open.filter(({ id }) => id !== entry.id) };
    if (read === null) continue;
    records.push(await wholeDeployment(pass, environment as Json, read));
    at = withOpen(at, entry.environment, [read]);
  }
  const denied = pass.stepsDenied ?? from.denied;
  at = { ...at, since: began ?? from.since, swept: isSweep ? began : from.swept, denied };
  yield { records, cursor: nextOf(at, from, pass), claims: claimsOf(pass.project, began, denied) };
}

/** Steps that were refused once and are shown now were never read for the deployments before: all begins anew. */
function nextOf(at: Cursor, from: Cursor, { stepsDenied, stepsRead }: Pass): Cursor {
  return from.denied !== null && stepsDenied === null && stepsRead ? BEGINNING : at;
}

/** Pages of an environment down to what began before the moment. */
async function* newSince(pass: Pass, { id }: Listed, since: Instant): AsyncGenerator<readonly ListedDeployment[]> {
  for (let offset = 0; ; offset += PAGE) {
    const page = await deploymentsPage(pass.client, id, offset);
    const fresh = page.filter((each) => (createdOf(each) ?? since) >= since);
    if (fresh.length > 0) yield fresh;
    if (page.length < PAGE || fresh.length < page.length) return;
  }
}

function plusMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(microsOf(instant) + minutes * 60_000_000);
}

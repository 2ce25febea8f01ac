import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { id, sha } from '../wire/scalar.js';
import { expect } from './client.js';
import { gateClaims, gateOf, type Gates } from './gate.js';
import { commitsOffBranch } from './off-branch.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { isOlder, type Peeked } from './peek.js';
import { complete, pathOf } from './repository.js';

const open = z.object({ id, createdAt: z.string() });
const cursorShape = z.object({
  /** The newest deployment that was read; ids grow. */
  newest: z.string().nullable(),
  /** A first pass that is under way: its next page, and the newest id that it began with. */
  first: z.object({ page: z.int(), newest: z.string().nullable() }).nullable(),
  /** When the last pass began that read all that there was. */
  since: z.string().nullable().default(null),
  /** Deployments whose statuses may still change. */
  open: z.array(open),
});
type Cursor = z.output<typeof cursorShape>;

const BEGINNING: Cursor = { newest: null, first: { page: 1, newest: null }, since: null, open: [] };

const deploymentShape = z.looseObject({ id, sha, created_at: z.string() });
type Deployment = z.output<typeof deploymentShape>;
const listShape = z.array(deploymentShape);
const statusesShape = z.array(z.looseObject({ state: z.string() }));

const DAY_MS = 86_400_000;
const FINAL = ['success', 'failure', 'error', 'inactive'];
const about = (pass: Pass) => asked(pass, 'deployments', 'Deployments: read');

/** New deployments newest first down to the last one known, then the statuses of those that may still change. */
export async function* readDeployments(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const from = cursorAs(cursorShape, cursor, BEGINNING);
  const gates: Gates = { denied: null };
  let at = yield* newDeployments(pass, from, gates);
  for (const entry of from.open) {
    const read = await deploymentById(pass, entry.id, gates);
    at = { ...at, open: at.open.filter((other) => other.id !== entry.id).concat(read?.stillOpen ?? []) };
    if (read) yield page([read.record], at);
  }
  const claims = [...complete(pass.repository, pass.client, ['deployments']), ...gateClaims(pass, gates)];
  yield lastPage({ ...at, since: from.first === null && gates.denied === null ? pass.client.startedAt() : null }, claims);
}

/** Nothing is open, and nothing was created since the last pass; what it could not see it tries again. */
export function deploymentsAreUnmoved({ deployed }: Peeked, cursor: Json | null): boolean {
  const { open: left, first, since } = cursorAs(cursorShape, cursor, BEGINNING);
  return left.length === 0 && first === null && isOlder(deployed, since);
}

async function* newDeployments(pass: Pass, from: Cursor, gates: Gates): AsyncGenerator<Page, Cursor> {
  let { first, open: found } = from;
  let newest = first?.newest ?? null;
  for (let number = first?.page ?? 1; ; number += 1) {
    const listed = await deploymentsPage(pass, number);
    newest ??= listed[0]?.id ?? from.newest;
    const fresh = listed.filter((deployment) => from.newest === null || Number(deployment.id) > Number(from.newest));
    // With the cursor of before: what is interrupted here is read again.
    yield* commitsOffBranch(
      pass,
      fresh.map((deployment) => deployment.sha),
      { ...from, first, open: found },
    );
    const readings = [];
    for (const deployment of fresh) readings.push(await reading(pass, deployment, gates));
    found = [...found, ...readings.flatMap((each) => each.stillOpen)];
    const isEnd = listed.length < 100 || fresh.length < listed.length;
    first = first && { page: number + 1, newest };
    // Only a first pass goes on in the middle; a later one is short and begins again at the newest.
    const progress: Cursor = first ? { ...from, newest: null, first, open: found } : from;
    yield page(
      readings.map((each) => each.record),
      isEnd ? { ...from, newest, first: null, open: found } : progress,
    );
    if (isEnd) return { ...from, newest, first: null, open: found };
  }
}

export async function deploymentsPage(pass: Pass, number: number): Promise<readonly Deployment[]> {
  const parameters = { ...pathOf(pass.repository), per_page: 100, page: number };
  const { data } = await pass.client.get('/repos/{owner}/{repo}/deployments', parameters, about(pass));
  return expect(listShape, data, about(pass));
}

/** Ids of the newest deployments of a revision, to an environment or to any. */
export async function deploymentsOf(pass: Pass, revision: string, environment: string | null): Promise<readonly string[]> {
  const which = { sha: revision, ...(environment === null ? {} : { environment }), per_page: 30 };
  const { data } = await pass.client.get('/repos/{owner}/{repo}/deployments', { ...pathOf(pass.repository), ...which }, about(pass));
  return expect(listShape, data, about(pass)).map((deployment) => deployment.id);
}

/** Null when the deployment was deleted: no reading of one thing may say more than that. */
export async function deploymentById(pass: Pass, deploymentId: string, gates: Gates = { denied: null }): Promise<Reading | null> {
  const parameters = { ...pathOf(pass.repository), deployment_id: deploymentId };
  try {
    const { data } = await pass.client.get('/repos/{owner}/{repo}/deployments/{deployment_id}', parameters, about(pass));
    return await reading(pass, expect(deploymentShape, data, about(pass)), gates);
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

interface Reading {
  readonly record: RawRecord;
  /** Itself, or nothing when its statuses are final. */
  readonly stillOpen: readonly z.output<typeof open>[];
}

async function reading(pass: Pass, deployment: Deployment, gates: Gates): Promise<Reading> {
  const statuses: z.output<typeof statusesShape> = [];
  for (let number = 1; statuses.length === (number - 1) * 100; number += 1) {
    const parameters = { ...pathOf(pass.repository), deployment_id: deployment.id, per_page: 100, page: number };
    const { data } = await pass.client.get('/repos/{owner}/{repo}/deployments/{deployment_id}/statuses', parameters, about(pass));
    statuses.push(...expect(statusesShape, data, about(pass)));
  }
  const gate = await gateOf(pass, gates, statuses);
  const told = { repository: placeOf(pass).rest, deployment: deployment as unknown as Json, statuses: statuses as Json };
  const payload = { ...told, ...(gate === null ? {} : { gate }) };
  const isOpen = mayChange(
    deployment,
    statuses.map(({ state }) => state),
    pass.client.startedAt(),
  );
  return {
    record: { kind: 'rest.deployment', key: `deployment:${deployment.id}`, payload },
    stillOpen: isOpen ? [{ id: deployment.id, createdAt: deployment.created_at }] : [],
  };
}

/** Within a day anything may follow; a gate can hold a deployment for 30 days, after 35 nobody waits any more. */
function mayChange({ created_at: createdAt }: Deployment, states: readonly string[], now: Instant | null): boolean {
  const created = parseInstant(createdAt);
  if (created === null || now === null) return true;
  if (plusMs(created, DAY_MS) > now) return true;
  return !states.some((state) => FINAL.includes(state)) && plusMs(created, 35 * DAY_MS) > now;
}

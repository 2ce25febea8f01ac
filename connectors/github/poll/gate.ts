import { type CoverageClaim, type Json, SourceRefused } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, type Pass } from './pass.js';
import { complete, denied, pathOf } from './repository.js';
import { isDenied } from './revision-checks.js';

const told = z.object({ log_url: z.string().nullish(), target_url: z.string().nullish() });
const environments = z.array(z.looseObject({ name: z.string() }));
const review = z.looseObject({ state: z.string(), environments, user: z.looseObject({ id, login: z.string() }).nullish() });
const run = z.looseObject({ run_attempt: z.int().positive().nullish() });

const PERMISSION = 'Actions: read';

/** Where the readings of one pass found that the token may not see who reviewed deployments. */
export interface Gates {
  denied: string | null;
}

/** The workflow run that made a deployment: GitHub Actions writes the address of its log into every status. */
export function runIn(statuses: readonly object[]): string | null {
  for (const status of statuses) {
    const { log_url: log, target_url: target } = told.safeParse(status).data ?? {};
    const found = [log, target].map((url) => /\/actions\/runs\/(\d{1,20})(?:\/|$)/.exec(url ?? '')?.[1]).find((one) => one !== undefined);
    if (found !== undefined) return found;
  }
  return null;
}

/** Who reviewed the environments of that run, and how often the run was begun; null where it made none, or nobody may know. */
export async function gateOf(pass: Pass, gates: Gates, statuses: readonly object[]): Promise<Json> {
  const runId = runIn(statuses);
  if (runId === null || gates.denied !== null) return null;
  const about = asked(pass, `reviews of workflow run ${runId}`, PERMISSION);
  const parameters = { ...pathOf(pass.repository), run_id: runId };
  try {
    const { data } = await pass.client.get('/repos/{owner}/{repo}/actions/runs/{run_id}/approvals', parameters, about);
    const reviews = expect(z.array(review), data, about);
    if (reviews.length === 0) return { run: runId, attempts: 1, reviews: [] };
    const { data: whole } = await pass.client.get('/repos/{owner}/{repo}/actions/runs/{run_id}', parameters, about);
    return { run: runId, attempts: expect(run, whole, about).run_attempt ?? 1, reviews: reviews.map(short) } as Json;
  } catch (error) {
    if (isDenied(error)) gates.denied = error.message;
    // A run that was deleted took its reviews with it.
    else if (!(error instanceof SourceRefused) || error.status !== 404) throw error;
    return null;
  }
}

/** An environment holds all its rules, which would make every reading a new one. */
function short({ state, environments: all, user, comment }: z.output<typeof review>) {
  const text = typeof comment === 'string' ? comment : null;
  return { state, environments: all.map(({ name }) => name), user: user ?? null, comment: text };
}

export function gateClaims({ repository, client }: Pass, gates: Gates): CoverageClaim[] {
  return gates.denied === null ? complete(repository, client, ['approvals']) : [denied(repository, 'approvals', gates.denied)];
}

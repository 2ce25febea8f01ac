import type { Doorbell, Json } from '#contract';
import { z } from 'zod';
import { TELLING } from '../normalise/pull-request-webhook.js';
import { runIn } from '../poll/gate.js';
import { ZERO } from '../wire.js';
import { id, sha } from '../wire/scalar.js';

const place = z.object({ repository: z.object({ id, full_name: z.string() }) });
const push = place.extend({ ref: z.string().startsWith('refs/heads/'), after: sha });
const pull = place.extend({ action: z.string(), pull_request: z.object({ number: z.int().positive() }) });
const deployment = place.extend({ deployment: z.object({ sha }) });
const reached = place.extend({ deployment: z.object({ id }), deployment_status: z.looseObject({}) });
const named = place.extend({ action: z.enum(['renamed', 'transferred']) });
const reviewed = place.extend({ environment: z.string().nullish(), workflow_run: z.object({ head_sha: sha }) });

const published = place.extend({
  package: z.object({ package_version: z.object({ version: z.string().regex(/^sha256:[0-9a-f]{64}$/) }) }),
});

/** What must be read because the payload does not hold it. A payload of another shape rings nothing; `normalise` says why. */
export function doorbellsOf(event: string, payload: Json): Doorbell[] {
  if (event === 'push') return commitsOfPush(payload);
  if (event === 'deployment') return commitOfDeployment(payload);
  if (event === 'deployment_status') return gateOfDeployment(payload);
  if (event === 'deployment_review') return deploymentsOfRun(payload);
  if (event === 'package' || event === 'registry_package') return attestationsOfPackage(event, payload);
  if (event === 'repository') return nameOfRepository(payload);
  if (event === 'pull_request' || event === 'pull_request_review') return pullRequest(event, payload);
  return [];
}

/** The commits of a push stand in it without their parents. */
function commitsOfPush(payload: Json): Doorbell[] {
  const read = push.safeParse(payload);
  if (!read.success || ZERO.test(read.data.after)) return [];
  return [{ collection: 'commits', reference: { ...whereOf(read.data), sha: read.data.after } }];
}

function commitOfDeployment(payload: Json): Doorbell[] {
  const read = deployment.safeParse(payload);
  return read.success ? [{ collection: 'commits', reference: { ...whereOf(read.data), sha: read.data.deployment.sha } }] : [];
}

/** Who opened the gate of an environment stands in no status, and has an answer of its own. */
function gateOfDeployment(payload: Json): Doorbell[] {
  const read = reached.safeParse(payload);
  if (!read.success || runIn([read.data.deployment_status]) === null) return [];
  return [{ collection: 'deployments', reference: { ...whereOf(read.data), id: read.data.deployment.id } }];
}

/** A review names its run and environment, and no deployment. */
function deploymentsOfRun(payload: Json): Doorbell[] {
  const read = reviewed.safeParse(payload);
  if (!read.success) return [];
  const { environment, workflow_run: run } = read.data;
  return [{ collection: 'deployments', reference: { ...whereOf(read.data), sha: run.head_sha, environment: environment ?? null } }];
}

/** What an image was built from, its attestation tells. */
function attestationsOfPackage(event: string, payload: Json): Doorbell[] {
  const whole = payload as { readonly [key: string]: Json };
  const read = published.safeParse({ ...whole, package: whole[event] ?? null });
  if (!read.success) return [];
  return [{ collection: 'attestations', reference: { ...whereOf(read.data), digest: read.data.package.package_version.version } }];
}

/** A renaming has neither id nor time, and a name may come back. */
function nameOfRepository(payload: Json): Doorbell[] {
  const read = named.safeParse(payload);
  return read.success ? [{ collection: 'repository', reference: whereOf(read.data) }] : [];
}

/** The commits of the pull request, what a dismissed review said, when it was reopened. */
function pullRequest(event: string, payload: Json): Doorbell[] {
  const read = pull.safeParse(payload);
  if (!read.success || (event === 'pull_request' && !TELLING.includes(read.data.action))) return [];
  return [{ collection: 'pull_requests', reference: { ...whereOf(read.data), number: read.data.pull_request.number } }];
}

function whereOf({ repository }: z.output<typeof place>) {
  return { repository: repository.id, fullName: repository.full_name };
}

import type { Json } from '#contract';

/** Which members may be kept: `true` for what is one value (never an object or a list), ADDRESS for one without user, password and query. */
interface Members {
  readonly [name: string]: true | 'ADDRESS' | Members | readonly [Members];
}

const user: Members = { user_id: true, name: true, email: true, app_metadata: { isApiKey: true, isSystemUser: true } };

/**
 * Of a deployment. Not here, and so never kept: `output`, `plan`, `variables`, `error`, `resources`, `failedCommand`, `targets`,
 * and of `customEnv0EnvironmentVariables` all but the commit (it holds an OIDC token and the token of the VCS).
 */
const deployment: Members = {
  ...{ id: true, type: true, status: true, environmentId: true },
  ...{ createdAt: true, updatedAt: true, queuedAt: true, startedAt: true, finishedAt: true },
  ...{ startedBy: true, startedByUser: user, abortedBy: true, abortedByUser: user },
  reviewers: [{ userId: true, action: true }],
  reviewersUsers: [{ user, action: true }],
  ...{ blueprintId: true, blueprintRepository: 'ADDRESS', blueprintRevision: true, blueprintPath: true, blueprintType: true },
  ...{ comment: true, prNumber: true, triggerName: true, isScheduledRun: true, isSkippedApply: true, driftDetected: true },
  planSummary: { added: true, changed: true, destroyed: true, imported: true },
  gitMetadata: { commit: true, branch: true },
  customEnv0EnvironmentVariables: { commitHash: true },
};

const environment: Members = { id: true, name: true, projectId: true, organizationId: true, requiresApproval: true, driftStatus: true };
const step: Members = { id: true, name: true, order: true, status: true, startedAt: true, completedAt: true };

const delivery: Members = {
  ...{ type: true, source: true, id: true, time: true },
  data: { environment, deploymentLog: deployment, project: { id: true, name: true }, gitRevision: true },
};

/** What is kept of a deployment, as either door gives it: a list of what is read, so that what env zero may add one day is not kept. */
export const keptDeployment = (given: Json): Json => only(deployment, given);
export const keptEnvironment = (given: Json): Json => only(environment, given);
export const keptStep = (given: Json): Json => only(step, given);
export const keptDelivery = (given: Json): Json => only(delivery, given);

// What has another form than it should have becomes an empty value of yet another, which no field may be: `normalise` names it.
const NO_OBJECT: Json = [];
const NO_LIST: Json = {};

function only(members: Members, given: Json): Json {
  if (given === null) return null;
  if (!isObject(given)) return NO_OBJECT;
  const kept = Object.entries(members).filter(([name]) => Object.hasOwn(given, name));
  return Object.fromEntries(kept.map(([name, wanted]) => [name, member(wanted, given[name] ?? null)]));
}

function member(wanted: Members[string] | undefined, given: Json): Json {
  if (given === null) return null;
  if (wanted === true) return typeof given === 'object' ? NO_OBJECT : given;
  if (wanted === 'ADDRESS') return typeof given === 'string' ? withoutCredentials(given) : NO_OBJECT;
  if (!isListed(wanted)) return only(wanted ?? {}, given);
  return Array.isArray(given) ? given.map((each: Json) => only(wanted[0], each)) : NO_LIST;
}

function isListed(wanted: Members[string] | undefined): wanted is readonly [Members] {
  return Array.isArray(wanted);
}

/** `https://user:token@host/acme/infra.git?token=…` loses all but host and path; `git@host:acme/infra.git` holds no secret. */
function withoutCredentials(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^(\w[\w+.-]*:\/\/)[^/]*@/s, '$1');
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

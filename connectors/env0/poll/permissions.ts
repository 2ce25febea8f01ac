import { type PermissionClaim, SourceRefused } from '#contract';
import { z } from 'zod';
import { type Client, clientOf, type Env0Io, expect } from './client.js';
import { deploymentsPage, stepsOf } from './deployments.js';
import { projectsOf, scopeOf, VIEW } from './project.js';

const newest = z.array(z.looseObject({ id: z.string() }));

/** What the key may read of each project, by the least request that shows it: one environment, and the steps of its last deployment. */
export async function permissions(io: Env0Io): Promise<readonly PermissionClaim[]> {
  const client = clientOf(io);
  const wanted = io.config.projects ?? (await projectsOf(client, io.config.organization)).map(({ id }) => id);
  const claims: PermissionClaim[] = [];
  for (const project of wanted) claims.push(...(await ofProject(client, project)));
  return claims;
}

async function ofProject(client: Client, project: string): Promise<PermissionClaim[]> {
  const scope = scopeOf(project);
  const claim = (collection: string, denied: string | null): PermissionClaim => ({ scope, collection, permission: VIEW, denied });
  const { environment, denied } = await oneEnvironment(client, project);
  const refused = denied ?? (await refusalOf(async () => (environment === null ? [] : deploymentsPage(client, environment, 0))));
  const steps = refused ?? (environment === null ? null : await stepsDenied(client, environment));
  return [...['deployments', 'approvals', 'executions', 'drifts'].map((each) => claim(each, refused)), claim('evaluations', steps)];
}

async function oneEnvironment(
  client: Client,
  project: string,
): Promise<{ readonly environment: string | null; readonly denied: string | null }> {
  const asked = { what: `environments of project ${project}`, permission: VIEW };
  let environment: string | null = null;
  const denied = await refusalOf(async () => {
    const page = expect(newest, await client.get('/environments', { projectId: project, limit: '1', offset: '0' }, asked), asked);
    environment = page[0]?.id ?? null;
  });
  return { environment, denied };
}

async function stepsDenied(client: Client, environment: string): Promise<string | null> {
  const [last] = await deploymentsPage(client, environment, 0);
  if (!last) return null;
  return refusalOf(() => stepsOf(client, last.id), [402, 403]);
}

/** A 404 of steps says that there are none any more, of a project that it is not shown. */
async function refusalOf(ask: () => Promise<unknown>, statuses: readonly number[] = [402, 403, 404]): Promise<string | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof SourceRefused && statuses.includes(error.status)) return error.message;
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

import { type PermissionClaim, ref, SourceRefused } from '#contract';
import { type ArgocdIo, type Client, clientOf } from './client.js';
import { APPLICATIONS } from './refusal.js';

export const SCOPE = ref('thing', 'applications');

/** An answer leaves out what the token may not get, so Argo CD is asked for the permission itself. */
export async function permissions(io: ArgocdIo): Promise<readonly PermissionClaim[]> {
  const denied = await deniedOf(clientOf(io), io);
  return [{ scope: SCOPE, collection: 'deployments', permission: APPLICATIONS.permission, denied }];
}

/** Why not all applications that are wanted can be read, in a sentence; null: they can. */
export async function deniedOf(client: Client, { config }: ArgocdIo): Promise<string | null> {
  const missing: string[] = [];
  for (const project of config.projects ?? ['*']) if (!(await mayGet(client, project))) missing.push(`${project}/*`);
  if (missing.length === 0) return null;
  return `Argo CD does not show all applications: the token lacks "applications, get, ${missing.join(', ')}". Grant it in argocd-rbac-cm to the account that the token belongs to, or name under projects what it may read.`;
}

async function mayGet(client: Client, project: string): Promise<boolean> {
  try {
    return await client.mayGet(project);
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 403) return false;
    throw error;
  }
}

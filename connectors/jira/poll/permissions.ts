import { type Json, type PermissionClaim, SourceRefused } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import type { Client, JiraIo } from './asking.js';
import { clientOf, expect } from './client.js';
import { aboutIssue, AGENT, BROWSE, issuesOf } from './pass.js';
import { scopeOf } from './project.js';
import { forbidden } from './refusal.js';

const mine = z.object({ permissions: z.object({ BROWSE_PROJECTS: z.object({ havePermission: z.boolean() }) }) });
const newest = z.object({
  issues: z.array(z.looseObject({ id, fields: z.looseObject({ project: z.looseObject({ projectTypeKey: z.string() }) }) })),
});

/** What the account may read of each project: tickets as Jira says of its permissions, approvals as it shows those of one request. */
export async function permissions(io: JiraIo): Promise<readonly PermissionClaim[]> {
  const client = await clientOf(io);
  const claims: PermissionClaim[] = [];
  for (const project of io.config.projects) {
    const scope = scopeOf(project);
    const denied = await browseDenied(client, project);
    claims.push({ scope, collection: 'tickets', permission: BROWSE, denied });
    const approvals = denied === null ? await approvalsDenied(client, project) : { denied, permission: BROWSE };
    claims.push({ scope, collection: 'approvals', ...approvals });
  }
  return claims;
}

/** A search without the permission may answer an empty page: so Jira is asked for the permission itself. */
async function browseDenied(client: Client, project: string): Promise<string | null> {
  const about = issuesOf({ project });
  try {
    const { permissions: held } = expect(mine, await client.permissions(project, 'BROWSE_PROJECTS', about), about);
    return held.BROWSE_PROJECTS.havePermission ? null : forbidden(about, 'it says so itself');
  } catch (error) {
    return refusalIn(error);
  }
}

type Approvals = Pick<PermissionClaim, 'permission' | 'denied'>;

/** Nothing of which to ask: then nothing is refused, and what was, because the project could not be browsed, is so no longer. */
const NONE_TO_ASK: Approvals = { permission: BROWSE, denied: null };

/** Who may see a request sees its approvals, agent or not; so one is asked for. What a reading was refused, its coverage tells. */
async function approvalsDenied(client: Client, project: string): Promise<Approvals> {
  const about = issuesOf({ project });
  const jql = `project = "${project}" ORDER BY updated DESC`;
  const data: Json = await client.search({ jql, fields: ['project'], maxResults: 1 }, about);
  const [issue] = expect(newest, data, about).issues;
  if (issue?.fields.project.projectTypeKey !== 'service_desk') return NONE_TO_ASK;
  try {
    await client.approvals(issue.id, 0, aboutIssue(issue.id, 'approvals of', AGENT));
    return { permission: AGENT, denied: null };
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 404) return NONE_TO_ASK;
    return { permission: AGENT, denied: refusalIn(error) };
  }
}

function refusalIn(error: unknown): string {
  if (error instanceof SourceRefused && [400, 403, 404].includes(error.status)) return error.message;
  throw error;
}

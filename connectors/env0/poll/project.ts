import { type CoverageClaim, type Instant, ref, type Stream } from '#contract';
import { z } from 'zod';
import { type Client, expect } from './client.js';

const SUFFIX = '/deployments';
const ORGANIZATION = 'View Organization';
export const VIEW = 'View Environment';

export function streamOf(project: string, name?: string): Stream {
  return { name: `${project}${SUFFIX}`, scope: scopeOf(project), label: `${name ?? project} deployments` };
}

export function projectOf({ name }: Pick<Stream, 'name'>): string | null {
  return name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : null;
}

/** By a word of its own: under `project` stand those that hold tickets, and who waits for a ticket would wait for these, too. */
export function scopeOf(project: string) {
  return ref('thing', 'infrastructure', project);
}

const projects = z.array(z.object({ id: z.string().min(1), name: z.string() }));

/** Archived ones, too: their deployments happened. The list has no pages (`GET /projects`). */
export async function projectsOf(client: Client, organization: string): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const asked = { what: `projects of organization ${organization}`, permission: ORGANIZATION };
  return expect(projects, await client.get('/projects', { organizationId: organization }, asked), asked);
}

/** `steps`: why they could not be read, in env zero's words. */
export function claimsOf(project: string, upTo: Instant | null, steps: string | null): CoverageClaim[] {
  const scope = scopeOf(project);
  const denied: CoverageClaim[] = steps === null ? [] : [{ scope, collection: 'evaluations', state: 'DENIED', reason: steps }];
  if (upTo === null) return denied;
  const read = ['deployments', 'approvals', 'executions', 'drifts', ...(steps === null ? ['evaluations'] : [])];
  return [...read.map((collection): CoverageClaim => ({ scope, collection, state: 'COMPLETE', upTo })), ...denied];
}

import { type PermissionClaim, SourceRefused } from '#contract';
import { z } from 'zod';
import { clientOf, type JenkinsIo } from './client.js';
import { deploymentOf, scopeOf } from './jobs.js';
import { PERMISSION } from './refusal.js';

/** What the token may read of each job or folder that is named, by asking for its name. */
export async function permissions(io: JenkinsIo): Promise<readonly PermissionClaim[]> {
  const client = clientOf(io);
  const claims: PermissionClaim[] = [];
  for (const job of io.config.jobs) {
    const collection = deploymentOf(job, io.config) ? 'deployments' : 'builds';
    const denied = await refusalOf(() => client.read(job, 'api/json', z.looseObject({}), 'fullName'));
    claims.push({ scope: scopeOf(job), collection, permission: PERMISSION, denied });
  }
  return claims;
}

async function refusalOf(ask: () => Promise<unknown>): Promise<string | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof SourceRefused && [403, 404].includes(error.status)) return error.message;
    throw error;
  }
}

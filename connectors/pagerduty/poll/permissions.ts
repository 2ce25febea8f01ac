import { type PermissionClaim, SourceRefused } from '#contract';
import { z } from 'zod';
import { clientOf, expect, type PagerdutyIo } from './client.js';
import { INCIDENTS } from './lists.js';
import { ALL } from './pass.js';
import { changeEvents } from './whole.js';

const newest = z.object({ incidents: z.array(z.object({ id: z.string() })) });

/** By the least requests that show it: the newest incident, and the change events related to it. */
export async function permissions(io: PagerdutyIo): Promise<readonly PermissionClaim[]> {
  const client = clientOf(io);
  let incident: string | null = null;
  const incidents = await refusalOf(async () => {
    const query = [
      ['limit', '1'],
      ['offset', '0'],
    ] as const;
    incident = expect(newest, await client.get('/incidents', query, INCIDENTS), INCIDENTS).incidents[0]?.id ?? null;
  });
  const changes = incident === null ? incidents : await refusalOf(() => changeEvents(client, incident as string));
  const claim = (collection: string, denied: string | null): PermissionClaim => ({
    scope: ALL.scope,
    collection,
    permission: 'incidents.read',
    denied,
  });
  return [claim('incidents', incidents), claim('change_events', changes)];
}

async function refusalOf(ask: () => Promise<unknown>): Promise<string | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof SourceRefused && [402, 403].includes(error.status)) return error.message;
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

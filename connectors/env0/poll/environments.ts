import { type Json, type Instant, parseInstant } from '#contract';
import { z } from 'zod';
import { type Client, expect } from './client.js';
import { VIEW } from './project.js';
import { type Asked, unavailable } from './refusal.js';

const listed = z.looseObject({ id: z.string().min(1), updatedAt: z.string().nullish() });
const answer = z.array(listed);
export type Listed = z.output<typeof listed>;

const PAGE = 100;
const TRIES = 5;

/**
 * All environments of a project, those that were destroyed or archived, too, by id. Pages go by offset: each begins with the last one of the page before, so
 * that an environment which went away meanwhile is noticed; then the list is read anew.
 */
export async function environmentsOf(client: Client, project: string): Promise<readonly Listed[]> {
  const asked = { what: `environments of project ${project}`, permission: VIEW };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const all = await wholeList(client, project, asked);
    if (all) return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  throw unavailable(asked, 'its list changed each time that it was read');
}

/** Null where the list moved between two pages. */
async function wholeList(client: Client, project: string, asked: Asked): Promise<Listed[] | null> {
  const all = new Map<string, Listed>();
  let last: string | null = null;
  for (let offset = 0; ; offset += PAGE - 1) {
    const query = { projectId: project, limit: String(PAGE), offset: String(offset) };
    const page: readonly Listed[] = expect(answer, await client.get('/environments', query, asked), asked);
    if (last !== null && page[0]?.id !== last) return null;
    for (const each of page) all.set(each.id, each);
    if (page.length < PAGE) return [...all.values()];
    last = page.at(-1)?.id ?? null;
  }
}

/** Null where it says no time: then nobody knows, and it is read. */
export function updatedOf({ updatedAt }: Listed): Instant | null {
  return updatedAt ? parseInstant(updatedAt) : null;
}

export async function environmentById(client: Client, id: string): Promise<Json> {
  const asked = { what: `environment ${id}`, permission: VIEW };
  return expect(listed, await client.get(`/environments/${encodeURIComponent(id)}`, {}, asked), asked) as Json;
}

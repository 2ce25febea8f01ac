import type { CoverageClaim, Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { type Client, expect, type Parameters } from './client.js';
import type { Project } from './project.js';
import type { Asked } from './refusal.js';

/** One reading of one stream of one project, from its cursor to now. */
export interface Pass {
  readonly client: Client;
  readonly project: Project;
  readonly branches: readonly string[] | undefined;
}

export type Reader = (pass: Pass, cursor: Json | null) => AsyncIterable<Page>;

/** Whose scope and role a token needs, for sentences. */
export const GUEST = 'Guest, and read_api';
export const REPORTER = 'Reporter, and read_api';
export const MAINTAINER = 'Maintainer, and read_api';

/** A cursor of an older shape, or none, starts from the beginning: reading twice is safe, guessing is not. */
export function cursorAs<T>(schema: z.ZodType<T>, cursor: Json | null, beginning: T): T {
  const read = schema.safeParse(cursor);
  return read.success ? read.data : beginning;
}

export function asked({ project }: Pass, things: string, permission: string): Asked {
  return { what: `${things} of ${project.path}`, permission };
}

/** Of a project, by its id. */
export function pathOf({ project }: Pass, rest: string): string {
  return `/projects/${project.id}${rest}`;
}

/** What a record says of the project that it is in. */
export function placeOf({ project }: Pass): { readonly id: string; readonly path_with_namespace: string } {
  return { id: project.id, path_with_namespace: project.path };
}

const list = z.array(z.record(z.string(), z.json()));
export type Item = z.output<typeof list>[number];

export interface Listed {
  readonly items: readonly Item[];
  readonly next: Parameters | null;
  readonly total: number | undefined;
}

/** One page of a list. */
export async function listPage(pass: Pass, rest: string, parameters: Parameters, about: Asked): Promise<Listed> {
  const { data, next, total } = await pass.client.get(pathOf(pass, rest), parameters, about);
  return { items: expect(list, data, about), next, total };
}

/** A list to its end. */
export async function whole(pass: Pass, rest: string, parameters: Parameters, about: Asked): Promise<Item[]> {
  const items: Item[] = [];
  for (let at: Parameters | null = { ...parameters, per_page: 100 }; at !== null;) {
    const page: Listed = await listPage(pass, rest, at, about);
    items.push(...page.items);
    at = page.next;
  }
  return items;
}

export function recordOf(pass: Pass, kind: string, key: string, payload: { readonly [name: string]: unknown }): RawRecord {
  return { kind: `rest.${kind}`, key, payload: { project: placeOf(pass), ...payload } as unknown as Json };
}

export function page(records: readonly RawRecord[], cursor: Json, total?: number): Page {
  return total === undefined ? { records, cursor } : { records, cursor, total };
}

export function lastPage(cursor: Json, claims: readonly CoverageClaim[]): Page {
  return { records: [], cursor, claims };
}

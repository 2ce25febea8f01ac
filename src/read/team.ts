import type { Sql } from '../db/pool.js';
import { pageById } from './in-memory.js';
import type { Page, PageInput } from './page.js';
import { allServices, type ServiceRow } from './service.js';

/** Who answers for services, by the policy in force: listed there, or named by a service. */
export interface TeamRow {
  readonly id: string;
  readonly name: string | null;
  /** Its services, by id. */
  readonly owns: readonly ServiceRow[];
}

/** Teams by id. */
export async function teams(sql: Sql, input: PageInput): Promise<Page<TeamRow>> {
  const { asOf, all, teams: listed } = await allServices(sql);
  const ids = new Set([...Object.keys(listed), ...all.flatMap(({ team }) => team ?? [])]);
  const rows = [...ids].map((id) => ({
    id,
    name: (Object.hasOwn(listed, id) ? listed[id]?.name : undefined) ?? null,
    owns: all.filter(({ team }) => team === id).sort((a, b) => (a.id < b.id ? -1 : 1)),
  }));
  return pageById('teams', rows, ({ id }) => id, { ...input, asOf });
}

import type { Sql } from '../db/pool.js';

/** An account behind its pseudonym. The name is a clear value: null once it was erased, or where the viewer may not see it. */
export interface Person {
  readonly ref: string;
  readonly name: string | null;
  readonly kind: 'PERSON' | 'SERVICE';
}

/** Those of the accounts that some source called a service account. */
export async function servicesAmong(sql: Sql, persons: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ person: string }[]>`select person from account where service and person = any(${persons as string[]})`;
  return new Set(rows.map((row) => row.person));
}

import { graphql } from 'graphql';
import { apiSchema, newContext } from '../../../schema/index.js';
import type { Sql } from '../../../src/db/pool.js';
import type { Hub } from '../../../src/read/index.js';

const VIEWER = { token: 'none', name: 'test', kind: 'PERSON', role: 'administrator', expiresAt: '2999-01-01T00:00:00.000000Z' } as const;
const schema = apiSchema();

/** What the API answers, or throws its first error. */
export async function ask(sql: Sql, source: string): Promise<unknown> {
  const { data, errors } = await graphql({
    schema,
    source,
    contextValue: newContext({ sql, sources: [], senders: [] } as unknown as Hub, VIEWER as never),
  });
  if (errors) throw errors[0]?.originalError ?? new Error(String(errors[0]));
  return JSON.parse(JSON.stringify(data));
}

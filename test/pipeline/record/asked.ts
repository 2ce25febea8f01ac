import { graphql } from 'graphql';
import { apiSchema, newContext } from '../../../schema/index.js';
import type { Sql } from '../../../src/db/pool.js';
import type { Hub } from '../../../src/read/index.js';
import type { Tree } from '../../schema/running-hub.js';
import { refOf, type Subject } from '../terms/acme.js';

const VIEWER = { token: 'none', name: 'test', kind: 'PERSON', role: 'administrator', expiresAt: '2999-01-01T00:00:00.000000Z' } as const;

/** What the API answers about a change. */
export async function asked(
  { sql }: { readonly sql: Sql },
  of: Subject | string,
  fields: string,
  knownAt: string | null = null,
): Promise<Tree> {
  const ref = typeof of === 'string' ? of : refOf(of);
  const source = `query ($ref: String!, $at: DateTime) { change(by: { ref: $ref }, knownAt: $at) { ${fields} } }`;
  const contextValue = newContext({ sql } as Hub, VIEWER as never);
  const { data, errors } = await graphql({ schema: apiSchema(), source, contextValue, variableValues: { ref, at: knownAt } });
  if (errors) throw errors[0]?.originalError ?? new Error(String(errors[0]));
  return (JSON.parse(JSON.stringify(data)) as Tree)['change']!;
}

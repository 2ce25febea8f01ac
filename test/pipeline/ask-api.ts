import { graphql } from 'graphql';
import type { Instant } from '#contract';
import { apiSchema, newContext } from '../../schema/index.js';
import type { Sql } from '../../src/db/pool.js';
import type { Hub } from '../../src/read/index.js';

/** JSON into which one can reach without a check at every step; a wrong step fails the test. */
export interface Told {
  readonly [key: string]: Told;
}

export function all(told: Told | undefined): readonly Told[] {
  if (!Array.isArray(told)) throw new Error(`no list: ${JSON.stringify(told)}`);
  return told as readonly Told[];
}

const AUDITOR = {
  token: 'token-of-these-tests',
  name: 'An auditor',
  kind: 'PERSON',
  role: 'auditor',
  expiresAt: '2999-01-01T00:00:00.000000Z' as Instant,
} as const;

/** What the API answers an auditor of this database; an error fails the test. */
export async function askApi(sql: Sql, question: string, variables: Record<string, unknown> = {}): Promise<Told> {
  // Only what questions use: nothing here listens, and nobody commands.
  const hub = { sql, rules: [], sources: [] } as unknown as Hub;
  const contextValue = newContext(hub, AUDITOR);
  const { data, errors } = await graphql({ schema: apiSchema(), source: question, variableValues: variables, contextValue });
  if (errors) throw new Error(errors.map(({ message, originalError }) => originalError?.stack ?? message).join('\n'));
  return JSON.parse(JSON.stringify(data)) as Told;
}

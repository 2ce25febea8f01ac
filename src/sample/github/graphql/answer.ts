import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { Kind, executeSync, getOperationAST, parse, validate } from 'graphql';
import type { Addresses } from '../addresses.js';
import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import type { Limits } from '../limits.js';
import type { World } from '../world.js';
import type { Nodes } from './context.js';
import { isGiven } from './context.js';
import { costOf } from './cost.js';
import { commitBySha, commitNode } from './resolve-commit.js';
import { pullNode, reviewNode } from './resolve-pull.js';
import { repositoryByName, repositoryNode } from './resolve-repository.js';
import { schema } from './schema.js';

const NODES: Nodes = { repository: repositoryNode, commit: commitNode, commitBySha, pull: pullNode, review: reviewNode };

interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}

/** POST /graphql: whatever is wrong with a query is said under `errors` of a 200. */
export function answerGraphql(world: World, addresses: Addresses, limits: Limits, body: string): Answer {
  const asked = askedIn(body);
  if (typeof asked === 'string') return refusal(400, asked);
  if (limits.isSpent('graphql')) return ok({ errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }] });
  const read = readQuery(asked);
  if ('errors' in read) return (limits.charge('graphql', 1), ok(read));
  const cost = costOf(read.document, read.operation.selectionSet, withDefaults(read.operation, asked.variables));
  const { limit, remaining, used, reset } = limits.charge('graphql', cost.points);
  if (cost.errors.length > 0) return ok({ data: null, errors: cost.errors });
  const rateLimit = {
    cost: cost.points,
    nodeCount: cost.nodes,
    limit,
    remaining,
    used,
    resetAt: new Date(reset * 1000).toISOString().replace('.000', ''),
  };
  const root = {
    rateLimit,
    repository: (args: Parameters<typeof repositoryByName>[1]) => repositoryByName({ world, addresses, nodes: NODES }, args),
  };
  const { data, errors } = executeSync({
    schema,
    document: read.document,
    rootValue: root,
    variableValues: asked.variables,
    operationName: asked.operationName,
  });
  return ok({ ...(data === undefined ? {} : { data }), ...(errors ? { errors: errors.map(asGitHubWrites) } : {}) });
}

function askedIn(body: string): Asked | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return 'Problems parsing JSON';
  }
  const { query, variables, operationName } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Record<string, unknown>;
  if (typeof query !== 'string') return 'A query attribute must be specified and must be a string.';
  if (isGiven(variables) && typeof variables !== 'object') return 'Variables must be an object.';
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

type Read = { readonly document: DocumentNode; readonly operation: OperationDefinitionNode } | { readonly errors: unknown[] };

const readings = new Map<string, Read>();
const READINGS_KEPT = 100;

// A poll sends the same few queries thousands of times: each is parsed and validated once.
function readQuery({ query, operationName }: Asked): Read {
  const name = `${operationName ?? ''}\n${query}`;
  const known = readings.get(name);
  if (known !== undefined) return known;
  const fresh = parsed(query, operationName);
  if (readings.size >= READINGS_KEPT) readings.clear();
  readings.set(name, fresh);
  return fresh;
}

function parsed(query: string, operationName: string | undefined): Read {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [asGitHubWrites(error as GraphQLError)] };
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors: errors.map(asInvalid) };
  const operation = getOperationAST(document, operationName);
  return operation ? { document, operation } : { errors: [{ message: 'An operation name is required' }] };
}

function withDefaults(operation: OperationDefinitionNode, given: Record<string, unknown>): Record<string, unknown> {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

function asGitHubWrites(error: GraphQLError): unknown {
  const type = error.extensions['type'];
  return {
    ...(type === undefined ? {} : { type }),
    ...(error.path ? { path: error.path } : {}),
    ...(error.locations ? { locations: error.locations } : {}),
    message: error.message,
  };
}

// graphql-ruby's words for the mistake that matters most; the others keep graphql-js's.
function asInvalid(error: GraphQLError): unknown {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message) ?? [];
  const said = asGitHubWrites(error) as object;
  if (field === undefined) return said;
  const extensions = { code: 'undefinedField', typeName: type, fieldName: field };
  return { ...said, extensions, message: `Field '${field}' doesn't exist on type '${type}'` };
}

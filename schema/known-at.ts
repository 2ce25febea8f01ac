import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import type { Instant } from '#contract';
import { knownAt } from '../src/read/index.js';
import { newContext, type ApiContext } from './context.js';

type Resolve = GraphQLFieldResolver<unknown, ApiContext>;

/** Has every field below one that was asked with `knownAt` or `at` answered from the same moment, whoever resolves it. */
export function withKnownAt(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve as Resolve | undefined;
      if (resolve === undefined || resolve === defaultFieldResolver) continue;
      if (!roots.includes(type)) field.resolve = below(resolve);
      else if (field.args.some(({ name }) => name === 'knownAt')) field.resolve = atMoment(resolve);
    }
  }
  return schema;
}

function atMoment(resolve: Resolve): Resolve {
  return (root, args: Moments, context, info) =>
    args.knownAt || args.at ? inThePast(resolve, [root, args, context, info], args) : resolve(root, args, context, info);
}

interface Moments {
  readonly knownAt?: Instant | null;
  readonly at?: Instant | null;
}

async function inThePast(
  resolve: Resolve,
  [root, args, context, info]: Parameters<Resolve>,
  { knownAt: known, at }: Moments,
): Promise<unknown> {
  const { hub, viewer } = context;
  const past = newContext({ ...hub, sql: await knownAt(hub.sql, known ?? null, at ?? null) }, viewer);
  context.moments.set(info.path.key, past);
  return resolve(root, args, past, info);
}

function below(resolve: Resolve): Resolve {
  return (root, args, context, info) => resolve(root, args, context.moments.size === 0 ? context : momentOf(context, info), info);
}

function momentOf(context: ApiContext, { path }: GraphQLResolveInfo): ApiContext {
  let top = path;
  while (top.prev) top = top.prev;
  return context.moments.get(top.key) ?? context;
}

import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { environments, type DeploymentRow, type EnvironmentRow, type Page } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { DeploymentConnection } from '../deployment/deployment.type.js';
import { Environment, EnvironmentConnection, EnvironmentFilter } from './environment.type.js';

@Resolver(() => Environment)
export class EnvironmentResolver {
  @Query(() => EnvironmentConnection, {
    nullable: true,
    description: 'Environments by name, those of which nobody says whether they are production among them.',
  })
  environments(
    @Arg('filter', () => EnvironmentFilter, { nullable: true, description: 'Which.' }) filter: EnvironmentFilter | null | undefined,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<Page<EnvironmentRow>> {
    return environments(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => DeploymentConnection, {
    description: 'The deployments to it: those that have not started, then the newest start first.',
  })
  async deployments(
    @Root() { name }: EnvironmentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<DeploymentRow>> {
    const found = await loaders.deploymentsTo.load({ of: name, page });
    const edges = await Promise.all(found.edges.map(async ({ cursor, node }) => ({ cursor, node: await loaders.deployment.load(node) })));
    return { ...found, edges: edges.flatMap(({ cursor, node }) => (node === null ? [] : [{ cursor, node }])) };
  }

  @FieldResolver(() => Int, {
    description: 'How many gaps of deployments to it, and of changes that were implemented in it, are OPEN or ACKNOWLEDGED.',
  })
  openGaps(@Root() { name }: EnvironmentRow, @Ctx() { loaders }: ApiContext): Promise<number> {
    return loaders.openGapsOfEnvironments.load({ group: name, members: [name] });
  }
}

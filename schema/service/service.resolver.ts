import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { services, type DeploymentRow, type Page, type ServiceRow } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Deployment } from '../deployment/deployment.type.js';
import { Service, ServiceConnection, ServiceFilter } from './service.type.js';

@Resolver(() => Service)
export class ServiceResolver {
  @Query(() => ServiceConnection, {
    nullable: true,
    description: 'Services by id: those of the policy in force, and whatever else was deployed.',
  })
  services(
    @Arg('filter', () => ServiceFilter, { nullable: true, description: 'Which.' }) filter: ServiceFilter | null | undefined,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<Page<ServiceRow>> {
    return services(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The team that answers for it, by id; `teams` tells more.' })
  team(@Root() row: ServiceRow): string | null {
    return row.team;
  }

  @FieldResolver(() => [Deployment], {
    description: 'The last deployment that started, to each environment, by environment; at most 200.',
  })
  async lastDeployments(@Root() row: ServiceRow, @Ctx() { loaders }: ApiContext): Promise<readonly DeploymentRow[]> {
    const refs = await loaders.lastDeployments.load(row.id);
    return (await Promise.all(refs.map((ref) => loaders.deployment.load(ref)))).filter((one) => one !== null);
  }

  @FieldResolver(() => Int, {
    description:
      'How many gaps of its deployments, of the changes that these implement, and of the service itself are OPEN or ACKNOWLEDGED.',
  })
  openGaps(@Root() row: ServiceRow, @Ctx() { loaders }: ApiContext): Promise<number> {
    return loaders.openGapsOfServices.load({ group: row.id, members: [row.id] });
  }
}

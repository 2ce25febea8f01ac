import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { pageOfList, teams, type Page, type ServiceRow, type TeamRow } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { ServiceConnection } from '../service/service.type.js';
import { Team, TeamConnection } from './team.type.js';

@Resolver(() => Team)
export class TeamResolver {
  @Query(() => TeamConnection, {
    nullable: true,
    description: 'Teams by id: those that the policy in force lists, and those that its services name.',
  })
  teams(@Args(() => PageArguments) page: PageArguments, @Ctx() { hub }: ApiContext): Promise<Page<TeamRow>> {
    return teams(hub.sql, page);
  }

  @FieldResolver(() => ServiceConnection, { description: 'The services that it answers for, by id.' })
  async services(
    @Root() { owns }: TeamRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ServiceRow>> {
    return pageOfList('services of a team', owns, page, await loaders.position.load('now'));
  }

  @FieldResolver(() => Int, { description: 'How many gaps of its services are OPEN or ACKNOWLEDGED.' })
  openGaps(@Root() { id, owns }: TeamRow, @Ctx() { loaders }: ApiContext): Promise<number> {
    return loaders.openGapsOfServices.load({ group: `team ${id}`, members: owns.map((one) => one.id) });
  }
}

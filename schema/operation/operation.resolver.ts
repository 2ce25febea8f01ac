import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AssetStepRow, ChangeRow, ExecutionRow, Page, TimelineRow } from '../../src/read/index.js';
import { Change } from '../change/change.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { AssetStep, AssetStepConnection, Execution, ExecutionConnection } from './operation.type.js';

@Resolver(() => Execution)
export class ExecutionResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'Who started it.' })
  operator(@Root() { operator }: ExecutionRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return operator === null ? null : loaders.person.load(operator);
  }

  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that says how it ended; until then, that it began.' })
  event(@Root() { seq }: ExecutionRow, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> | null {
    return seq === null ? null : loaders.event.load(seq);
  }
}

@Resolver(() => AssetStep)
export class AssetStepResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'Who did it.' })
  actor(@Root() { actor }: AssetStepRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return actor === null ? null : loaders.person.load(actor);
  }

  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that says so.' })
  event(@Root() { seq }: AssetStepRow, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return loaders.event.load(seq);
  }
}

@Resolver(() => Change)
export class OperationsOfChangeResolver {
  @FieldResolver(() => ExecutionConnection, { description: 'The runs of jobs and scripts that name it, the earliest first.' })
  executions(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ExecutionRow>> {
    return loaders.executionsOfChange.load({ of: change, page });
  }

  @FieldResolver(() => AssetStepConnection, { description: 'The steps of its affected assets, the earliest first.' })
  assetSteps(
    @Root() { change }: ChangeRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<AssetStepRow>> {
    return loaders.assetStepsOfChange.load({ of: change, page });
  }
}

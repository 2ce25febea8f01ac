import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { gapDifference, timelineDifference } from '../../src/read/index.js';
import type { GapDifferenceRow, GapRow, Page, TimelineRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Gap } from '../gap/gap.type.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { GapDifferenceArguments, TimelineDifferenceArguments } from './list-difference.input.js';
import { GapDifference, GapDifferenceConnection, GapState, TimelineDifferenceConnection } from './list-difference.type.js';

@Resolver(() => GapDifference)
export class GapDifferenceResolver {
  @Query(() => GapDifferenceConnection, {
    nullable: true,
    description:
      'The gaps of which steps were recorded between two moments, the latest step first: which came, which are over, and what else happened. What is pending has no step yet.',
  })
  gapDifference(
    @Args(() => GapDifferenceArguments) { filter, from, to, ...page }: GapDifferenceArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<Page<object>> {
    return gapDifference(hub.sql, filter ?? {}, { from, to }, page);
  }

  @Query(() => TimelineDifferenceConnection, {
    nullable: true,
    description:
      'What the timeline said differently at two moments, the latest recorded first: what came, late facts too, what was corrected, what holds no longer.',
  })
  timelineDifference(
    @Args(() => TimelineDifferenceArguments) { filter, from, to, ...page }: TimelineDifferenceArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<Page<object>> {
    return timelineDifference(hub.sql, filter ?? {}, { from, to }, page);
  }

  @FieldResolver(() => Gap, { description: 'The gap, as it stands now.' })
  gap(@Root() { after }: GapDifferenceRow, @Ctx() { loaders }: ApiContext): Promise<GapRow | null> {
    return loaders.gap.load(after);
  }

  @FieldResolver(() => [TimelineEvent], { description: 'The steps in between, the oldest first, at most the last 50: what caused it.' })
  async steps(@Root() { seqs }: GapDifferenceRow, @Ctx() { loaders }: ApiContext): Promise<readonly TimelineRow[]> {
    const rows = await loaders.event.loadMany([...seqs]);
    return rows.filter((row): row is TimelineRow => row !== null && !(row instanceof Error));
  }
}

@Resolver(() => GapState)
export class GapStateResolver {
  @FieldResolver(() => Person, { nullable: true, description: 'To whom it was given.' })
  assignee(@Root() { assignee }: GapRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return assignee === null ? null : loaders.person.load(assignee);
  }
}

import { Arg, Args, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { feed, timeline, timelineNews, type TimelineFacet as FacetRow, type TimelinePage, type UpdateRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { FacetBy, UpdateKind } from '../enums.js';
import { facetOf } from '../facets/facets.type.js';
import { LedgerCursor } from '../scalars/index.js';
import { TimelineArguments, TimelineFilter } from './timeline.input.js';
import { TimelineEvent, TimelineEventConnection } from './timeline-event.type.js';

export const TimelineFacet = facetOf(() => FacetBy, 'Timeline', 'events');

@ObjectType({ description: 'A page of the timeline, newest first.' })
export class TimelineConnection extends TimelineEventConnection {}

@ObjectType({ description: 'News of the timeline.' })
export class TimelineUpdate {
  @Field(() => UpdateKind, { description: 'What the news is.' })
  kind!: UpdateRow['kind'];

  @Field(() => TimelineEvent, { description: 'The new event, or the one that is corrected, as it stands now.' })
  event!: UpdateRow['event'];

  @Field(() => LedgerCursor, { description: 'Resume with it as `after`, and nothing is missed or doubled.' })
  cursor!: number;
}

@Resolver(() => TimelineConnection)
export class TimelineResolver {
  @Query(() => TimelineConnection, {
    nullable: true,
    description:
      'Everything that happened, newest first, by the time at which the source says it happened; a fact that the source does not date counts by the first reading with it.',
  })
  timeline(
    @Args(() => TimelineArguments) { filter, knownAt: _, at: _at, ...page }: TimelineArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<TimelinePage> {
    return timeline(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => [TimelineFacet], { description: 'Counts over all that matches, not over the page alone.' })
  facets(
    @Root() page: TimelinePage,
    @Arg('by', () => [FacetBy], { description: 'What to count by.' }) by: FacetRow['by'][],
  ): Promise<readonly FacetRow[]> {
    return page.facets(by);
  }

  @Subscription(() => TimelineUpdate, {
    name: 'timeline',
    description: 'The news of the timeline in the order of the ledger; from now on, or from all after a position.',
    subscribe: ({ args, context }: { args: { filter?: TimelineFilter | null; after?: number | null }; context: ApiContext }) =>
      feed(context.hub, context.resumeAfter ?? args.after ?? null, (span) => timelineNews(context.hub.sql, args.filter ?? {}, span)),
  })
  timelineUpdates(
    @Root() { kind, event, seq }: UpdateRow,
    @Arg('filter', () => TimelineFilter, { nullable: true, description: 'Which events.' }) _filter?: TimelineFilter | null,
    @Arg('after', () => LedgerCursor, { nullable: true, description: 'The position after which to begin.' }) _after?: number | null,
  ): TimelineUpdate {
    return { kind, event, cursor: seq };
  }
}

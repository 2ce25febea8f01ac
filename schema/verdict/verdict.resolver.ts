import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Page, TimelineRow, VerdictRow } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { TimelineEventConnection } from '../timeline/timeline-event.type.js';
import { Verdict } from './verdict.type.js';
import { eventsOf } from './events-of.js';

@Resolver(() => Verdict)
export class VerdictResolver {
  @FieldResolver(() => TimelineEventConnection, {
    description: 'The events that it rests on, in the order of the ledger; of more than 200 the first 200, and restsOn counts all.',
  })
  events(
    @Root() verdict: VerdictRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return eventsOf(verdict.events, page, context);
  }
}

import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { explain, pageOfList, type EventWay as Way, type Explanation as Told, type Page, type TimelineRow } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { EventWay } from './event-way.type.js';
import {
  ExplainedDelivery,
  ExplainedEvent,
  ExplainedEventConnection,
  ExplainedFact,
  ExplainedRecord,
  ExplainedRecordConnection,
} from './explain.type.js';

@ObjectType({ description: 'How a fact came into the ledger.' })
export class Explanation implements Told {
  @Field(() => ExplainedDelivery, {
    nullable: true,
    description: "The delivery, or the one that first said the event; null for the hub's own events.",
  })
  delivery!: Told['delivery'];

  @Field(() => ExplainedFact, { nullable: true, description: 'The event, where one was asked for.' })
  event!: Told['event'];
}

@Resolver(() => ExplainedDelivery)
export class ExplainResolver {
  @Query(() => Explanation, {
    nullable: true,
    description: 'The whole way of a delivery or of an event: name one of them. Null where there is none. For auditors.',
  })
  explain(
    @Arg('delivery', () => ID, { nullable: true, description: 'The id that the answer to a webhook gave.' })
    delivery: string | null | undefined,
    @Arg('event', () => ID, { nullable: true, description: 'The id of an event.' }) event: string | null | undefined,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<Told | null> {
    return explain(hub, viewer, { delivery: delivery ?? null, event: event ?? null });
  }

  @FieldResolver(() => ExplainedRecordConnection, { description: 'Its records, in order.' })
  async records(
    @Root() delivery: ExplainedDelivery,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<object>> {
    return pageOfList('records', delivery.records, page, await loaders.position.load('now'));
  }
}

@Resolver(() => ExplainedRecord)
export class ExplainedRecordResolver {
  @FieldResolver(() => ExplainedEventConnection, { description: 'The events that it says, new ones and known ones.' })
  async events(
    @Root() record: ExplainedRecord,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<object>> {
    return pageOfList('said', record.events, page, await loaders.position.load('now'));
  }
}

const WAY = 'What became of it: what came of it, which links it made, what was judged with it, and what each rule says.';

@Resolver(() => ExplainedEvent)
export class ExplainedEventResolver {
  @FieldResolver(() => EventWay, { nullable: true, description: `${WAY} Null where it is not in the ledger yet.` })
  way(@Root() { seq }: ExplainedEvent, @Ctx() { loaders }: ApiContext): Promise<Way | null> | null {
    return seq === null ? null : loaders.way.load(seq);
  }
}

@Resolver(() => ExplainedFact)
export class ExplainedFactResolver {
  @FieldResolver(() => EventWay, { nullable: true, description: WAY })
  way(@Root() { versions }: ExplainedFact, @Ctx() { loaders }: ApiContext): Promise<Way | null> | null {
    const last = versions.at(-1);
    return last ? loaders.way.load(last.seq) : null;
  }
}

@Resolver(() => EventWay)
export class EventWayResolver {
  @FieldResolver(() => [TimelineEvent], {
    description: 'Events that came of it: what adds to it, rewrites or withdraws it, and steps of gaps that rest on it; at most 200.',
  })
  async came(@Root() { came }: Way, @Ctx() { loaders }: ApiContext): Promise<readonly TimelineRow[]> {
    const rows = await loaders.event.loadMany([...came]);
    return rows.filter((row): row is TimelineRow => row !== null && !(row instanceof Error));
  }
}

import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { explain, pageOfList, type Explanation as Told, type Page } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { ExplainedDelivery, ExplainedEventConnection, ExplainedFact, ExplainedRecord, ExplainedRecordConnection } from './explain.type.js';

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

import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Json, LedgerEvent } from '#contract';
import { mentionsIn, textsIn, type TimelineRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { JsonValue } from '../scalars/index.js';
import { Person } from './person.type.js';
import { EventText, Mention } from './text.type.js';
import { TimelineEvent } from './timeline-event.type.js';

@ObjectType({ description: 'What another door added to an event later.' })
export class Enrichment {
  @Field(() => TimelineEvent, { nullable: true, description: 'The event that says so.' })
  event!: TimelineRow | null;

  @Field(() => JsonValue, { description: 'What it added.' })
  adds!: Json;
}

@Resolver(() => TimelineEvent)
export class TimelineEventResolver {
  @FieldResolver(() => ID, { description: 'The same as eventId.' })
  id(@Root() event: TimelineRow): string {
    return event.eventId;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who did it.' })
  person(@Root() event: TimelineRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return event.person === null ? null : loaders.person.load(event.person);
  }

  @FieldResolver(() => [EventText], { description: 'What people typed.' })
  async texts(@Root() event: TimelineRow, @Ctx() context: ApiContext): Promise<readonly object[]> {
    const found = await bodyOf(event, context);
    return found ? textsIn(found.body) : [];
  }

  @FieldResolver(() => [Mention], { description: 'What it names.' })
  async mentions(@Root() event: TimelineRow, @Ctx() context: ApiContext): Promise<readonly object[]> {
    const found = await bodyOf(event, context);
    return found ? mentionsIn(found.body) : [];
  }

  @FieldResolver(() => JsonValue, {
    nullable: true,
    description: 'The core: what every door says of it. Texts are digests, accounts pseudonyms.',
  })
  async facts(@Root() event: TimelineRow, @Ctx() context: ApiContext): Promise<Json> {
    return (await bodyOf(event, context))?.body.core ?? null;
  }

  @FieldResolver(() => JsonValue, { nullable: true, description: 'What the door that brought it says beside the core.' })
  async seen(@Root() event: TimelineRow, @Ctx() context: ApiContext): Promise<Json> {
    return (await bodyOf(event, context))?.body.seen ?? null;
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it can satisfy a rule by the policy in force: what tools are read to say can, what senders push where policy trusts them for it.',
  })
  async trusted(@Root() { source, type }: TimelineRow, @Ctx() { loaders }: ApiContext): Promise<boolean> {
    return (await loaders.trust.load('now'))(source, type);
  }

  @FieldResolver(() => [String], { description: 'What was found impossible about it, and kept: `future`, `end-before-start`.' })
  async flags(@Root() event: TimelineRow, @Ctx() context: ApiContext): Promise<readonly string[]> {
    return (await bodyOf(event, context))?.body.flags ?? [];
  }

  @FieldResolver(() => Int, { description: 'How often another door added something.' })
  async enrichmentCount(@Root() event: TimelineRow, @Ctx() { loaders }: ApiContext): Promise<number> {
    return (await loaders.enrichments.load(event)).length;
  }

  @FieldResolver(() => [Enrichment], { description: 'What other doors added, the first 200; enrichmentCount counts all.' })
  async enrichments(@Root() event: TimelineRow, @Ctx() { loaders }: ApiContext): Promise<readonly Enrichment[]> {
    const seqs = (await loaders.enrichments.load(event)).slice(0, 200);
    return Promise.all(
      seqs.map(async (seq) => ({ event: await loaders.event.load(seq), adds: (await loaders.body.load(seq))?.body.seen ?? {} })),
    );
  }
}

@Resolver(() => EventText)
export class EventTextResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The text; null where there is none, where it was erased, or where the viewer may not see it.',
  })
  value(@Root() text: EventText, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return text.commitment === null ? null : loaders.text.load(text.commitment);
  }
}

function bodyOf(event: TimelineRow, { loaders }: ApiContext): Promise<LedgerEvent | null> {
  return loaders.body.load(event.seq);
}

import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { RecordedMistake as Mistake } from '#contract';
import type { EventsRecorded as Recorded, EventsRefused as Refused, RecordEventsInput as What } from '../../src/read/index.js';
import { JsonValue, LedgerCursor } from '../scalars/index.js';

@InputType({ description: 'What a source says that no connector reads.' })
export class RecordEventsInput implements What {
  @Field(() => String, { description: 'The name of the source; changeline.yaml declares it with `type: events`.' })
  source!: string;

  @Field(() => [JsonValue], {
    description:
      '1 to 500 events, each `{ type, id, transition, at, data }`. `/schema/events/{type}.json` says what a type holds; the same `id` and `transition` are one event, however often they are sent.',
  })
  events!: unknown[];
}

@ObjectType({ description: 'The events are in the ledger.' })
export class EventsRecorded implements Recorded {
  @Field(() => ID, {
    description: 'The delivery under which they are kept; of the same events sent again the first. `explain(delivery:)` shows its way.',
  })
  delivery!: string;

  @Field(() => [ID], { description: 'For each event sent the one that says it; of a new ticket the first of several.' })
  eventIds!: readonly string[];

  @Field(() => Int, { description: 'How many facts the ledger did not have yet.' })
  added!: number;

  @Field(() => LedgerCursor, { nullable: true, description: 'The place of the last of them; null where all were there already.' })
  cursor!: number | null;
}

@ObjectType({ description: 'What is wrong with one of the events.' })
export class RecordedMistake implements Mistake {
  @Field(() => Int, { description: 'Which of them, from 0.' })
  index!: number;

  @Field(() => String, { description: 'Where in it: `data.operator.id`.' })
  path!: string;

  @Field(() => String, { description: 'What is wrong, and what to write.' })
  sentence!: string;
}

@ObjectType({ description: 'None of the events was recorded.' })
export class EventsRefused implements Refused {
  @Field(() => String, { description: 'Why, and what to do.' })
  sentence!: string;

  @Field(() => [RecordedMistake], { description: 'Every mistake, in the order of the events; at most 200.' })
  mistakes!: readonly Mistake[];
}

export const RecordEventsResult = createUnionType({
  name: 'RecordEventsResult',
  description: 'What came of it.',
  types: () => [EventsRecorded, EventsRefused] as const,
  resolveType: (value) => ('sentence' in value ? 'EventsRefused' : 'EventsRecorded'),
});

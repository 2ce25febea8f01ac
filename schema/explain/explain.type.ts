import { Field, ID, Int, ObjectType } from 'type-graphql';
import type {
  ExplainedDelivery as DeliveryWay,
  ExplainedEvent as EventEnd,
  ExplainedFact as Fact,
  ExplainedRecord as RecordEnd,
} from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { DeliveryState, Door, RecordState } from '../enums.js';
import { DateTime, Sequence } from '../scalars/index.js';

@ObjectType({ description: 'An event that a record says.' })
export class ExplainedEvent implements EventEnd {
  @Field(() => ID, { description: 'The id of the event.' })
  eventId!: string;

  @Field(() => Sequence, { nullable: true, description: 'Its place in the ledger.' })
  seq!: number | null;

  @Field(() => String, { nullable: true, description: 'Its type.' })
  type!: string | null;

  @Field(() => Boolean, { description: 'Whether this delivery was the first to say so.' })
  first!: boolean;
}

@ObjectType({ description: 'A record of a delivery, and its end.' })
export class ExplainedRecord implements RecordEnd {
  @Field(() => Int, { description: 'Its place in the delivery.' })
  position!: number;

  @Field(() => String, { description: 'Its shape.' })
  kind!: string;

  @Field(() => String, { description: 'The thing that it is about.' })
  key!: string;

  @Field(() => RecordState, { description: 'Its end.' })
  state!: RecordEnd['state'];

  @Field(() => String, { nullable: true, description: 'Why it was ignored, or what is wrong and what to do.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'The field that is wrong.' })
  field!: string | null;

  @Field(() => Int, { description: 'The version of the normaliser that read it.' })
  normaliserVersion!: number;

  @Field(() => DateTime, { description: 'When it came to its end.' })
  settledAt!: string;

  events!: readonly ExplainedEvent[];
}

export const ExplainedEventConnection = connectionOf(() => ExplainedEvent, 'ExplainedEvent', 'events that a record says');
export const ExplainedRecordConnection = connectionOf(() => ExplainedRecord, 'ExplainedRecord', 'records of a delivery');

@ObjectType({ description: 'The whole way of a delivery.' })
export class ExplainedDelivery implements DeliveryWay {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'The source that it came from.' })
  source!: string;

  @Field(() => Door, { description: 'How it came.' })
  door!: DeliveryWay['door'];

  @Field(() => String, { nullable: true, description: 'The stream that it is a page of.' })
  stream!: string | null;

  @Field(() => DateTime, { description: 'When it was kept.' })
  receivedAt!: string;

  @Field(() => Int, { description: 'How long it is.' })
  bytes!: number;

  @Field(() => DeliveryState, { description: 'Whether it was worked through.' })
  state!: DeliveryWay['state'];

  @Field(() => String, { description: 'What was checked before it was kept.' })
  verified!: string;

  records!: readonly RecordEnd[];
}

@ObjectType({ description: 'A reading of an event by one version of the normaliser.' })
export class EventVersion {
  @Field(() => Sequence, { description: 'Its place in the ledger.' })
  seq!: number;

  @Field(() => String, { description: 'Its type.' })
  type!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt!: string;

  @Field(() => String, { description: 'The normaliser and its version.' })
  normaliser!: string;
}

@ObjectType({ description: 'An event, by all versions of the normaliser that read it.' })
export class ExplainedFact implements Fact {
  delivery!: DeliveryWay | null;

  @Field(() => ID, { description: 'Its id.' })
  eventId!: string;

  @Field(() => String, { description: 'What happened: its type.' })
  type!: string;

  @Field(() => String, { description: 'The ref of the thing to which it happened.' })
  subject!: string;

  @Field(() => String, { description: 'The source that said so; `changeline` for the hub itself.' })
  source!: string;

  @Field(() => String, { description: 'The connector whose normaliser read it.' })
  connector!: string;

  @Field(() => Door, { nullable: true, description: "How it first came; null for the hub's own events." })
  door!: Fact['door'];

  @Field(() => String, { description: 'How it came, as one sentence.' })
  sentence!: string;

  @Field(() => [EventVersion], { description: 'Its readings, oldest first.' })
  versions!: readonly EventVersion[];
}

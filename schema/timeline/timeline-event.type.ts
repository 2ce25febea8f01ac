import { Field, ObjectType } from 'type-graphql';
import type { EventType as EventTypeName, Instant } from '#contract';
import type { Standing, TimelineRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { EventStanding } from '../enums.js';
import { Interval } from '../interval.type.js';
import { Node } from '../node/node.type.js';
import { DateTime, EventType, Sequence } from '../scalars/index.js';

@ObjectType({ implements: Node, description: 'One normalised fact, as the ledger holds it.' })
export class TimelineEvent extends Node implements TimelineRow {
  person!: string | null;
  sortAt!: Instant;

  @Field(() => String, { description: 'Its id: a digest of what makes it the same fact by every door.' })
  eventId!: string;

  @Field(() => Sequence, { description: 'Its place in the ledger.' })
  seq!: number;

  @Field(() => EventType, { description: 'What happened.' })
  type!: EventTypeName;

  @Field(() => String, { description: 'The source that said so; `changeline` for the hub itself.' })
  source!: string;

  @Field(() => String, { description: 'The ref of the thing to which it happened.' })
  subject!: string;

  @Field(() => String, { nullable: true, description: 'The ref of the repository that it belongs to.' })
  repository!: string | null;

  @Field(() => Interval, { nullable: true, description: 'When the source says that it happened; null where it does not say.' })
  occurredAt!: Interval | null;

  @Field(() => DateTime, { description: 'When the hub recorded it.' })
  recordedAt!: Instant;

  @Field(() => EventStanding, { description: 'Whether readers use it.' })
  standing!: Standing;
}

export const TimelineEventConnection = connectionOf(() => TimelineEvent, 'TimelineEvent', 'events');

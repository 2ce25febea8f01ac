import { Field, ObjectType } from 'type-graphql';
import type { Instant, Interval as Time } from '#contract';
import { DateTime } from './scalars/index.js';

@ObjectType({ description: 'A time as precise as its source gave it: it lies in [from, to).' })
export class Interval implements Time {
  @Field(() => DateTime, { description: 'Not earlier than this.' })
  from!: Instant;

  @Field(() => DateTime, { description: 'Earlier than this.' })
  to!: Instant;
}

import { ObjectType } from 'type-graphql';
import type { Instant, Interval as Time } from '#contract';

@ObjectType({ description: 'A time as precise as its source gave it, with as many digits: it lies in [from, to).' })
export class Interval implements Time {
  from!: Instant;
  to!: Instant;
}

import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { Interval as Time } from '#contract';
import { asGiven } from '../src/read/index.js';
import { Interval } from './interval.type.js';
import { DateTime } from './scalars/index.js';

@Resolver(() => Interval)
export class IntervalResolver {
  @FieldResolver(() => DateTime, { description: 'Not earlier than this.' })
  from(@Root() interval: Time): string {
    return asGiven(interval).from;
  }

  @FieldResolver(() => DateTime, { description: 'Earlier than this.' })
  to(@Root() interval: Time): string {
    return asGiven(interval).to;
  }
}

import { ArgsType, Field } from 'type-graphql';
import type { Instant } from '#contract';
import { PageArguments } from '../connection/connection.type.js';
import { GapFilter } from '../gap/gap.input.js';
import { DateTime } from '../scalars/index.js';
import { TimelineFilter } from '../timeline/timeline.input.js';
import { FROM, TO } from './difference.resolver.js';

@ArgsType()
class BetweenArguments extends PageArguments {
  @Field(() => DateTime, FROM)
  from!: Instant;

  @Field(() => DateTime, TO)
  to!: Instant;
}

@ArgsType()
export class GapDifferenceArguments extends BetweenArguments {
  @Field(() => GapFilter, { nullable: true, description: 'Which, as they stood at the second moment.' })
  filter?: GapFilter | null;
}

@ArgsType()
export class TimelineDifferenceArguments extends BetweenArguments {
  @Field(() => TimelineFilter, { nullable: true, description: 'Which of the events that were recorded in between.' })
  filter?: TimelineFilter | null;
}

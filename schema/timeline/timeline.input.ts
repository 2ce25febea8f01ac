import { ArgsType, Field, InputType, Int } from 'type-graphql';
import type { EventType as EventTypeName, Instant } from '#contract';
import type { PageInput, TimelineFilter as Filter } from '../../src/read/index.js';
import { AT, DateTime, EventType, KNOWN_AT, PageCursor } from '../scalars/index.js';

@InputType({ description: 'Which events. All that is given must hold; of a list, one of its values.' })
export class TimelineFilter implements Filter {
  @Field(() => [EventType], { nullable: true, description: 'Their types; at most 100.' })
  types?: readonly EventTypeName[] | null;

  @Field(() => [String], { nullable: true, description: 'Their sources, by name; at most 100.' })
  sources?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'None of these sources; `changeline` is the hub itself. At most 100.' })
  exceptSources?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'The ref of the thing to which they happened.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'A repository, by ref or by name: `acme/pay`.' })
  repository?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'From this time on; an undated fact counts by the end of its bound.' })
  occurredFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this time.' })
  occurredTo?: Instant | null;

  @Field(() => String, { nullable: true, description: 'Who did it, by ref.' })
  person?: string | null;
}

@ArgsType()
export class TimelineArguments implements PageInput {
  @Field(() => TimelineFilter, { nullable: true, description: 'Which events; without it, all.' })
  filter?: TimelineFilter | null;

  @Field(() => Int, { nullable: true, description: 'How many from `after` on, newest first: 1 to 200, 50 if nothing is said.' })
  first?: number | null;

  @Field(() => PageCursor, { nullable: true, description: 'Begin after this place; `endCursor` of the page before.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many up to `before`, which are newer; 1 to 200.' })
  last?: number | null;

  @Field(() => PageCursor, { nullable: true, description: 'End before this place; `startCursor` of the page after.' })
  before?: string | null;

  @Field(() => DateTime, KNOWN_AT)
  knownAt?: Instant | null;

  @Field(() => DateTime, AT)
  at?: Instant | null;
}

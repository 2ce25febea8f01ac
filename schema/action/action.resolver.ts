import { Arg, createUnionType, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { replayQuarantined, syncNow, type ReplayInput as What } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Refused } from './refused.type.js';

@InputType({ description: 'Which quarantined records; nothing given means all. All that is given must hold.' })
export class ReplayInput implements What {
  @Field(() => String, { nullable: true, description: 'Those of this source.' })
  source?: string | null;

  @Field(() => ID, { nullable: true, description: 'Those of this delivery.' })
  delivery?: string | null;

  @Field(() => Int, { nullable: true, description: 'The one at this place of the delivery.' })
  position?: number | null;
}

@InputType({ description: 'What to read now.' })
export class RequestSyncInput {
  @Field(() => String, { description: 'The source.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'One stream of it; without it, all.' })
  stream?: string | null;
}

@ObjectType({ description: 'Records are read again.' })
export class ReplayStarted {
  @Field(() => Int, { description: 'How many deliveries.' })
  deliveries!: number;

  @Field(() => Int, { description: 'How many quarantined records they hold.' })
  records!: number;
}

@ObjectType({ description: 'Streams are read now.' })
export class SyncRequested {
  @Field(() => Int, { description: 'How many.' })
  streams!: number;
}

const ReplayResult = createUnionType({
  name: 'ReplayResult',
  description: 'What came of it.',
  types: () => [ReplayStarted, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'ReplayStarted'),
});

const RequestSyncResult = createUnionType({
  name: 'RequestSyncResult',
  description: 'What came of it.',
  types: () => [SyncRequested, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'SyncRequested'),
});

@Resolver()
export class WorkResolver {
  @Mutation(() => ReplayResult, { nullable: true, description: 'Has quarantined records read again, after a fix. For administrators.' })
  replay(
    @Arg('input', () => ReplayInput, { description: 'Which.' }) input: ReplayInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return replayQuarantined(hub, viewer, input);
  }

  @Mutation(() => RequestSyncResult, { nullable: true, description: 'Has a source read now. For compliance and administrators.' })
  requestSync(
    @Arg('input', () => RequestSyncInput, { description: 'What.' }) input: RequestSyncInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return syncNow(hub, viewer, input);
  }
}

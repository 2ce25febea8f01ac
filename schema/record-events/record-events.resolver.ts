import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { recordEvents } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { RecordEventsInput, RecordEventsResult } from './record-events.type.js';

@Resolver()
export class RecordEventsResolver {
  @Mutation(() => RecordEventsResult, {
    nullable: true,
    description:
      'Records events that no connector brings: job runs, incidents, artifacts, changes of systems without an API. All of them, or none. They satisfy a rule only where policy trusts their source for that type. For tokens with the role ingest, and administrators.',
  })
  recordEvents(
    @Arg('input', () => RecordEventsInput, { description: 'Who says what.' }) input: RecordEventsInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return recordEvents(hub, viewer, input);
  }
}

import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { JobRow } from '../../src/read/index.js';
import { closedSet } from '../enums.js';
import { DateTime } from '../scalars/index.js';

const JobKind = closedSet<JobRow['kind']>('JobKind', 'What long work is.', {
  AUDIT: 'An audit is run.',
  BACKTEST: 'A policy is tried out on the past.',
});
const JobState = closedSet<JobRow['state']>('JobState', 'How long work stands.', {
  RUNNING: 'It goes on, or waits for the one before it.',
  DONE: 'It has ended well.',
  FAILED: 'It has ended without a result.',
});

@ObjectType({ description: 'Long work that somebody asked for.' })
export class Job implements JobRow {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => JobKind, { description: 'What it is.' })
  kind!: JobRow['kind'];

  @Field(() => JobState, { description: 'How it stands.' })
  state!: JobRow['state'];

  @Field(() => Int, { description: 'How much is done.' })
  done!: number;

  @Field(() => Int, { nullable: true, description: 'How much there is to do; null while that is not known.' })
  total!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, and what to do.' })
  sentence!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of what it made: of an audit or a back-test.' })
  result!: string | null;

  @Field(() => String, { description: 'Who asked for it.' })
  askedBy!: string;

  @Field(() => DateTime, { description: 'When.' })
  startedAt!: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endedAt!: Instant | null;
}

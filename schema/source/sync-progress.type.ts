import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { SyncProgress as SyncProgressRow } from '../../src/read/index.js';
import { DateTime } from '../scalars/index.js';

@ObjectType({ description: 'How far the first reading of a source is.' })
export class SyncProgress implements SyncProgressRow {
  @Field(() => ID, { description: 'The source.' })
  source!: string;

  @Field(() => Int, { description: 'How many things are read to their end: the pull requests of a repository are one.' })
  streams!: number;

  @Field(() => Int, { description: 'How many of them were, at least once.' })
  streamsRead!: number;

  @Field(() => Int, { description: 'Records that were read so far of those that are being read for the first time.' })
  records!: number;

  @Field(() => Int, { nullable: true, description: 'How many records those have, where the tool says so of all of them.' })
  total!: number | null;

  @Field(() => Float, { description: 'How much is read, 0 to 1: streams count alike, and one under way by its records.' })
  share!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Records a second, in the last minute; null before there is something to compare with.',
  })
  recordsPerSecond!: number | null;

  @Field(() => Int, { nullable: true, description: 'How long it takes at that speed; 0 when all is read, null while nothing moves.' })
  secondsLeft!: number | null;

  @Field(() => DateTime, { description: 'When it stood so.' })
  at!: Instant;
}

import { Field, Int, ObjectType } from 'type-graphql';
import type { PullRequestRow, ReviewRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { Interval } from '../interval.type.js';
import { Node } from '../node/node.type.js';

@ObjectType({ implements: Node, description: 'A pull request.' })
export class PullRequest extends Node implements PullRequestRow {
  pullRequest!: string;
  opener!: string | null;
  merger!: string | null;

  @Field(() => String, { nullable: true, description: 'The ref of its repository.' })
  repository!: string | null;

  @Field(() => Int, { nullable: true, description: 'Its number in the repository.' })
  number!: number | null;

  @Field(() => Interval, { nullable: true, description: 'When it was opened.' })
  openedAt!: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'When it was merged; null where it was not.' })
  mergedAt!: Interval | null;

  @Field(() => String, { nullable: true, description: 'The commit that merged it.' })
  mergeCommit!: string | null;
}

@ObjectType({ description: 'A review of a pull request.' })
export class Review implements ReviewRow {
  pullRequest!: string;
  reviewer!: string | null;
  dismissedBy!: string | null;

  @Field(() => String, { description: 'Its ref.' })
  review!: string;

  @Field(() => String, { nullable: true, description: 'What the reviewer decided, in the words of the tool.' })
  state!: string | null;

  @Field(() => String, { nullable: true, description: 'The commit that the reviewer saw.' })
  commit!: string | null;

  @Field(() => Interval, { nullable: true, description: 'When it was submitted.' })
  submittedAt!: Interval | null;

  @Field(() => Boolean, { description: 'Whether it was dismissed later.' })
  dismissed!: boolean;
}

export const ReviewConnection = connectionOf(() => Review, 'Review', 'reviews');

import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Instant, Json } from '#contract';
import type { ControlReviewRow, ReviewCount as Count, Reviewed as What, ReviewInput } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { closedSet } from '../enums.js';
import { GapFilter } from '../gap/gap.input.js';
import { DateTime, LedgerCursor, Sequence } from '../scalars/index.js';

export const Reviewed = closedSet('Reviewed', 'What a person looks through.', {
  OPEN_GAPS: 'Gaps that are open or acknowledged.',
  UNRESOLVED_PEOPLE: 'People whom some other source may know by an account that nothing joins to theirs.',
});

export const ReviewCountBy = closedSet('ReviewCountBy', 'What a review counts by.', {
  SEVERITY: 'Of gaps: how grave they are.',
  STATUS: 'Of gaps: where they are in their life.',
  DUE: 'Of gaps: OVERDUE.',
  SOURCE: 'Of people: a source that knows them.',
});

@InputType({ description: 'A review to be signed off.' })
export class SignOffReviewInput implements ReviewInput {
  @Field(() => Reviewed, { description: 'What was looked through.' })
  of!: What;

  @Field(() => GapFilter, { nullable: true, description: 'Of OPEN_GAPS: which; of these, the open and acknowledged ones.' })
  gaps?: GapFilter | null;

  @Field(() => Int, { description: 'How many there were; when they are not so many now, nothing is recorded.' })
  expectedCount!: number;

  @Field(() => String, { description: 'What was found, and what is done about it; 1 to 2,000 characters.' })
  statement!: string;
}

@ObjectType({ description: 'How many of what was reviewed have a property.' })
export class ReviewCount implements Count {
  @Field(() => ReviewCountBy, { description: 'Which property.' })
  by!: Count['by'];

  @Field(() => String, { description: 'Its value.' })
  value!: string;

  @Field(() => Int, { description: 'How many have it.' })
  count!: number;
}

@ObjectType({ description: 'The ledger that a review looked at.' })
export class ReviewCheckpoint {
  @Field(() => String, { description: 'Its log.' })
  log!: string;

  @Field(() => Sequence, { description: 'How many events it held.' })
  size!: number;

  @Field(() => String, { description: 'The root of its Merkle tree, as hex.' })
  root!: string;
}

@ObjectType({ description: 'A named person looked through all that was open, and signed.' })
export class ControlReview implements ControlReviewRow {
  filter!: Json;
  holder!: string | null;
  statement!: string | null;

  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;

  @Field(() => Sequence, { description: 'Its place in the ledger.' })
  seq!: number;

  @Field(() => Reviewed, { description: 'What was looked through.' })
  of!: What;

  @Field(() => Int, { description: 'How many there were.' })
  count!: number;

  @Field(() => [ReviewCount], { description: 'And how many of which kind; what is none is left out.' })
  counts!: readonly Count[];

  @Field(() => ReviewCheckpoint, {
    description: 'The ledger that it looked at: `gaps` with `knownAt` just before `signedAt` shows the same.',
  })
  checkpoint!: ControlReviewRow['checkpoint'];

  @Field(() => DateTime, { description: 'When it was recorded.' })
  signedAt!: Instant;

  @Field(() => String, { description: 'The token of the person: `token:…`.' })
  signedBy!: string;
}

@ObjectType({ description: 'A review is on record.' })
export class ReviewSignedOff {
  @Field(() => ControlReview, { description: 'The review.' })
  review!: ControlReviewRow;

  @Field(() => LedgerCursor, { description: 'Its place in the ledger.' })
  cursor!: number;
}

export const ControlReviewConnection = connectionOf(() => ControlReview, 'ControlReview', 'reviews');

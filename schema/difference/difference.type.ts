import { Field, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { DifferenceAct as Act, DifferenceKind as Kind, DifferenceRow, DifferencesRow, Part } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { closedSet } from '../enums.js';
import { DateTime } from '../scalars/index.js';

export const DifferenceKind = closedSet('DifferenceKind', 'What of a record differs.', {
  KEY: 'Its key.',
  STATUS: 'Its status, as the tool calls it.',
  STAGE: 'Its stage.',
  FIELD: 'A field of the ticket.',
  APPROVAL: 'A step of an approval.',
  CONTENT: 'A content of the record.',
  PROOF: 'A proof of the record.',
  OUTCOME: 'Its outcome.',
  LINK: 'A link to another thing.',
  IMPLEMENTATION: 'What a deployment is and did.',
  COMMIT: 'A commit that a deployment carries or takes out.',
  VERDICT: 'What a rule says.',
  GAP: 'Where a gap is in its life.',
});

export const DifferenceAct = closedSet('DifferenceAct', 'How a record differs.', {
  ADDED: 'It was not there before.',
  REMOVED: 'It is there no more.',
  CHANGED: 'It says something else.',
});

@ObjectType({ description: 'What a record said at one of the two moments.' })
export class DifferingPart implements Part {
  kind!: Kind;
  name!: string;
  commitment!: string | null;
  person!: string | null;
  seqs!: readonly number[];
  same!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A word or a sentence; null of a text that people typed, of a person, and of nothing.',
  })
  value!: string | null;
}

@ObjectType({ description: 'One thing that a record says differently.' })
export class Difference implements DifferenceRow {
  seqs!: readonly number[];

  @Field(() => DifferenceKind, { description: 'What it is.' })
  kind!: Kind;

  @Field(() => String, { description: 'Which of its kind: the id of a field, a rule with its subject, refs.' })
  name!: string;

  @Field(() => DifferenceAct, { description: 'How it differs.' })
  act!: Act;

  @Field(() => DifferingPart, { nullable: true, description: 'As it stood at the first moment; null where it was not there.' })
  before!: Part | null;

  @Field(() => DifferingPart, { nullable: true, description: 'As it stood at the second moment; null where it was there no more.' })
  after!: Part | null;

  @Field(() => [DateTime], {
    description: 'The moments in between at which it was derived anew. One without an event is a deadline that time alone met.',
  })
  moments!: readonly Instant[];
}

@ObjectType({ description: 'What the hub knew differently of one thing at two moments.' })
export class Differences implements DifferencesRow {
  items!: readonly DifferenceRow[];

  @Field(() => String, { description: 'The ref of the ticket or deployment.' })
  of!: string;

  @Field(() => DateTime, { description: 'The first moment.' })
  from!: Instant;

  @Field(() => DateTime, { description: 'The second moment.' })
  to!: Instant;

  @Field(() => Boolean, { description: 'Whether more than 1,000 things differ; the first are listed.' })
  cut!: boolean;
}

export const DifferenceConnection = connectionOf(() => Difference, 'Difference', 'differences');

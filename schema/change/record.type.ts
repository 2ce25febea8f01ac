import { Field, ObjectType } from 'type-graphql';
import type {
  Instant,
  Outcome,
  Proof as ProofWord,
  ProofState as ProofStateWord,
  RecordContent as ContentWord,
  RecordContentState as ContentStateWord,
  Stage as StageWord,
} from '#contract';
import type { RecordContentEntry, RecordOutcome, RecordProof, RecordSpan } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { DateTime } from '../scalars/index.js';
import { Stage } from './change.enums.js';
import { OutcomeFrom, ProofName, ProofState, RecordContent, RecordContentState } from './record.enums.js';
import { ChangeOutcome } from './search.enums.js';

@ObjectType({ description: 'One of the eleven contents of the record of a change.' })
export class RecordContentShown implements RecordContentEntry {
  seqs!: readonly number[];

  @Field(() => RecordContent, { description: 'The content.' })
  content!: ContentWord;

  @Field(() => RecordContentState, { description: 'Whether the record contains it.' })
  state!: ContentStateWord;

  @Field(() => [String], { description: 'Where nobody looked, as sentences: it may be there all the same.' })
  unread!: readonly string[];
}

@ObjectType({ description: 'One of the six things that the record of a change can prove.' })
export class Proof implements RecordProof {
  seqs!: readonly number[];

  @Field(() => ProofName, { description: 'What.' })
  proof!: ProofWord;

  @Field(() => ProofState, { description: 'Whether it does.' })
  state!: ProofStateWord;

  @Field(() => [String], { description: 'Why, as sentences.' })
  reasons!: readonly string[];
}

@ObjectType({ description: 'What a ticket, or the deployments of a change, say of its outcome.' })
export class OutcomeReason {
  seqs!: readonly number[];

  @Field(() => OutcomeFrom, { description: 'Who says it.' })
  from!: 'TICKET' | 'DEPLOYMENTS';

  @Field(() => ChangeOutcome, { description: 'What is said.' })
  value!: Outcome;

  @Field(() => String, { description: 'How it comes to that, as a sentence.' })
  sentence!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was said, or when the last decisive deployment ended.' })
  at!: Instant | null;
}

@ObjectType({ description: 'How a change ended: as the ticket says; where it says nothing, as the deployments show.' })
export class OutcomeOfChange implements RecordOutcome {
  @Field(() => ChangeOutcome, { description: 'How.' })
  value!: Outcome;

  @Field(() => OutcomeFrom, { nullable: true, description: 'Who says so; null where it is UNKNOWN.' })
  from!: 'TICKET' | 'DEPLOYMENTS' | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it is so.' })
  at!: Instant | null;

  @Field(() => [OutcomeReason], { description: 'What the ticket says and what the deployments show, each where it says anything.' })
  derivation!: readonly OutcomeReason[];
}

@ObjectType({ description: 'A ticket stood in one status for a time.' })
export class StageSpan implements RecordSpan {
  actor!: string | null;
  waitingFor!: readonly string[];
  seq!: number | null;

  @Field(() => Stage, { nullable: true, description: 'The stage that policy gives the status; null where it says nothing.' })
  stage!: StageWord | null;

  @Field(() => String, { description: "The status, by the tool's id." })
  status!: string;

  @Field(() => String, { description: 'What the tool calls it.' })
  name!: string;

  @Field(() => DateTime, { nullable: true, description: 'Since when; null where nobody knows.' })
  from!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null: it still does.' })
  to!: Instant | null;
}

export const StageSpanConnection = connectionOf(() => StageSpan, 'StageSpan', 'statuses of a change');

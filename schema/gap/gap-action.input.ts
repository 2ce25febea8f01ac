import { Field, ID, InputType, Int } from 'type-graphql';
import type { Disposition as DispositionWord, Instant } from '#contract';
import type { GapStepInput, WaiverInput } from '../../src/read/index.js';
import { Disposition } from '../enums.js';
import { DateTime } from '../scalars/index.js';
import { GapFilter } from './gap.input.js';

@InputType({ description: 'A gap, and why.' })
export class AcknowledgeGapInput implements GapStepInput {
  @Field(() => ID, { description: 'The gap.' })
  id!: string;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;
}

@InputType({ description: 'A gap to be opened again, and why.' })
export class ReopenGapInput extends AcknowledgeGapInput {}

@InputType({ description: 'A gap, whose it is, and why.' })
export class AssignGapInput extends AcknowledgeGapInput {
  @Field(() => ID, { nullable: true, description: 'An account of a person, by ref, as `people` lists it; null: nobody’s.' })
  assignee?: string | null;
}

@InputType({ description: 'A gap that was put right, and what shows it.' })
export class RemediateGapInput extends AcknowledgeGapInput {
  @Field(() => [String], { description: 'What shows it: addresses, refs or words; 1 to 20, of 1 to 2,000 characters each.' })
  evidence!: readonly string[];
}

@InputType({ description: 'Why a gap is accepted, and how long.' })
abstract class Waiver implements WaiverInput {
  @Field(() => Disposition, { description: 'On what ground.' })
  disposition!: DispositionWord;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;

  @Field(() => DateTime, { description: 'How long it lasts: at most 366 days. Then the gap is open again.' })
  until!: Instant;

  @Field(() => String, { nullable: true, description: 'Of COMPENSATING_CONTROL, and needed there: the control.' })
  control?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Of COMPENSATING_CONTROL, and needed there: what shows that it works; 1 to 20 texts.',
  })
  evidence?: readonly string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of FALSE_POSITIVE, and needed there: the fact to correct, by the id of an event or the ref of a thing.',
  })
  fact?: string | null;
}

@InputType({ description: 'A gap to be accepted, why, and how long.' })
export class WaiveGapInput extends Waiver {
  @Field(() => ID, { description: 'The gap.' })
  id!: string;
}

@InputType({ description: 'Gaps to be accepted together, why, and how long.' })
export class WaiveGapsInput extends Waiver {
  @Field(() => GapFilter, { description: 'Which; of these, the open and acknowledged ones.' })
  filter!: GapFilter;

  @Field(() => Int, { description: 'How many these are; when they are not so many, nothing is recorded. At most 200.' })
  expectedCount!: number;
}

@InputType({ description: 'Gaps to be given to somebody together, and why.' })
export class AssignGapsInput {
  @Field(() => GapFilter, { description: 'Which; of these, those that are neither pending nor over.' })
  filter!: GapFilter;

  @Field(() => Int, { description: 'How many these are; when they are not so many, nothing is recorded. At most 200.' })
  expectedCount!: number;

  @Field(() => ID, { nullable: true, description: 'An account of a person, by ref, as `people` lists it; null: nobody’s.' })
  assignee?: string | null;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;
}

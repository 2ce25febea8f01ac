import { Field, ID, ObjectType } from 'type-graphql';
import type { Disposition as DispositionWord, EventType as EventTypeName, Instant, Severity as SeverityWord } from '#contract';
import type { GapName, GapStepRow } from '../../src/read/index.js';
import { Disposition, Severity } from '../enums.js';
import { DateTime, EventType, Sequence } from '../scalars/index.js';

@ObjectType({ description: "A recorded step of a gap's life." })
export class GapStep implements GapStepRow {
  gap!: GapName;
  holder!: string | null;
  reason!: string | null;
  assignee!: string | null;
  control!: string | null;
  evidence!: readonly string[];

  @Field(() => EventType, { description: 'The step: `gap.opened`.' })
  type!: EventTypeName;

  @Field(() => Sequence, { description: 'Its place in the ledger.' })
  seq!: number;

  @Field(() => DateTime, { description: 'When it was; a step that time brings carries its deadline.' })
  at!: Instant;

  @Field(() => String, { nullable: true, description: 'One sentence for a person: what the gap said then.' })
  sentence!: string | null;

  @Field(() => Severity, { nullable: true, description: 'How grave the gap was then.' })
  severity!: SeverityWord | null;

  @Field(() => String, {
    nullable: true,
    description: 'What brought it: FACT, CORRECTION, COVERAGE, TIME, EXPIRY (of a waiver) or PERSON.',
  })
  cause!: string | null;

  @Field(() => ID, { nullable: true, description: 'The token with which it was said: `token:…`; null where it is the word of the hub.' })
  by!: string | null;

  @Field(() => Disposition, { nullable: true, description: 'Of a waiver: why the gap was accepted.' })
  disposition!: DispositionWord | null;

  @Field(() => DateTime, { nullable: true, description: 'Of a waiver: how long it lasts.' })
  until!: Instant | null;

  @Field(() => ID, { nullable: true, description: 'Of a waiver as a false positive: the event, or the ref of the thing, to correct.' })
  fact!: string | null;
}

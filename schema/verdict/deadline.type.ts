import { Field, ObjectType } from 'type-graphql';
import type { Deadline as DeadlineRow, Instant } from '#contract';
import { DateTime, RuleId } from '../scalars/index.js';

@ObjectType({
  description:
    'Until a deadline is met or has run out, its rule gives no verdict; then it does, also when nothing comes, and what is EXEMPT until then is so no longer.',
})
export class Deadline implements DeadlineRow {
  @Field(() => RuleId, { description: 'The rule that waits.' })
  rule!: string;

  @Field(() => String, { description: 'The implementation from whose start it is counted: a deployment and a ticket, or a ticket.' })
  subject!: string;

  @Field(() => DateTime, { description: 'When it runs out.' })
  at!: Instant;

  @Field(() => String, { description: 'One sentence for a person: what is due.' })
  sentence!: string;
}

export const DEADLINES = {
  description: 'What is due, the earliest first: deadlines that are neither met nor over by the clock of the judge.',
} as const;

import { ArgsType, Field, InputType, Int } from 'type-graphql';
import type { CommitAuditSeedInput as Commit, RunAuditInput as Run } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import { PeriodInput } from '../report/report.input.js';

@InputType({ description: 'That an auditor binds himself to a secret.' })
export class CommitAuditSeedInput implements Commit {
  @Field(() => PeriodInput, { description: 'The period that he will audit. It must not be over.' })
  period!: PeriodInput;

  @Field(() => String, { description: 'SHA-256 of his secret, in 64 small hex digits.' })
  commitment!: string;
}

@InputType({ description: 'What to audit.' })
export class RunAuditInput implements Run {
  @Field(() => PeriodInput, { description: 'The period.' })
  period!: PeriodInput;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret that was committed to. It becomes part of the audit, so that a stranger can draw again. Without it the draw is UNCOMMITTED.',
  })
  secret?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many units are drawn, 1 to 1,000; 25 unless told.' })
  size?: number | null;
}

@ArgsType()
export class AuditUnitArguments extends PageArguments {
  @Field(() => Boolean, { nullable: true, description: 'Only those that were drawn, or only the others.' })
  drawn?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only emergencies, or only others.' })
  emergency?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those with a step that is INDETERMINATE, or only others.' })
  indeterminate?: boolean | null;
}

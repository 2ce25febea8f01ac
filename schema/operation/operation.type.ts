import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Interval as Span } from '#contract';
import type { AssetStepRow, ExecutionRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { Interval } from '../interval.type.js';

const ExecutionOutcome = {
  SUCCEEDED: 'SUCCEEDED',
  SUCCEEDED_WITH_ISSUES: 'SUCCEEDED_WITH_ISSUES',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(ExecutionOutcome, {
  name: 'ExecutionOutcome',
  description: 'How a run ended.',
  valuesConfig: {
    SUCCEEDED: { description: 'Well.' },
    SUCCEEDED_WITH_ISSUES: { description: 'Well, with warnings.' },
    FAILED: { description: 'Badly.' },
    CANCELLED: { description: 'Before its end.' },
  },
});

const ExecutionPurpose = {
  IMPLEMENTATION: 'IMPLEMENTATION',
  BACKOUT: 'BACKOUT',
  VALIDATION: 'VALIDATION',
  PREPARATION: 'PREPARATION',
} as const;
registerEnumType(ExecutionPurpose, {
  name: 'ExecutionPurpose',
  description: 'What a run is for.',
  valuesConfig: {
    IMPLEMENTATION: { description: 'It implements the change.' },
    BACKOUT: { description: 'It takes the change back.' },
    VALIDATION: { description: 'It shows whether the change works.' },
    PREPARATION: { description: 'It comes before the change: a copy, a compilation.' },
  },
});

const AssetStepName = {
  REVIEWED: 'REVIEWED',
  APPROVED: 'APPROVED',
  SCHEDULED: 'SCHEDULED',
  MOVED: 'MOVED',
  VALIDATED: 'VALIDATED',
  CLOSED: 'CLOSED',
} as const;
registerEnumType(AssetStepName, {
  name: 'AssetStepName',
  description: 'What happened to an asset.',
  valuesConfig: {
    REVIEWED: { description: 'Somebody reviewed it.' },
    APPROVED: { description: 'Somebody approved it.' },
    SCHEDULED: { description: 'It has a time at which it goes to production.' },
    MOVED: { description: 'It went to production.' },
    VALIDATED: { description: 'Somebody, or something, found that it works there.' },
    CLOSED: { description: 'Nothing is left to do.' },
  },
});

const TRUSTED =
  'Whether it satisfies rules: the policy in force trusts its source for this type of event, or a connector read it. Else it is shown as it was stated.';

@ObjectType({ description: 'A run of a job or script for a change.' })
export class Execution implements ExecutionRow {
  operator!: string | null;
  seq!: number | null;

  @Field(() => ID, { description: 'Its ref.' })
  execution!: string;

  @Field(() => String, { description: 'Who tells of it.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'The name of the job or script.' })
  job!: string | null;

  @Field(() => String, { nullable: true, description: 'JOB, SCRIPT, JCL, PROC, BIND … as the source calls it.' })
  kind!: string | null;

  @Field(() => String, { nullable: true, description: 'The step of the job.' })
  step!: string | null;

  @Field(() => ExecutionPurpose, {
    nullable: true,
    description: 'What it is for; null where nobody says, and it counts as implementation.',
  })
  purpose!: ExecutionRow['purpose'];

  @Field(() => String, { nullable: true, description: 'The service, as its source calls it.' })
  service!: string | null;

  @Field(() => String, { nullable: true, description: 'The environment, as its source calls it.' })
  environment!: string | null;

  @Field(() => Interval, { nullable: true, description: 'When it began; null where nobody says.' })
  started!: Span | null;

  @Field(() => Interval, { nullable: true, description: 'When it ended; null while it runs.' })
  finished!: Span | null;

  @Field(() => ExecutionOutcome, { nullable: true, description: 'How it ended.' })
  outcome!: ExecutionRow['outcome'];

  @Field(() => String, { nullable: true, description: 'What the system returned: 0000, S0C7.' })
  returnCode!: string | null;

  @Field(() => Boolean, { description: TRUSTED })
  trusted!: boolean;
}

@ObjectType({ description: 'A step of an affected asset of a change.' })
export class AssetStep implements AssetStepRow {
  actor!: string | null;
  seq!: number;

  @Field(() => ID, { description: 'The asset, as one of this change.' })
  asset!: string;

  @Field(() => String, { description: 'Who tells of it.' })
  source!: string;

  @Field(() => String, { description: 'APPLICATION, SERVICE, JOB, DATABASE …, JCL, PROC, COBOL_PROGRAM, COPYBOOK, DB2_BIND …' })
  kind!: string;

  @Field(() => String, { description: 'As its system calls it.' })
  name!: string;

  @Field(() => AssetStepName, { description: 'What happened to it.' })
  step!: AssetStepRow['step'];

  @Field(() => Interval, { nullable: true, description: 'When; null where nobody says.' })
  at!: Span | null;

  @Field(() => Boolean, { description: TRUSTED })
  trusted!: boolean;
}

export const ExecutionConnection = connectionOf(() => Execution, 'Execution', 'runs of jobs and scripts');
export const AssetStepConnection = connectionOf(() => AssetStep, 'AssetStep', 'steps of affected assets');

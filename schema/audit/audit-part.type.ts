import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { AuditConclusion, AuditFile, StepAnswer as Answer } from '../../src/read/index.js';
import { CoverageState } from '../enums.js';
import { DateTime, RuleId, Sequence } from '../scalars/index.js';
import { AuditConclusionSet, StepAnswer } from './audit.enums.js';

@ObjectType({ description: 'How often a step gave each answer.' })
export class AuditStepCounts implements Record<Answer, number> {
  @Field(() => Int, { name: 'pass', description: 'Units that pass.' })
  PASS!: number;

  @Field(() => Int, { name: 'gap', description: 'Units that deviate.' })
  GAP!: number;

  @Field(() => Int, { name: 'indeterminate', description: 'Units of which it is not known.' })
  INDETERMINATE!: number;

  @Field(() => Int, { name: 'exempt', description: 'Units that policy takes out.' })
  EXEMPT!: number;

  @Field(() => Int, { name: 'pending', description: 'Units whose deadline is not over.' })
  PENDING!: number;

  @Field(() => Int, { name: 'notTested', description: 'Units of which it was not asked.' })
  NOT_TESTED!: number;
}

type StepCountRow = AuditFile['conclusion']['sample']['steps'][number];

@ObjectType({ description: 'One of the eight steps of the test.' })
export class AuditStep implements StepCountRow {
  @Field(() => Int, { description: 'Its number.' })
  number!: number;

  @Field(() => String, { description: 'Its name.' })
  step!: string;

  @Field(() => String, { description: 'What it asks.' })
  asks!: string;

  @Field(() => AuditStepCounts, { description: 'How often it gave each answer.' })
  counts!: StepCountRow['counts'];
}

@ObjectType({ description: 'What the test comes to over some units.' })
export class AuditConcluded {
  @Field(() => AuditConclusionSet, { description: 'In a word.' })
  conclusion!: AuditConclusion;

  @Field(() => String, { description: 'In a sentence.' })
  sentence!: string;

  @Field(() => Int, { description: 'How many units.' })
  units!: number;

  @Field(() => [AuditStep], { description: 'The eight steps, in order.' })
  steps!: readonly AuditStep[];
}

@ObjectType({ description: 'What a rule said of a unit.' })
export class AuditSaid {
  @Field(() => RuleId, { description: 'The rule.' })
  rule!: string;

  @Field(() => String, { description: 'Of what it said so: a deployment, a change, a pull request in a deployment.' })
  subject!: string;

  @Field(() => StepAnswer, { description: 'Its answer.' })
  answer!: Answer;

  @Field(() => String, { description: 'In a sentence.' })
  sentence!: string;

  @Field(() => [Sequence], { description: 'The events that it rests on, by their places in the ledger; at most 200.' })
  events!: readonly number[];
}

@ObjectType({ description: 'What a step says of a unit.' })
export class AuditStepVerdict {
  @Field(() => String, { description: 'The step.' })
  step!: string;

  @Field(() => StepAnswer, { description: 'Its answer.' })
  answer!: Answer;

  @Field(() => String, { description: 'In a sentence.' })
  sentence!: string;

  @Field(() => [AuditSaid], { description: 'What its rules said; empty where the unit is not shown whole.' })
  said!: readonly AuditSaid[];
}

@ObjectType({ description: 'A stratum: application, infrastructure type and complexity.' })
export class AuditStratum {
  @Field(() => String, { description: 'The three, as a JSON list.' })
  stratum!: string;

  @Field(() => Int, { description: 'How many units it has.' })
  size!: number;

  @Field(() => Int, { description: 'How many of them were drawn.' })
  drawn!: number;
}

@ObjectType({ description: 'The ledger of which the population is as known.' })
export class AuditCheckpoint {
  @Field(() => String, { description: 'Its name and epoch.' })
  log!: string;

  @Field(() => Sequence, { description: 'How many events it held.' })
  size!: number;

  @Field(() => String, { description: 'The root of the Merkle tree over them, as hex.' })
  root!: string;

  @Field(() => DateTime, { description: 'The moment: what was recorded by then counts.' })
  at!: Instant;
}

@ObjectType({ description: 'What the draw was made with.' })
export class AuditSeed {
  @Field(() => Boolean, { description: 'Whether a commitment binds the secret; else the draw is UNCOMMITTED.' })
  isCommitted!: boolean;

  @Field(() => String, { nullable: true, description: 'The commitment: SHA-256 of the secret.' })
  commitment!: string | null;

  @Field(() => ID, { nullable: true, description: 'The event that holds it.' })
  committedBy!: string | null;

  @Field(() => String, { description: 'The secret, as hex; empty where none was given.' })
  secret!: string;

  @Field(() => String, { description: 'The seed: SHA-256(secret ‖ root), as hex.' })
  value!: string;

  @Field(() => String, { description: 'Whether somebody could have steered the draw.' })
  sentence!: string;

  @Field(() => Int, { description: 'How many other commitments to this period there are.' })
  otherCommitments!: number;
}

@ObjectType({ description: 'A collection of a source that was not read to the end of the period.' })
export class AuditHole {
  @Field(() => String, { description: 'The source.' })
  source!: string;

  @Field(() => String, { description: 'What of it: a repository, a project.' })
  scope!: string;

  @Field(() => String, { description: 'Which collection of it.' })
  collection!: string;

  @Field(() => CoverageState, { description: 'What its last reading proved.' })
  state!: 'COMPLETE' | 'DENIED' | 'DIFFERS';

  @Field(() => DateTime, { nullable: true, description: 'Up to when everything of it was read; null: never.' })
  upTo!: Instant | null;
}

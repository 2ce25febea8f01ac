import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Instant, Json } from '#contract';
import type { PolicyDocumentRow, PolicyRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { PolicyDoor } from '../enums.js';
import { DateTime, Sequence } from '../scalars/index.js';

@ObjectType({ description: 'A policy that was put in force: everything that gives meaning, as it stands in the ledger.' })
export class Policy implements PolicyRow {
  proposals!: readonly number[];
  content!: Json;
  before!: Json;
  holder!: string | null;
  reason!: string | null;
  file!: string | null;

  @Field(() => Sequence, { description: 'The place of its activation in the ledger.' })
  seq!: number;

  @Field(() => ID, { description: 'Made of its content: the same meaning has the same version. It may come back.' })
  version!: string;

  @Field(() => DateTime, { description: 'When it was recorded; it judges what starts from then on.' })
  activatedAt!: Instant;

  @Field(() => String, { description: '`hub`, for the file on disk, or the token of the person: `token:…`.' })
  activatedBy!: string;

  @Field(() => PolicyDoor, { description: 'How it came.' })
  from!: PolicyRow['from'];

  @Field(() => [String], { description: 'Keys of which the one before said something else: `rules.direct-push.severity`; at most 200.' })
  changed!: readonly string[];
}

@ObjectType({ description: 'A document kept beside a policy: it says in words what the policy says.' })
export class PolicyDocument implements PolicyDocumentRow {
  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Its path, relative to policy.yaml.' })
  file!: string | null;

  @Field(() => ID, { nullable: true, description: 'SHA-256 of its bytes; `/evidence/files/{sha256}` has them.' })
  sha256!: string | null;
}

@ObjectType({ description: 'Something of which two policies say different things.' })
export class PolicyDifference {
  @Field(() => String, { description: 'The key: `rules.direct-push.severity`.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'What the one before said, as JSON; null where it said nothing.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'What this one says, as JSON; null where it says nothing.' })
  after!: string | null;
}

@InputType({ description: 'A policy to put in force.' })
export class ActivatePolicyInput {
  @Field(() => String, { description: 'YAML, as it would stand in policy.yaml; at most 500,000 characters.' })
  text!: string;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'A policy is in force.' })
export class PolicyActivated {
  @Field(() => Policy, { description: 'The policy.' })
  policy!: PolicyRow;
}

@ObjectType({ description: 'A mistake in a policy.' })
export class PolicyMistake {
  @Field(() => Int, { description: 'The line, from 1.' })
  line!: number;

  @Field(() => Int, { description: 'The column, from 1.' })
  column!: number;

  @Field(() => String, { description: 'What is wrong, and what to write instead.' })
  sentence!: string;
}

@ObjectType({ description: 'A policy has mistakes, and nothing was done with it.' })
export class PolicyRefused {
  @Field(() => [PolicyMistake], { description: 'All of them.' })
  mistakes!: readonly PolicyMistake[];
}

export const PolicyConnection = connectionOf(() => Policy, 'Policy', 'policies');

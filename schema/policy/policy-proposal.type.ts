import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant, Json } from '#contract';
import type { PolicyPreview as Preview, PolicyProposalRow } from '../../src/read/index.js';
import { DateTime, Sequence } from '../scalars/index.js';
import { PolicyDifference } from './policy.type.js';

@ObjectType({ description: 'Somebody wants a policy to be in force, where the one in force asks for several persons.' })
export class PolicyProposal implements PolicyProposalRow {
  content!: Json;
  holder!: string | null;
  reason!: string | null;
  file!: string | null;

  @Field(() => Sequence, { description: 'Its place in the ledger.' })
  seq!: number;

  @Field(() => ID, { description: 'Made of its content: whoever wants the same version wants the same.' })
  version!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  proposedAt!: Instant;

  @Field(() => String, { description: '`hub`, for the file on disk, which is nobody’s word, or the token of the person: `token:…`.' })
  proposedBy!: string;

  @Field(() => ID, { description: 'The version that was in force.' })
  inForce!: string;

  @Field(() => [String], { description: 'Keys of which that one says something else; at most 200.' })
  changed!: readonly string[];
}

@ObjectType({ description: 'A policy is proposed, and in force once enough persons want the same.' })
export class PolicyProposed {
  @Field(() => PolicyProposal, { description: 'The proposal.' })
  proposal!: PolicyProposalRow;

  @Field(() => Int, { description: 'How many other persons have to hand in the same.' })
  missing!: number;
}

@ObjectType({ description: 'What would change if a policy were in force; nothing was recorded.' })
export class PolicyPreview implements Preview {
  @Field(() => ID, { description: 'Its version.' })
  version!: string;

  @Field(() => Boolean, { description: 'Whether it is in force already.' })
  isInForce!: boolean;

  @Field(() => Int, { description: 'How many persons it takes to put it in force.' })
  approvers!: number;

  @Field(() => [PolicyDifference], { description: 'What it says otherwise than the one in force; at most 200.' })
  differences!: readonly PolicyDifference[];
}

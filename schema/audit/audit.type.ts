import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { AuditConclusion, AuditRow, PopulationState, SeedCommitted as Committed, StepAnswer as Answer } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { DateTime, LedgerCursor, RuleId, Sequence } from '../scalars/index.js';
import { AuditConclusionSet, AuditState, StepAnswer } from './audit.enums.js';

@ObjectType({ description: 'The auditor’s test, run on the whole population of a period, with a sample drawn from it.' })
export class Audit implements AuditRow {
  number!: number;

  @Field(() => ID, { description: 'SHA-256 of its file, as hex: `GET /audits/{id}.json`; the population as rows: `/audits/{id}.csv`.' })
  id!: string;

  @Field(() => DateTime, { description: 'The beginning of the period.' })
  from!: Instant;

  @Field(() => DateTime, { description: 'Its end, which does not belong to it.' })
  to!: Instant;

  @Field(() => String, { description: 'The IANA zone by whose calendar it was asked for.' })
  zone!: string;

  @Field(() => AuditState, { description: 'As known at which moment the population is.' })
  state!: PopulationState;

  @Field(() => Boolean, { description: 'Whether a commitment of before the end of the period binds the draw; else it is UNCOMMITTED.' })
  committed!: boolean;

  @Field(() => Int, { description: 'How many units the population has.' })
  units!: number;

  @Field(() => Int, { description: 'How many of them were drawn.' })
  drawn!: number;

  @Field(() => AuditConclusionSet, { description: 'What the test comes to over the whole population.' })
  conclusion!: AuditConclusion;

  @Field(() => String, { description: 'Who drew it first.' })
  madeBy!: string;

  @Field(() => DateTime, { description: 'When he did.' })
  madeAt!: Instant;
}

@ObjectType({ description: 'A page of audits, the newest first.' })
export class AuditConnection extends connectionOf(() => Audit, 'Audit', 'audits') {}

@ObjectType({ description: 'The commitment is recorded.' })
export class SeedCommitted implements Committed {
  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;

  @Field(() => LedgerCursor, { description: 'Its place in the ledger.' })
  cursor!: number;

  @Field(() => DateTime, { description: 'When.' })
  recordedAt!: Instant;
}

@ObjectType({ description: 'What came of a period after its population was frozen.' })
export class AuditLate {
  @Field(() => Int, { description: 'How many facts that happened in it were recorded later.' })
  factCount!: number;

  @Field(() => [String], { description: 'Units that would belong to it by what was known when it was drawn; at most 200.' })
  added!: readonly string[];

  @Field(() => Int, { description: 'How many such units there are.' })
  addedCount!: number;

  @Field(() => [String], { description: 'Units that would not any more; at most 200.' })
  gone!: readonly string[];

  @Field(() => Int, { description: 'How many such units there are.' })
  goneCount!: number;
}

@ObjectType({ description: 'A service that policy leaves out.' })
export class AuditOutOfScope {
  @Field(() => String, { description: 'The service.' })
  service!: string;

  @Field(() => Int, { description: 'How many units it has.' })
  units!: number;
}

@ObjectType({ description: 'A document kept beside a policy.' })
export class AuditDocument {
  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => ID, { nullable: true, description: 'SHA-256 of its bytes; `/evidence/files/{sha256}` has them.' })
  sha256!: string | null;
}

@ObjectType({ description: 'What a rule said of what reached a service’s production past the deployments.' })
export class AuditPastDeployments {
  @Field(() => String, { description: 'The service.' })
  service!: string;

  @Field(() => RuleId, { description: 'The rule.' })
  rule!: string;

  @Field(() => StepAnswer, { description: 'Its answer.' })
  answer!: Answer;

  @Field(() => String, { description: 'In a sentence.' })
  sentence!: string;

  @Field(() => [Sequence], { description: 'What of that happened in the period, by its places in the ledger; at most 200.' })
  events!: readonly number[];

  @Field(() => DateTime, { description: 'When the first of it happened.' })
  firstAt!: Instant;
}

@ObjectType({ description: 'A policy that was in force within the period.' })
export class AuditPolicy {
  @Field(() => ID, { description: 'Its version.' })
  version!: string;

  @Field(() => DateTime, { description: 'Since when.' })
  activatedAt!: Instant;

  @Field(() => String, { description: '`hub`, or the token of the person who put it in force.' })
  activatedBy!: string;

  @Field(() => String, { nullable: true, description: 'HMAC of the file as it was written; null where there was none.' })
  file!: string | null;

  @Field(() => [AuditDocument], { description: 'The documents kept beside it.' })
  documents!: readonly AuditDocument[];
}

@ObjectType({ description: 'A review of the open gaps or of the unresolved people that a person signed off.' })
export class AuditReview {
  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;

  @Field(() => String, { description: 'OPEN_GAPS or UNRESOLVED_PEOPLE.' })
  of!: string;

  @Field(() => Int, { description: 'How many there were.' })
  count!: number;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  signedAt!: Instant;

  @Field(() => String, { description: 'The token of the person: `token:…`.' })
  signedBy!: string;
}

@ObjectType({ description: 'How far a source was read.' })
export class AuditSource {
  @Field(() => String, { description: 'The source.' })
  source!: string;

  @Field(() => Int, { description: 'How many collections of it there are.' })
  collections!: number;

  @Field(() => DateTime, { nullable: true, description: 'Up to when all of them were read; null: one never was.' })
  upTo!: Instant | null;
}

@ObjectType({ description: 'What an audit rests on, so that a stranger can draw it again.' })
export class AuditProvenance {
  @Field(() => ID, { nullable: true, description: 'The version of the policy in force at the checkpoint.' })
  policy!: string | null;

  @Field(() => String, { description: 'The version of correlation and rules.' })
  engine!: string;

  @Field(() => [String], { description: 'The versions of the normalisers.' })
  normalisers!: readonly string[];

  @Field(() => Int, { description: 'How many units the population has.' })
  rowCount!: number;

  @Field(() => String, { description: 'SHA-256, as hex, of the canonical JSON (RFC 8785) of the population.' })
  rowsHash!: string;
}

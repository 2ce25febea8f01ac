import { Field, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { HoleRow, ProvenanceRow } from '../../src/read/index.js';
import { CoverageState } from '../enums.js';
import { DateTime, LedgerCursor, RuleId, Sequence } from '../scalars/index.js';

@ObjectType({ description: 'A collection of a source that was not read to the end of the period.' })
export class ReportHole implements HoleRow {
  @Field(() => String, { description: 'The source.' })
  source!: string;

  @Field(() => String, { description: 'What of it: a repository, a project.' })
  scope!: string;

  @Field(() => String, { description: 'Which collection of it.' })
  collection!: string;

  @Field(() => CoverageState, { description: 'What its last reading proved.' })
  state!: HoleRow['state'];

  @Field(() => DateTime, { nullable: true, description: 'Up to when everything of it was read; null: never.' })
  upTo!: Instant | null;
}

@ObjectType({ description: 'How often a rule could not tell.' })
export class IndeterminateCount {
  @Field(() => RuleId, { description: 'The rule.' })
  rule!: string;

  @Field(() => Int, { description: 'How many of its verdicts are INDETERMINATE.' })
  count!: number;
}

@ObjectType({ description: 'The ledger when the report was made.' })
export class ReportLedger {
  @Field(() => String, { description: 'Its name and epoch.' })
  log!: string;

  @Field(() => Sequence, { description: 'How many events it held.' })
  size!: number;

  @Field(() => String, { description: 'The root of the Merkle tree over them, as hex (RFC 6962).' })
  root!: string;
}

@ObjectType({ description: 'What a report rests on, so that a stranger can ask for the same one again.' })
export class Provenance implements Omit<ProvenanceRow, 'asOf'> {
  asOf!: number;

  @Field(() => LedgerCursor, { description: 'The last event that the figures rest on.' })
  asOfCursor(): number {
    return this.asOf;
  }

  @Field(() => ReportLedger, { description: 'The ledger when the report was made; asked with `knownAt`, it has grown since.' })
  ledger!: ProvenanceRow['ledger'];

  @Field(() => String, {
    nullable: true,
    description: 'The version of the policy in force at the moment asked about; null before the first.',
  })
  policy!: string | null;

  @Field(() => [String], { description: 'The versions of the policy that were in force within the period, in order of time.' })
  policies!: readonly string[];

  @Field(() => String, { description: 'The version of correlation and rules.' })
  engine!: string;

  @Field(() => [String], { description: 'The versions of the normalisers that readers use: `github/3`.' })
  normalisers!: readonly string[];

  @Field(() => String, { description: 'Everything that was asked, as canonical JSON.' })
  parameters!: string;

  @Field(() => String, { description: 'The zone by whose calendar it was cut.' })
  zone!: string;

  @Field(() => String, { description: 'Who asked: the holder of the token.' })
  madeBy!: string;

  @Field(() => DateTime, { description: 'When, by the clock of the database.' })
  madeAt!: Instant;

  @Field(() => Int, { description: 'How many rows the report has, its totals included.' })
  rowCount!: number;

  @Field(() => String, { description: 'SHA-256, as hex, of the canonical JSON (RFC 8785) of all rows with all figures.' })
  rowsHash!: string;

  @Field(() => [IndeterminateCount], {
    description: 'What the rules could not tell of implementations that started in the period, by rule.',
  })
  indeterminate!: ProvenanceRow['indeterminate'];

  @Field(() => [ReportHole], { description: 'What was not read to the end of the period; at most 200.' })
  holes!: readonly HoleRow[];

  @Field(() => Int, { description: 'How many such holes there are.' })
  holeCount!: number;
}

import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type {
  CoverageRow,
  DeniedRow,
  DeniedRuleRow,
  Health as HealthWord,
  PermissionRow,
  QuarantineRow,
  SourceRow,
  StreamRow,
  UnmappedRow,
} from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { CoverageState, Health } from '../enums.js';
import { DateTime } from '../scalars/index.js';

@ObjectType({ description: 'One thing that is read to its end: the pull requests of a repository.' })
export class SourceStream implements StreamRow {
  source!: string;

  @Field(() => String, { description: 'Its name in the source.' })
  stream!: string;

  @Field(() => String, { description: 'What it is, for people.' })
  label!: string;

  @Field(() => Int, { description: 'How many records were read.' })
  records!: number;

  @Field(() => Int, { nullable: true, description: 'How many there are, where the tool says so.' })
  total!: number | null;

  @Field(() => Int, { description: 'How often it was read to its end.' })
  passes!: number;

  @Field(() => Int, { description: 'How often in a row reading failed.' })
  failures!: number;

  @Field(() => String, { nullable: true, description: 'What happened last, as a sentence.' })
  sentence!: string | null;

  @Field(() => DateTime, { description: 'When it is read next.' })
  nextAt!: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it was last read to its end.' })
  completedAt!: Instant | null;
}

@ObjectType({ description: 'How far a collection was completely read, or why it could not be.' })
export class Coverage implements CoverageRow {
  @Field(() => String, { description: 'The ref of what it belongs to.' })
  scope!: string;

  @Field(() => String, { description: 'The collection: `reviews`.' })
  collection!: string;

  @Field(() => CoverageState, { description: 'What the last reading proved.' })
  state!: CoverageRow['state'];

  @Field(() => DateTime, { nullable: true, description: "Everything before this moment of the source's clock was read." })
  upTo!: Instant | null;

  @Field(() => String, { nullable: true, description: "The source's own words, where it refused." })
  reason!: string | null;
}

@ObjectType({ description: 'A rule that answers INDETERMINATE since a collection may not be read.' })
export class DeniedRule implements DeniedRuleRow {
  source!: string;
  collection!: string;

  @Field(() => ID, { description: 'The rule.' })
  rule!: string;

  @Field(() => Int, { description: 'How many of its verdicts say so now.' })
  verdicts!: number;
}

@ObjectType({ description: 'A collection that the tool does not let the hub read.' })
export class DeniedCollection implements DeniedRow {
  source!: string;

  @Field(() => String, { description: 'The collection: `reviews`.' })
  collection!: string;

  @Field(() => Int, { description: 'Of how many repositories or the like it is denied; coverage names them.' })
  scopes!: number;

  @Field(() => String, { nullable: true, description: "The source's own words." })
  reason!: string | null;
}

@ObjectType({ description: 'A permission that reading a collection takes, and where the token was found to have it.' })
export class SourcePermission implements PermissionRow {
  source!: string;

  @Field(() => String, { description: 'The collection: `reviews`.' })
  collection!: string;

  @Field(() => String, { description: "In the tool's words: `Pull requests: read`." })
  permission!: string;

  @Field(() => Int, { description: 'In how many repositories or the like the token has it.' })
  granted!: number;

  @Field(() => Int, { description: 'In how many the token lacks it; `denied` says why.' })
  lacking!: number;
}

@ObjectType({ description: 'A record that was not understood; it waits for a fix and a replay.' })
export class QuarantinedRecord implements QuarantineRow {
  @Field(() => String, { description: 'The delivery that holds it.' })
  delivery!: string;

  @Field(() => Int, { description: 'Its place in the delivery.' })
  position!: number;

  @Field(() => String, { description: 'Its shape.' })
  kind!: string;

  @Field(() => String, { description: 'The thing that it is about.' })
  key!: string;

  @Field(() => String, { description: 'What is wrong with it, and what to do.' })
  error!: string;

  @Field(() => String, { nullable: true, description: 'The field that is wrong.' })
  field!: string | null;

  @Field(() => DateTime, { description: 'When it was set aside.' })
  settledAt!: Instant;
}

@ObjectType({ description: 'An environment of which nobody said whether it is production.' })
export class UnmappedEnvironment implements UnmappedRow {
  source!: string;

  @Field(() => String, { description: 'What the tool calls it.' })
  environment!: string;

  @Field(() => Int, { description: 'How many deployments went there; every rule about them answers INDETERMINATE.' })
  deployments!: number;
}

@ObjectType({ description: 'A configured connection to a tool, and how it is doing.' })
export class Source implements SourceRow {
  @Field(() => String, { description: 'What the operator calls it.' })
  name!: string;

  @Field(() => String, { description: 'The kind of tool.' })
  connector!: string;

  @Field(() => Health, { description: 'How it is doing.' })
  health!: HealthWord;

  sentence!: string;

  @Field(() => Int, { nullable: true, description: "How far the source's clock is ahead of the hub's, in milliseconds." })
  clockOffsetMs!: number | null;

  @Field(() => Int, { description: 'How many deliveries were kept.' })
  deliveries!: number;

  @Field(() => Int, { description: 'How many deliveries were refused for their signature.' })
  refused!: number;

  @Field(() => String, { nullable: true, description: 'Why the last one was refused.' })
  lastRefusal!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last delivery came.' })
  lastDeliveryAt!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last answered.' })
  lastSuccessAt!: Instant | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds since the stream that is furthest behind was read to its end; null while one never was.',
  })
  lagSeconds!: number | null;

  @Field(() => Int, { description: 'How many deliveries were kept and not yet worked through.' })
  pendingDeliveries!: number;

  @Field(() => Int, { description: 'How many readings wait that a delivery asked for.' })
  doorbellsWaiting!: number;

  @Field(() => Int, { description: 'How many such readings failed ten times.' })
  doorbellsFailing!: number;
}

export const SourceStreamConnection = connectionOf(() => SourceStream, 'SourceStream', 'streams');
export const CoverageConnection = connectionOf(() => Coverage, 'Coverage', 'collections with their coverage');
export const QuarantineConnection = connectionOf(() => QuarantinedRecord, 'QuarantinedRecord', 'quarantined records');

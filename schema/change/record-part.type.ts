import { Field, ObjectType } from 'type-graphql';
import type { Instant, Stage as StageWord } from '#contract';
import type { RecordAsset, RecordContext, RecordStep, RecordWindow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { DateTime } from '../scalars/index.js';
import { Stage } from './change.enums.js';
import { AssetKind, AssetKnown, ContextKind } from './record.enums.js';

@ObjectType({ description: 'From when to when; null where that is not known.' })
export class ChangeWindow implements RecordWindow {
  @Field(() => DateTime, { nullable: true, description: 'From when.' })
  from!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'To when.' })
  to!: Instant | null;
}

@ObjectType({ description: 'When a change was to be carried out, and when it was.' })
export class ChangeWindows {
  @Field(() => ChangeWindow, { description: 'As its fields plan it; days in the zone of the source.' })
  planned!: RecordWindow;

  @Field(() => ChangeWindow, {
    description: 'From the start of the earliest implementation to the end of the last; else as its fields say.',
  })
  actual!: RecordWindow;
}

@ObjectType({ description: 'A step of the plan that is a ticket of its own.' })
export class PlanStep implements RecordStep {
  owner!: string | null;

  @Field(() => String, { description: 'The ref of that ticket.' })
  ref!: string;

  @Field(() => String, { nullable: true, description: 'Its key.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'Its present status, as the tool calls it.' })
  status!: string | null;

  @Field(() => Stage, { nullable: true, description: 'The stage that policy gives that status.' })
  stage!: StageWord | null;
}

@ObjectType({ description: 'How a change is to be carried out.' })
export class ChangePlan {
  commitment!: string | null;
  seq!: number | null;
  steps!: readonly RecordStep[];
}

@ObjectType({ description: 'Something that a change touches, with its own steps; null: not so far as is known.' })
export class AffectedAsset implements RecordAsset {
  seqs!: readonly number[];

  @Field(() => AssetKind, { description: 'What it is.' })
  kind!: RecordAsset['kind'];

  @Field(() => String, { description: 'Its id in policy, or what the request calls it.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The application that policy puts it in.' })
  application!: string | null;

  @Field(() => String, { nullable: true, description: 'The type of infrastructure that policy gives it.' })
  infrastructure!: string | null;

  @Field(() => [AssetKnown], { description: 'How it is known that the change touches it.' })
  known!: RecordAsset['known'];

  @Field(() => DateTime, { nullable: true, description: 'When the review of the change was over.' })
  reviewed!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When its approval was over.' })
  approved!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was scheduled.' })
  scheduled!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When a deployment had put the change there.' })
  moved!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When its validation was over.' })
  validated!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When the change was closed.' })
  closed!: Instant | null;
}

@ObjectType({ description: 'A linked ticket, or a recorded incident, that a change came from or is part of.' })
export class ContextLink implements RecordContext {
  seq!: number;

  @Field(() => ContextKind, { description: 'What that is.' })
  kind!: RecordContext['kind'];

  @Field(() => String, { description: 'Its ref.' })
  ref!: string;

  @Field(() => String, { nullable: true, description: 'Its key, of an incident its number; null until it was read.' })
  key!: string | null;

  @Field(() => String, { description: "The type of the link, by the tool's id." })
  linkType!: string;

  @Field(() => String, { nullable: true, description: 'What the tool calls that type.' })
  typeName!: string | null;
}

export const PlanStepConnection = connectionOf(() => PlanStep, 'PlanStep', 'steps of a plan');
export const AffectedAssetConnection = connectionOf(() => AffectedAsset, 'AffectedAsset', 'affected assets');
export const ContextLinkConnection = connectionOf(() => ContextLink, 'ContextLink', 'links to the context of a change');

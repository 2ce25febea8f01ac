import { Field, Int, ObjectType } from 'type-graphql';
import type {
  Disposition as DispositionWord,
  EventType as EventTypeName,
  GapStatus as Status,
  Instant,
  Severity as SeverityWord,
} from '#contract';
import type { AlertRow, GapRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { Disposition, GapFacetBy, GapStatus, Severity } from '../enums.js';
import { facetOf } from '../facets/facets.type.js';
import { Node } from '../node/node.type.js';
import { DateTime, EventType, LedgerCursor, RuleId } from '../scalars/index.js';
import { GapStep } from './gap-step.type.js';

@ObjectType({ implements: Node, description: 'A control that did not hold, with its life.' })
export class Gap extends Node implements GapRow {
  unit!: string;

  @Field(() => RuleId, { description: 'The rule that does not hold.' })
  rule!: string;

  @Field(() => String, { description: 'What it is about: a deployment, or a deployment and a pull request.' })
  subject!: string;

  @Field(() => GapStatus, { description: 'Where it is in its life.' })
  status!: Status;

  @Field(() => Severity, { description: 'How grave it is.' })
  severity!: SeverityWord;

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was first opened; null while it is pending.' })
  openedAt!: Instant | null;

  @Field(() => DateTime, { description: 'When its status last changed.' })
  changedAt!: Instant;

  @Field(() => DateTime, { nullable: true, description: 'While it is pending: it opens then, unless something new comes.' })
  settlesAt!: Instant | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'By when it is to be put right: `gaps.due` of the policy that judged it, from its opening; null: at no time, or it is not open (again).',
  })
  dueAt!: Instant | null;

  @Field(() => Int, { description: 'How often it was opened.' })
  openings!: number;

  @Field(() => Boolean, { description: 'Whether it is about the time before go-live, and alerts nobody.' })
  baseline!: boolean;

  assignee!: string | null;

  @Field(() => Disposition, { nullable: true, description: 'Why it was accepted, while it is waived.' })
  disposition!: DispositionWord | null;

  @Field(() => DateTime, { nullable: true, description: 'While it is waived: then it is open again.' })
  waivedUntil!: Instant | null;
}

@ObjectType({ description: 'News of a gap.' })
export class GapAlert {
  @Field(() => GapStep, { description: 'The step: who, when and why.' })
  step!: AlertRow['step'];

  @Field(() => Gap, { description: 'The gap as it stands now.' })
  gap!: AlertRow['gap'];

  @Field(() => EventType, { description: 'The step: `gap.opened`.' })
  type!: EventTypeName;

  @Field(() => DateTime, { description: 'When it was.' })
  at!: Instant;

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;

  @Field(() => Severity, { description: 'How grave the gap was then.' })
  severity!: SeverityWord;

  @Field(() => LedgerCursor, { description: 'Resume with it as `after`, and no alert is lost or doubled.' })
  cursor!: number;
}

export const GapConnection = connectionOf(() => Gap, 'Gap', 'gaps');

export const GapFacet = facetOf(() => GapFacetBy, 'Gap', 'gaps');

@ObjectType({ description: 'A page of gaps that were asked for with a filter.' })
export class FilteredGapConnection extends GapConnection {}

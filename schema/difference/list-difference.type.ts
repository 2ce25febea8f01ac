import { Field, Int, ObjectType } from 'type-graphql';
import type { Disposition as DispositionWord, GapStatus as Status, Instant, Severity as SeverityWord } from '#contract';
import type { DifferenceAct as Act, GapDifferenceRow, GapRow, TimelineDifferenceRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { Disposition, GapStatus, Severity, UpdateKind } from '../enums.js';
import { DateTime } from '../scalars/index.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { DifferenceAct } from './difference.type.js';

@ObjectType({ description: 'A gap as it stood at one of two moments.' })
export class GapState implements Partial<GapRow> {
  assignee!: string | null;

  @Field(() => GapStatus, { description: 'Where it was in its life.' })
  status!: Status;

  @Field(() => Severity, { description: 'How grave it was.' })
  severity!: SeverityWord;

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was first opened; null while it was pending.' })
  openedAt!: Instant | null;

  @Field(() => DateTime, { description: 'When its status last changed.' })
  changedAt!: Instant;

  @Field(() => Int, { description: 'How often it was opened.' })
  openings!: number;

  @Field(() => Disposition, { nullable: true, description: 'Why it was accepted, while it was waived.' })
  disposition!: DispositionWord | null;

  @Field(() => DateTime, { nullable: true, description: 'While it was waived: then it would be open again.' })
  waivedUntil!: Instant | null;
}

@ObjectType({ description: 'A gap of which steps were recorded between two moments.' })
export class GapDifference implements GapDifferenceRow {
  seqs!: readonly number[];

  @Field(() => DifferenceAct, {
    description: 'ADDED: it is open and was not. REMOVED: it was open and is no more. CHANGED: anything else happened to it.',
  })
  act!: Act;

  @Field(() => GapState, { nullable: true, description: 'As it stood at the first moment; null where it was not there.' })
  before!: GapRow | null;

  @Field(() => GapState, { description: 'As it stood at the second moment.' })
  after!: GapRow;
}

@ObjectType({ description: 'What the timeline said differently at two moments: an event that came, or what was said later of one.' })
export class TimelineDifference implements TimelineDifferenceRow {
  seq!: number;

  @Field(() => UpdateKind, { description: 'What happened to the event.' })
  kind!: TimelineDifferenceRow['kind'];

  @Field(() => TimelineEvent, { description: 'The event, as it stood at the second moment.' })
  event!: TimelineDifferenceRow['event'];

  @Field(() => TimelineEvent, { description: 'The event that brought it, recorded in between; of one that came, itself.' })
  by!: TimelineDifferenceRow['by'];
}

export const GapDifferenceConnection = connectionOf(() => GapDifference, 'GapDifference', 'gaps that differ');
export const TimelineDifferenceConnection = connectionOf(() => TimelineDifference, 'TimelineDifference', 'news of the timeline');

import { Field, ID, InputType, Int } from 'type-graphql';
import type { CreateAlertRouteInput as Wanted, RouteKind, RouteTarget, SystemFilter as Filter } from '../../src/read/index.js';
import { GapFilter } from '../gap/gap.input.js';
import { LedgerCursor } from '../scalars/index.js';
import { TimelineFilter } from '../timeline/timeline.input.js';
import { AlertKind, AlertTarget, SystemCondition } from './alert.enums.js';

@InputType({ description: 'What of the hub and its sources. All that is given must hold; of a list, one of its values.' })
export class SystemFilter implements Filter {
  @Field(() => [SystemCondition], { nullable: true, description: 'What is wrong.' })
  conditions?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'With these sources, by name; at most 100.' })
  sources?: readonly string[] | null;
}

@InputType({ description: 'A route for alerts.' })
export class CreateAlertRouteInput implements Wanted {
  @Field(() => String, { description: 'A name of its own, up to 100 characters.' })
  name!: string;

  @Field(() => AlertKind, { description: 'What it tells.' })
  kind!: RouteKind;

  @Field(() => AlertTarget, { defaultValue: 'WEBHOOK', description: 'How.' })
  target!: RouteTarget;

  @Field(() => String, { description: 'Where to: `https://…`. It is kept sealed, and never shown again beyond its host.' })
  url!: string;

  @Field(() => GapFilter, { nullable: true, description: 'Of GAPS: which, as the gap stands when it is told; without it, all.' })
  gaps?: GapFilter | null;

  @Field(() => TimelineFilter, { nullable: true, description: 'Of EVENTS: which; without it, all.' })
  events?: TimelineFilter | null;

  @Field(() => SystemFilter, { nullable: true, description: 'Of SYSTEM: what; without it, all.' })
  system?: SystemFilter | null;

  @Field(() => LedgerCursor, {
    nullable: true,
    description: 'Tell also what is recorded after this position; without it, what is new from now on.',
  })
  after?: number | null;
}

@InputType({ description: 'A new secret for a route.' })
export class RotateAlertSecretInput {
  @Field(() => ID, { description: 'The route.' })
  id!: string;

  @Field(() => Int, { defaultValue: 24, description: 'For how many hours the old secret signs, too: 0 to 168.' })
  overlapHours!: number;
}

@InputType({ description: 'A route.' })
export class AlertRouteInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@InputType({ description: 'What to tell again.' })
export class ReplayAlertsInput {
  @Field(() => ID, { description: 'The route.' })
  id!: string;

  @Field(() => LedgerCursor, { nullable: true, description: 'All that matches after this position; without it, the dead letters.' })
  after?: number | null;
}

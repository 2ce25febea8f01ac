import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type {
  ChangeIncidentRow,
  Contribution as Contributed,
  ContributionReason as Reason,
  IncidentFilter as Filter,
  IncidentRow,
} from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { closedSet } from '../enums.js';
import { Interval } from '../interval.type.js';
import { Node } from '../node/node.type.js';
import { DateTime } from '../scalars/index.js';

export const ContributionReasonKind = closedSet('ContributionReasonKind', 'Why a change could have contributed to an incident.', {
  CAUSE: "The incident's source names it as the cause.",
  LINK: 'Somebody linked the two.',
  MENTION: 'The incident mentions it.',
  SERVICE: 'It was deployed to the same service.',
  TAKEN_OUT: 'It was taken out again after the incident began.',
  PATHS: 'Its commits touch paths of the service.',
  TIME: 'So long before the incident it was deployed.',
});

@ObjectType({ description: 'Why a change could have contributed to an incident.' })
export class ContributionReason implements Reason {
  seq!: number | null;

  @Field(() => ContributionReasonKind, { description: 'Which kind of reason.' })
  kind!: Reason['kind'];

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;
}

/** What both sides show; no type of the graph by itself. */
@ObjectType({ description: 'A change that could have contributed to an incident.' })
abstract class Contributing implements Contributed {
  change!: string;
  deployment!: string | null;

  @Field(() => Int, {
    description: 'Its place among the changes that could have contributed to the incident, from 1: the likeliest first.',
  })
  rank!: number;

  @Field(() => [ContributionReason], { description: 'Why, explicit reasons first.' })
  reasons!: readonly Reason[];
}

@ObjectType({ description: 'A change that could have contributed to an incident.' })
export class Contribution extends Contributing {}

@ObjectType({ description: 'An incident to which a change could have contributed.' })
export class ChangeIncident extends Contributing implements ChangeIncidentRow {
  incident!: string;
}

@ObjectType({ implements: Node, description: 'An incident: one that a source told of, or a ticket of a type that policy calls one.' })
export class Incident extends Node implements IncidentRow {
  reporter!: string | null;
  ticket!: string | null;

  @Field(() => String, { description: 'Its ref; of a ticket that of the ticket.' })
  incident!: string;

  @Field(() => String, { description: 'The source that tells of it.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'As people call it.' })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'The service that it is about, as its source says.' })
  service!: string | null;

  @Field(() => String, { nullable: true, description: 'The environment that it is about, as its source says.' })
  environment!: string | null;

  @Field(() => String, { nullable: true, description: 'How grave it is, in the words of its source.' })
  severity!: string | null;

  @Field(() => [String], { nullable: true, description: 'The paths that are broken, as far as its source says.' })
  paths!: readonly string[] | null;

  @Field(() => Interval, { nullable: true, description: 'When it was opened.' })
  openedAt!: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'When it was resolved; null where it is not, or nobody says when.' })
  resolvedAt!: Interval | null;

  @Field(() => Boolean, { description: 'Whether it is over.' })
  resolved!: boolean;
}

@InputType({ description: 'Which incidents. All that is given must hold; of a list, one of its values.' })
export class IncidentFilter implements Filter {
  @Field(() => [String], { nullable: true, description: 'Their sources.' })
  sources?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Their numbers: as people call them.' })
  numbers?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Services that they are about.' })
  services?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'How grave they are, in the words of their sources.' })
  severities?: readonly string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened at this time or later.' })
  openedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Opened before this time.' })
  openedTo?: Instant | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they are over.' })
  resolved?: boolean | null;
}

export const IncidentConnection = connectionOf(() => Incident, 'Incident', 'incidents');
export const ContributionConnection = connectionOf(
  () => Contribution,
  'Contribution',
  'changes that could have contributed to an incident',
);
export const ChangeIncidentConnection = connectionOf(() => ChangeIncident, 'ChangeIncident', 'incidents of a change');

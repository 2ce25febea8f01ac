import { Field, ObjectType } from 'type-graphql';
import type { Instant, Stage as StageWord } from '#contract';
import type { ChangeRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { facetOf } from '../facets/facets.type.js';
import { Interval } from '../interval.type.js';
import { Node } from '../node/node.type.js';
import { DateTime } from '../scalars/index.js';
import { Deadline, DEADLINES } from '../verdict/deadline.type.js';
import { FacetOfChange, Stage } from './change.enums.js';

@ObjectType({
  implements: Node,
  description:
    'A change, with all that belongs to it, as far as the hub knows now: a ticket; or what reached production without one, a deployment or a commit.',
})
export class Change extends Node implements ChangeRow {
  change!: string;
  creator!: string | null;

  @Field(() => String, { description: 'The source that holds the ticket; without one, the deployment.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'The present key: `PAY-12`; null where there is no ticket.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'The type of the ticket: what the tool calls it, else its id.' })
  type!: string | null;

  @Field(() => String, { nullable: true, description: "The present status, by the tool's id." })
  statusId!: string | null;

  @Field(() => String, { nullable: true, description: 'What the tool calls the status; null where it did not say.' })
  statusName!: string | null;

  @Field(() => Stage, { nullable: true, description: 'The stage that policy gives the status; null where it says nothing.' })
  stage!: StageWord | null;

  @Field(() => Boolean, {
    description:
      'Whether the policy in force calls this type of ticket a change; where it names no types, whether a deployment carries it. True without a ticket.',
  })
  isChange!: boolean;

  @Field(() => Boolean, { description: 'Whether the ticket was deleted at its source.' })
  deleted!: boolean;

  @Field(() => Interval, { nullable: true, description: 'When the ticket was made; without one, when its deployment was asked for.' })
  createdAt!: Interval | null;

  @Field(() => DateTime, { nullable: true, description: 'When anything last happened to the ticket itself that the source dates.' })
  updatedAt!: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'When its earliest implementation started; null where none did.' })
  startedAt!: Instant | null;

  @Field(() => [String], { description: 'The services of its implementations.' })
  services!: readonly string[];

  @Field(() => [String], { description: 'The teams of these services.' })
  teams!: readonly string[];

  @Field(() => [String], { description: 'The environments of its implementations.' })
  environments!: readonly string[];

  @Field(() => [Deadline], DEADLINES)
  deadlines!: readonly Deadline[];
}

export const ChangeConnection = connectionOf(() => Change, 'Change', 'changes');
export const ChangeFacet = facetOf(() => FacetOfChange, 'Change', 'changes');

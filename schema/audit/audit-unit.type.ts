import { Field, ID, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import { connectionOf } from '../connection/connection.type.js';
import { DateTime } from '../scalars/index.js';
import { AuditStepVerdict } from './audit-part.type.js';

@ObjectType({ description: 'A unit of the population: an implementation of a change, or one without a change.' })
export class AuditUnit {
  @Field(() => ID, { description: 'Its name, by which it is drawn: the refs of the deployment and of the change.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The ref of the deployment; null: it was carried out by hand.' })
  deployment!: string | null;

  @Field(() => String, { nullable: true, description: 'The ref of the ticket; null: none.' })
  change!: string | null;

  @Field(() => String, { nullable: true, description: 'The key of the ticket.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'The service.' })
  service!: string | null;

  @Field(() => String, { nullable: true, description: 'The environment, as its tool calls it.' })
  environment!: string | null;

  @Field(() => DateTime, { description: 'When it started.' })
  startedAt!: Instant;

  @Field(() => Boolean, { description: 'Whether it is an emergency.' })
  isEmergency!: boolean;

  @Field(() => String, { nullable: true, description: 'The revision that was deployed.' })
  sha!: string | null;

  @Field(() => [String], { description: 'The images that were deployed, by digest.' })
  artifacts!: readonly string[];

  @Field(() => String, { description: 'The application; without one in policy, the service.' })
  application!: string;

  @Field(() => String, { description: 'The type of infrastructure.' })
  infrastructure!: string;

  @Field(() => String, { description: 'LOW, MEDIUM or HIGH, by the thresholds of policy.' })
  complexity!: string;

  @Field(() => Boolean, { description: 'Whether it was drawn.' })
  drawn!: boolean;

  @Field(() => String, { nullable: true, description: 'SHA-256(seed ‖ id) of what was drawn: the smallest of a stratum are.' })
  lot!: string | null;

  @Field(() => [String], { description: 'The contents of the record of the change; empty where the unit is not shown whole.' })
  contents!: readonly string[];

  @Field(() => [AuditStepVerdict], {
    description: 'The eight steps, in order; what rules said stands there of what was drawn, of emergencies and of what is INDETERMINATE.',
  })
  steps!: readonly AuditStepVerdict[];
}

@ObjectType({ description: 'A page of the units of an audit, by id.' })
export class AuditUnitConnection extends connectionOf(() => AuditUnit, 'AuditUnit', 'units of an audit') {}

@ObjectType({ description: 'A deployment of which nobody said whether it was to production.' })
export class AuditPlaceless {
  @Field(() => String, { description: 'Its ref.' })
  deployment!: string;

  @Field(() => String, { description: 'The service.' })
  service!: string;

  @Field(() => String, { description: 'The environment, as its tool calls it.' })
  environment!: string;

  @Field(() => DateTime, { description: 'When it started.' })
  startedAt!: Instant;
}

@ObjectType({ description: 'A page of such deployments.' })
export class AuditPlacelessConnection extends connectionOf(() => AuditPlaceless, 'AuditPlaceless', 'deployments to unknown environments') {}

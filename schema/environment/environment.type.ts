import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { EnvironmentFilter as Filter, EnvironmentRow, EnvironmentStanding as Standing } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { EnvironmentStanding } from '../enums.js';

@ObjectType({ description: 'An environment: one that the policy in force maps, or one that a deployment named.' })
export class Environment implements EnvironmentRow {
  @Field(() => String, { description: 'Its name, as the tools write it.' })
  name!: string;

  @Field(() => String, { description: 'What the policy in force calls it: several names may be targets of one environment.' })
  environment!: string;

  @Field(() => String, { nullable: true, description: 'Which part of the environment it is, as the policy says: a region, a cluster.' })
  target!: string | null;

  @Field(() => Boolean, { description: 'Whether the policy in force maps it.' })
  mapped!: boolean;

  @Field(() => EnvironmentStanding, {
    description: 'Whether it is production: by the policy in force; else by the mark of the tool, which every deployment to it must bear.',
  })
  standing!: Standing;

  @Field(() => [String], { description: 'The sources that told of deployments to it.' })
  sources!: readonly string[];

  @Field(() => Int, { description: 'How many deployments to it are known.' })
  deploymentCount!: number;

  @Field(() => Int, { description: 'How many of them are judged as deployments to production.' })
  productionCount!: number;

  @Field(() => Int, { description: 'How many of them are not to production.' })
  otherCount!: number;

  @Field(() => Int, { description: 'Of how many nobody says; every rule about them answers INDETERMINATE.' })
  unknownCount!: number;
}

@InputType({ description: 'Which environments. All that is given must hold.' })
export class EnvironmentFilter implements Filter {
  @Field(() => EnvironmentStanding, { nullable: true, description: 'Production, not production, or those of which nobody says.' })
  standing?: Standing | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that the policy in force maps, or those that it does not.' })
  mapped?: boolean | null;

  @Field(() => String, { nullable: true, description: 'With deployments that this source told of.' })
  source?: string | null;
}

export const EnvironmentConnection = connectionOf(() => Environment, 'Environment', 'environments');

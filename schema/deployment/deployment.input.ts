import { ArgsType, Field, InputType } from 'type-graphql';
import type { Instant } from '#contract';
import type {
  DeploymentFilter as Filter,
  EnvironmentStanding as Standing,
  Outcome as OutcomeWord,
  Relation as RelationWord,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import { EnvironmentStanding, Outcome, Relation } from '../enums.js';
import { AT, DateTime, KNOWN_AT } from '../scalars/index.js';

@InputType({ description: 'Which deployments. All that is given must hold; of a list, one of its values.' })
export class DeploymentFilter implements Omit<Filter, 'deployment'> {
  @Field(() => String, { nullable: true, description: 'A repository, by ref or by name: `acme/pay`.' })
  repository?: string | null;

  @Field(() => String, { nullable: true, description: 'The environment, as the tool calls it.' })
  environment?: string | null;

  @Field(() => String, { nullable: true, description: 'The service, by its id in policy; unmapped, the ref of its repository.' })
  service?: string | null;

  @Field(() => String, { nullable: true, description: 'The team of that service, by its id in the policy in force.' })
  team?: string | null;

  @Field(() => [EnvironmentStanding], { nullable: true, description: 'Whether the environment is production.' })
  standing?: readonly Standing[] | null;

  @Field(() => [Outcome], { nullable: true, description: 'How they ended.' })
  outcome?: readonly OutcomeWord[] | null;

  @Field(() => [Relation], { nullable: true, description: 'How they lie to their base.' })
  relation?: readonly RelationWord[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Started at this time or later.' })
  startedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Started before this time.' })
  startedTo?: Instant | null;

  @Field(() => String, { nullable: true, description: 'The full sha of a commit that they carry.' })
  carriesCommit?: string | null;
}

@ArgsType()
export class DeploymentArguments extends PageArguments {
  @Field(() => DeploymentFilter, { nullable: true, description: 'Which.' })
  filter?: DeploymentFilter | null;

  @Field(() => DateTime, KNOWN_AT)
  knownAt?: Instant | null;

  @Field(() => DateTime, AT)
  at?: Instant | null;
}

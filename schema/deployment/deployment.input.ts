import { Field, InputType } from 'type-graphql';
import type { Instant } from '#contract';
import type {
  DeploymentFilter as Filter,
  EnvironmentStanding as Standing,
  Outcome as OutcomeWord,
  Relation as RelationWord,
} from '../../src/read/index.js';
import { EnvironmentStanding, Outcome, Relation } from '../enums.js';
import { DateTime } from '../scalars/index.js';

@InputType({ description: 'Which deployments. All that is given must hold; of a list, one of its values.' })
export class DeploymentFilter implements Omit<Filter, 'deployment'> {
  @Field(() => String, { nullable: true, description: 'A repository, by ref or by name: `acme/pay`.' })
  repository?: string | null;

  @Field(() => String, { nullable: true, description: 'The environment, as the tool calls it.' })
  environment?: string | null;

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

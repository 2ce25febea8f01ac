import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  Infrastructure as InfrastructureWord,
  RepositoryOfService,
  ScopeOfService,
  ServiceFilter as Filter,
  ServiceRow,
} from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { closedSet } from '../enums.js';

export const Infrastructure = closedSet('Infrastructure', 'What a service is made of.', {
  APPLICATION: 'A program.',
  DATABASE: 'A database.',
  NETWORK: 'A network.',
  PLATFORM: 'What programs run on.',
  CLOUD: 'Things at a cloud provider.',
  MAINFRAME: 'A mainframe.',
  UNKNOWN: 'The policy does not say.',
});

@ObjectType({ description: 'A repository that a service is built from.' })
export class ServiceRepository implements RepositoryOfService {
  @Field(() => String, { description: 'Its name: `acme/pay`.' })
  repository!: string;

  @Field(() => [String], { description: 'The paths in it that belong to the service; none means all of it.' })
  paths!: readonly string[];
}

@ObjectType({
  description: 'A part of the scope of the policy in force: a service in it is under control, and in the population of an audit.',
})
export class ServiceScope implements ScopeOfService {
  @Field(() => String, { nullable: true, description: 'Who answers for it; one of `people` by pseudonym.' })
  owner!: string | null;

  @Field(() => String, { nullable: true, description: 'The first day, in UTC; null: without bound.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'The day after the last; null: without bound.' })
  to!: string | null;

  @Field(() => [String], { nullable: true, description: 'The sources that its evidence must come from; null: any.' })
  sources!: readonly string[] | null;

  @Field(() => [String], { description: 'Those of them of which nothing was read yet.' })
  unread!: readonly string[];
}

@ObjectType({
  description: 'What is deployed: a service of the policy in force, or a repository that it maps to none and that was deployed.',
})
export class Service implements ServiceRow {
  team!: string | null;

  @Field(() => ID, { description: 'Its id in the policy, as deployments name it; unmapped, the ref of the repository or object itself.' })
  id!: string;

  @Field(() => Boolean, { description: 'Whether the policy in force names it.' })
  mapped!: boolean;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'The application that it belongs to.' })
  application!: string | null;

  @Field(() => Infrastructure, { description: 'What it is made of.' })
  infrastructure!: InfrastructureWord;

  @Field(() => [ServiceRepository], { description: 'The repositories that it is built from.' })
  repositories!: readonly RepositoryOfService[];

  @Field(() => [String], { description: 'The objects of other tools that belong to it.' })
  objects!: readonly string[];

  @Field(() => Int, { description: 'How many deployments of it are known, to whatever environment.' })
  deploymentCount!: number;

  @Field(() => [ServiceScope], {
    description: 'The parts of the policy’s scope that name it; none where the policy gives a scope: it is out of it.',
  })
  scope!: readonly ScopeOfService[];
}

@InputType({ description: 'Which services. All that is given must hold.' })
export class ServiceFilter implements Filter {
  @Field(() => ID, { nullable: true, description: 'Of this team, by id.' })
  team?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this application.' })
  application?: string | null;

  @Field(() => Infrastructure, { nullable: true, description: 'Made of this.' })
  infrastructure?: InfrastructureWord | null;

  @Field(() => String, { nullable: true, description: 'Built from this repository: `acme/pay`.' })
  repository?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that the policy in force names, or those that it does not.' })
  mapped?: boolean | null;
}

export const ServiceConnection = connectionOf(() => Service, 'Service', 'services');

import { Field, Int, ObjectType } from 'type-graphql';
import type {
  CommitRow,
  DeploymentRow,
  EnvironmentStanding as Standing,
  Outcome as OutcomeWord,
  Relation as RelationWord,
} from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { DeploymentFacetBy, EnvironmentStanding, Outcome, Relation } from '../enums.js';
import { facetOf } from '../facets/facets.type.js';
import { Interval } from '../interval.type.js';
import { Node } from '../node/node.type.js';
import { Release } from '../release/release.type.js';
import { Deadline, DEADLINES } from '../verdict/deadline.type.js';
import { PullRequest } from './pull-request.type.js';

@ObjectType({ description: 'A repository.' })
export class Repository {
  @Field(() => String, { description: 'Its ref.' })
  ref!: string;

  @Field(() => String, { nullable: true, description: 'What it is called now.' })
  name!: string | null;
}

@ObjectType({ description: 'A commit.' })
export class Commit implements CommitRow {
  @Field(() => String, { description: 'The ref of its repository.' })
  repository!: string;

  @Field(() => String, { description: 'Its full sha.' })
  sha!: string;
}

@ObjectType({ implements: Node, description: 'A deployment of a revision to an environment, as far as the hub knows now.' })
export class Deployment extends Node implements Omit<DeploymentRow, 'repository' | 'base'> {
  deployment!: string;
  repositoryName!: string | null;
  creator!: string | null;

  @Field(() => String, { nullable: true, description: 'The source that told of it.' })
  source!: string | null;

  @Field(() => String, { description: 'The service that is deployed.' })
  service!: string;

  @Field(() => String, { description: 'The environment, as the tool calls it.' })
  environment!: string;

  @Field(() => EnvironmentStanding, { description: 'Whether the environment is production.' })
  standing!: Standing;

  @Field(() => String, { nullable: true, description: 'The revision deployed: a full sha.' })
  revision!: string | null;

  @Field(() => String, { nullable: true, description: 'The branch or tag that the tool names.' })
  gitRef!: string | null;

  @Field(() => Interval, { nullable: true, description: 'When it was asked for.' })
  requestedAt!: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'When it started.' })
  start!: Interval | null;

  @Field(() => Interval, { nullable: true, description: 'When it ended.' })
  end!: Interval | null;

  @Field(() => Outcome, { description: 'How it ended.' })
  outcome!: OutcomeWord;

  @Field(() => Relation, { description: 'How it lies to its base.' })
  relation!: RelationWord;

  @Field(() => String, { nullable: true, description: 'The revision that stood before.' })
  baseRevision!: string | null;

  @Field(() => Int, { description: 'How many commits it carries.' })
  carried!: number;

  @Field(() => Int, { description: 'How many commits it takes out.' })
  takenOut!: number;

  @Field(() => [String], { description: 'What keeps its range undecided, as sentences.' })
  undecided!: readonly string[];

  @Field(() => [Deadline], DEADLINES)
  deadlines!: readonly Deadline[];
}

@ObjectType({ description: 'What was deployed before.' })
export class Base {
  @Field(() => Deployment, { nullable: true, description: 'The deployment; null where it is a configured baseline.' })
  deployment!: DeploymentRow | null;

  @Field(() => String, { nullable: true, description: 'Its revision.' })
  revision!: string | null;
}

export const DeploymentConnection = connectionOf(() => Deployment, 'Deployment', 'deployments');
export const DeploymentFacet = facetOf(() => DeploymentFacetBy, 'Deployment', 'deployments');

@ObjectType({ description: 'A page of deployments that were asked for with a filter.' })
export class FilteredDeploymentConnection extends DeploymentConnection {}

export const CommitConnection = connectionOf(() => Commit, 'Commit', 'commits');

@ObjectType({ description: 'A pull request that brought commits into a deployment.' })
export class CarriedPullRequest {
  @Field(() => PullRequest, { nullable: true, description: 'The pull request; null until it was read.' })
  pullRequest!: object | null;

  @Field(() => String, { description: 'Its ref.' })
  ref!: string;

  @Field(() => String, { description: 'How the link was found.' })
  method!: string;
}

@ObjectType({ description: 'A release that a deployment brought out.' })
export class DeployedRelease {
  @Field(() => Release, { nullable: true, description: 'The release; null until it was read.' })
  release!: object | null;

  @Field(() => String, { description: 'Its ref.' })
  ref!: string;

  @Field(() => String, { description: 'How the link was found.' })
  method!: string;
}

export const CarriedPullRequestConnection = connectionOf(() => CarriedPullRequest, 'CarriedPullRequest', 'pull requests of a deployment');
export const DeployedReleaseConnection = connectionOf(() => DeployedRelease, 'DeployedRelease', 'releases of a deployment');

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Instant } from '#contract';
import { deployments } from '../../src/read/index.js';
import type {
  CommitRow,
  DeploymentFacet as FacetRow,
  DeploymentPage,
  DeploymentRow,
  GapRow,
  LinkRow,
  Page,
  PullRequestRow,
  VerdictRow,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { DeploymentFacetBy } from '../enums.js';
import { GapConnection } from '../gap/gap.type.js';
import { AT, DateTime, KNOWN_AT } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { VerdictConnection } from '../verdict/verdict.type.js';
import { DeploymentArguments } from './deployment.input.js';
import {
  Base,
  CarriedPullRequest,
  CarriedPullRequestConnection,
  Commit,
  CommitConnection,
  DeployedRelease,
  DeployedReleaseConnection,
  Deployment,
  DeploymentFacet,
  FilteredDeploymentConnection,
  Repository,
} from './deployment.type.js';
import { Release } from '../release/release.type.js';
import { PullRequest } from './pull-request.type.js';

@Resolver(() => Deployment)
export class DeploymentResolver {
  @Query(() => Deployment, { nullable: true, description: 'One deployment, by its ref.' })
  deployment(
    @Arg('id', () => ID, { description: 'Its ref.' }) id: string,
    @Ctx() { loaders }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
    @Arg('at', () => DateTime, AT) _at?: Instant | null,
  ): Promise<DeploymentRow | null> {
    return loaders.deployment.load(id);
  }

  @Query(() => FilteredDeploymentConnection, {
    nullable: true,
    description: 'Deployments: those that have not started, then the newest start first.',
  })
  deployments(
    @Args(() => DeploymentArguments) { filter, knownAt: _, at: _at, ...page }: DeploymentArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<DeploymentPage> {
    return deployments(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => ID, { description: 'Its ref.' })
  id(@Root() row: DeploymentRow): string {
    return row.deployment;
  }

  @FieldResolver(() => Repository, { nullable: true, description: 'The repository whose revision is deployed.' })
  repository(@Root() row: DeploymentRow): Repository | null {
    return row.repository === null ? null : { ref: row.repository, name: row.repositoryName };
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who asked for it.' })
  creator(@Root() row: DeploymentRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return row.creator === null ? null : loaders.person.load(row.creator);
  }

  @FieldResolver(() => Base, {
    nullable: true,
    description: 'What stood in the environment before; null where nothing did, or it is not known.',
  })
  async base(@Root() row: DeploymentRow, @Ctx() { loaders }: ApiContext): Promise<Base | null> {
    if (row.base === null && row.baseRevision === null) return null;
    return { deployment: row.base === null ? null : await loaders.deployment.load(row.base), revision: row.baseRevision };
  }

  @FieldResolver(() => CommitConnection, { description: 'The commits that it brings, in order of sha.' })
  carries(
    @Root() row: DeploymentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<CommitRow>> {
    return loaders.carries.load({ of: row.deployment, page });
  }

  @FieldResolver(() => CommitConnection, { description: 'The commits that it removes, in order of sha.' })
  takesOut(
    @Root() row: DeploymentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<CommitRow>> {
    return loaders.takesOut.load({ of: row.deployment, page });
  }

  @FieldResolver(() => CarriedPullRequestConnection, { description: 'The pull requests that brought its commits in, in order of ref.' })
  pullRequests(
    @Root() row: DeploymentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<LinkRow>> {
    return loaders.pullRequestsOf.load({ of: row.deployment, page });
  }

  @FieldResolver(() => DeployedReleaseConnection, { description: 'The releases of its tag, in order of ref.' })
  releases(
    @Root() row: DeploymentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<LinkRow>> {
    return loaders.releasesOf.load({ of: row.deployment, page });
  }

  @FieldResolver(() => VerdictConnection, { description: 'What each rule says of it now, also where it holds or cannot be decided.' })
  verdicts(
    @Root() row: DeploymentRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<VerdictRow>> {
    return loaders.verdictsOf.load({ of: row.deployment, page });
  }

  @FieldResolver(() => GapConnection, { description: 'Its gaps, the latest changed first.' })
  gaps(@Root() row: DeploymentRow, @Args(() => PageArguments) page: PageArguments, @Ctx() { loaders }: ApiContext): Promise<Page<GapRow>> {
    return loaders.gapsOf.load({ of: row.deployment, page });
  }
}

@Resolver(() => FilteredDeploymentConnection)
export class DeploymentListResolver {
  @FieldResolver(() => [DeploymentFacet], { description: 'Counts over all that matches, not over the page alone.' })
  facets(
    @Root() page: DeploymentPage,
    @Arg('by', () => [DeploymentFacetBy], { description: 'What to count by.' }) by: FacetRow['by'][],
  ): Promise<readonly FacetRow[]> {
    return page.facets(by);
  }
}

@Resolver(() => Commit)
export class CommitResolver {
  @FieldResolver(() => [PullRequest], {
    description: 'The pull requests that the platform names for it, as far as they were read; at most 200.',
  })
  async pullRequests(@Root() commit: CommitRow, @Ctx() { loaders }: ApiContext): Promise<readonly PullRequestRow[]> {
    const refs = await loaders.associated.load(commit);
    return (await Promise.all(refs.map((ref) => loaders.pullRequest.load(ref)))).filter((row) => row !== null);
  }
}

@Resolver(() => CarriedPullRequest)
export class CarriedPullRequestResolver {
  @FieldResolver(() => String, { description: 'Its ref.' })
  ref(@Root() link: LinkRow): string {
    return link.toRef;
  }

  @FieldResolver(() => PullRequest, { nullable: true, description: 'The pull request; null until it was read.' })
  pullRequest(@Root() link: LinkRow, @Ctx() { loaders }: ApiContext): Promise<object | null> {
    return loaders.pullRequest.load(link.toRef);
  }
}

@Resolver(() => DeployedRelease)
export class DeployedReleaseResolver {
  @FieldResolver(() => String, { description: 'Its ref.' })
  ref(@Root() link: LinkRow): string {
    return link.toRef;
  }

  @FieldResolver(() => Release, { nullable: true, description: 'The release; null until it was read.' })
  release(@Root() link: LinkRow, @Ctx() { loaders }: ApiContext): Promise<object | null> {
    return loaders.release.load(link.toRef);
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Instant } from '#contract';
import { releases } from '../../src/read/index.js';
import type {
  ChangeRow,
  Page,
  ReleasedChangeRow,
  ReleasePlanRow,
  ReleaseRow,
  ReleaseStep as Step,
  TimelineRow,
} from '../../src/read/index.js';
import { Change } from '../change/change.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { DeploymentConnection } from '../deployment/deployment.type.js';
import { DateTime, KNOWN_AT } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import {
  ChangeRelease,
  ChangeReleaseConnection,
  Release,
  ReleaseConnection,
  ReleasedChange,
  ReleasedChangeConnection,
  ReleaseFilter,
  ReleasePlan,
  ReleaseStep,
} from './release.type.js';

const EVENT = { nullable: true, description: 'The event that says so.' } as const;

@Resolver(() => Release)
export class ReleaseResolver {
  @Query(() => Release, { nullable: true, description: 'One release; null where there is none.' })
  release(
    @Arg('id', () => ID, { description: 'Its ref.' }) id: string,
    @Ctx() { loaders }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
  ): Promise<ReleaseRow | null> {
    return loaders.release.load(id);
  }

  @Query(() => ReleaseConnection, { nullable: true, description: 'Releases, the newest first.' })
  releases(
    @Arg('filter', () => ReleaseFilter, { nullable: true, description: 'Which.' }) filter: ReleaseFilter | null | undefined,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { hub }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
  ): Promise<Page<ReleaseRow>> {
    return releases(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => ID, { description: 'Its ref.' })
  id(@Root() row: ReleaseRow): string {
    return row.release;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The name of its repository.' })
  repositoryName(@Root() row: ReleaseRow, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return loaders.repositoryName.load(row.repository);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who published it.' })
  author(@Root() { author }: ReleaseRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return author === null ? null : loaders.person.load(author);
  }

  @FieldResolver(() => Release, { nullable: true, description: 'The release before it on its line; null where none is known.' })
  base(@Root() { base }: ReleaseRow, @Ctx() { loaders }: ApiContext): Promise<ReleaseRow | null> | null {
    return base === null ? null : loaders.release.load(base);
  }

  @FieldResolver(() => [ReleaseStep], { description: 'Its six steps, reached or not, in their order.' })
  async steps(@Root() row: ReleaseRow, @Ctx() { loaders }: ApiContext): Promise<readonly Step[]> {
    return (await loaders.releaseSteps.load(row.release)) ?? [];
  }

  @FieldResolver(() => [ReleasePlan], {
    description:
      'The dates that were planned for it, or for a version like its tag, the newest said first, at most 20. Tools that keep no history of them tell each once.',
  })
  async plans(@Root() row: ReleaseRow, @Ctx() { loaders }: ApiContext): Promise<readonly ReleasePlanRow[]> {
    return (await loaders.releasePlans.load(row.release)) ?? [];
  }

  @FieldResolver(() => ReleasedChangeConnection, {
    description: 'The changes that it groups by its commits, and those whose tickets name it as the version to be in; in order of ref.',
  })
  changes(@Root() row: ReleaseRow, @Args(() => PageArguments) page: PageArguments, @Ctx() { loaders }: ApiContext): Promise<Page<object>> {
    return loaders.changesOfRelease.load({ of: row.release, page });
  }

  @FieldResolver(() => DeploymentConnection, { description: 'Its deployments, in the order in which they started.' })
  async deployments(
    @Root() row: ReleaseRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<object>> {
    const found = await loaders.deploymentsOfRelease.load({ of: row.release, page });
    const edges = await Promise.all(found.edges.map(async ({ cursor, node }) => ({ cursor, node: await loaders.deployment.load(node) })));
    return { ...found, edges: edges.flatMap(({ cursor, node }) => (node === null ? [] : [{ cursor, node }])) };
  }
}

@Resolver(() => ReleasePlan)
export class ReleasePlanResolver {
  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ReleasePlanRow, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return loaders.event.load(seq);
  }
}

@Resolver(() => ReleasedChange)
export class ReleasedChangeResolver {
  @FieldResolver(() => Change, { nullable: true, description: 'The change.' })
  change(@Root() { ref }: ReleasedChangeRow, @Ctx() { loaders }: ApiContext): Promise<ChangeRow | null> {
    return loaders.change.load(ref);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ReleasedChangeRow, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return loaders.event.load(seq);
  }
}

@Resolver(() => ChangeRelease)
export class ChangeReleaseResolver {
  @FieldResolver(() => Release, { nullable: true, description: 'The release.' })
  release(@Root() { ref }: ReleasedChangeRow, @Ctx() { loaders }: ApiContext): Promise<ReleaseRow | null> {
    return loaders.release.load(ref);
  }

  @FieldResolver(() => TimelineEvent, EVENT)
  event(@Root() { seq }: ReleasedChangeRow, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return loaders.event.load(seq);
  }
}

@Resolver(() => Change)
export class ReleasesOfChangeResolver {
  @FieldResolver(() => ChangeReleaseConnection, {
    description: 'The releases that group it, and those that its ticket names as the version to be in; in order of ref.',
  })
  releases(@Root() row: ChangeRow, @Args(() => PageArguments) page: PageArguments, @Ctx() { loaders }: ApiContext): Promise<Page<object>> {
    return loaders.releasesOfChange.load({ of: row.change, page });
  }
}

export const RELEASE_RESOLVERS = [
  ReleaseResolver,
  ReleasePlanResolver,
  ReleasedChangeResolver,
  ChangeReleaseResolver,
  ReleasesOfChangeResolver,
] as const;

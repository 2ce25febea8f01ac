import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Instant } from '#contract';
import { artifacts } from '../../src/read/index.js';
import type { ArtifactRow, DeploymentBuildRow, DeploymentRow, Page, PublicationRow, TimelineRow } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Deployment, DeploymentConnection } from '../deployment/deployment.type.js';
import { DateTime, KNOWN_AT } from '../scalars/index.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { Artifact, ArtifactConnection, ArtifactFilter, DeploymentBuild, Publication } from './artifact.type.js';

@Resolver(() => Artifact)
export class ArtifactResolver {
  @Query(() => Artifact, { nullable: true, description: 'One artifact; null where nobody published or named it.' })
  artifact(
    @Arg('digest', () => ID, { description: '`sha256:` and 64 hex digits, or its ref.' }) digest: string,
    @Ctx() { loaders }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
  ): Promise<ArtifactRow | null> {
    return loaders.artifact.load(digest.startsWith('artifact:') ? digest : `artifact:${digest}`);
  }

  @Query(() => ArtifactConnection, { nullable: true, description: 'Artifacts that were published or named, those known last first.' })
  artifacts(
    @Arg('filter', () => ArtifactFilter, { nullable: true, description: 'Which.' }) filter: ArtifactFilter | null | undefined,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { hub }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
  ): Promise<Page<ArtifactRow>> {
    return artifacts(hub.sql, filter ?? {}, page);
  }

  @FieldResolver(() => DeploymentConnection, {
    description: 'The deployments that bring it, in the order in which they started: its promotion through environments.',
  })
  async deployments(
    @Root() { artifact }: ArtifactRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<object>> {
    const found = await loaders.deploymentsOfArtifact.load({ of: artifact, page });
    const edges = await Promise.all(found.edges.map(async ({ cursor, node }) => ({ cursor, node: await loaders.deployment.load(node) })));
    return { ...found, edges: edges.flatMap(({ cursor, node }) => (node === null ? [] : [{ cursor, node }])) };
  }
}

@Resolver(() => Publication)
export class PublicationResolver {
  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that says so.' })
  event(@Root() { seq }: PublicationRow, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> {
    return loaders.event.load(seq);
  }
}

@Resolver(() => Deployment)
export class BuildOfDeploymentResolver {
  @FieldResolver(() => DeploymentBuild, {
    nullable: true,
    description: 'What it brings by an artifact that it, or its manifests, name by digest; null where they name none.',
  })
  build(@Root() { deployment }: DeploymentRow, @Ctx() { loaders }: ApiContext): Promise<DeploymentBuildRow | null> {
    return loaders.buildOfDeployment.load(deployment);
  }
}

@Resolver(() => DeploymentBuild)
export class DeploymentBuildResolver {
  @FieldResolver(() => Artifact, { nullable: true, description: 'The artifact.' })
  of(@Root() { artifact }: DeploymentBuildRow, @Ctx() { loaders }: ApiContext): Promise<ArtifactRow | null> {
    return loaders.artifact.load(artifact);
  }
}

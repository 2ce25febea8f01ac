import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { ArtifactFilter as Filter, ArtifactRow, DeploymentBuildRow, PublicationRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { Interval } from '../interval.type.js';
import { DateTime } from '../scalars/index.js';

@ObjectType({ description: 'What one source says of an artifact.' })
export class Publication implements PublicationRow {
  seq!: number;

  @Field(() => String, { description: 'Who says so.' })
  source!: string;

  @Field(() => String, { description: 'The name under which it was published.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its version.' })
  version!: string | null;

  @Field(() => [String], { description: 'Its tags, which can move to another artifact.' })
  tags!: readonly string[];

  @Field(() => [String], { description: 'The refs of the commits that it was built from.' })
  commits!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The ref of the build.' })
  build!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The type of its provenance, `https://slsa.dev/provenance/v1`; null: the word of the source alone.',
  })
  provenance!: string | null;

  @Field(() => Interval, { nullable: true, description: 'When it was published.' })
  publishedAt!: Interval | null;

  @Field(() => Boolean, { description: 'Whether the policy in force lets the word of this source satisfy a rule.' })
  trusted!: boolean;
}

@ObjectType({ description: 'An artifact, by its digest.' })
export class Artifact implements ArtifactRow {
  @Field(() => ID, { description: 'Its ref: `artifact:sha256:…`.' })
  artifact!: string;

  @Field(() => DateTime, { description: 'When it was first published, or first named.' })
  knownSince!: Instant;

  @Field(() => [Publication], { description: 'What sources say of it, in the order of the ledger; at most 200.' })
  publications!: readonly PublicationRow[];
}

@ObjectType({ description: 'What a deployment brings by an artifact.' })
export class DeploymentBuild implements DeploymentBuildRow {
  deployment!: string;

  @Field(() => String, { description: 'The ref of the artifact.' })
  artifact!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The repository of the code by which the deployment is judged; null where the artifact leads to no one known commit.',
  })
  repository!: string | null;

  @Field(() => String, { nullable: true, description: 'The commit of that code.' })
  sha!: string | null;

  @Field(() => String, { description: 'The ref of what names the artifact: the deployment, or a commit of its manifests.' })
  through!: string;
}

@InputType({ description: 'Which artifacts. All that is given must hold; of a list, one of its values.' })
export class ArtifactFilter implements Filter {
  @Field(() => [String], { nullable: true, description: 'Names under which they were published.' })
  names?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Refs of commits that they were built from.' })
  commits?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Refs of their builds.' })
  builds?: readonly string[] | null;
}

export const ArtifactConnection = connectionOf(() => Artifact, 'Artifact', 'artifacts');

import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { ReleasedChangeRow, ReleaseFilter as Filter, ReleasePlanRow, ReleaseRow, ReleaseStep as Step } from '../../src/read/index.js';
import { LinkStrength } from '../change/change.enums.js';
import { connectionOf } from '../connection/connection.type.js';
import { closedSet } from '../enums.js';
import { Interval } from '../interval.type.js';
import { Node } from '../node/node.type.js';
import { DateTime } from '../scalars/index.js';

export const ReleaseRelation = closedSet('ReleaseRelation', 'How a release lies to the one before it on its line.', {
  FIRST: 'It is the first known one.',
  FORWARD: 'It groups what came since the one before.',
  UNDECIDED: 'That is not known yet; `undecided` says why.',
});

export const ReleaseStepName = closedSet('ReleaseStepName', 'A step in the life of a release.', {
  GROUPED: 'What it groups is known.',
  SCHEDULED: 'Tickets name it as the version to be in, or dates are planned for it.',
  SEQUENCED: 'Its deployments stand in an order.',
  DEPLOYED: 'It reached production.',
  VALIDATED: 'Its last deployment to production succeeded, and its changes are being checked or closed.',
  CLOSED: 'Its changes are closed.',
});

@ObjectType({ description: 'A step in the life of a release.' })
export class ReleaseStep implements Step {
  @Field(() => ReleaseStepName, { description: 'Which.' })
  step!: Step['step'];

  @Field(() => Boolean, { description: 'Whether it was reached.' })
  reached!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When; null where it was not, or no source dates it.' })
  at!: Instant | null;

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;
}

@ObjectType({ description: 'Dates that were planned for a release, or for a version like its tag.' })
export class ReleasePlan implements ReleasePlanRow {
  release!: string;
  seq!: number;

  @Field(() => String, { description: 'The source that says so.' })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description: 'When it is to begin, as it was written: a time, or a day, which is the whole of it.',
  })
  start!: string | null;

  @Field(() => String, { nullable: true, description: 'When it is to be out, written in the same way.' })
  end!: string | null;
}

@ObjectType({ implements: Node, description: 'A published release, and what it groups.' })
export class Release extends Node implements ReleaseRow {
  author!: string | null;
  base!: string | null;

  @Field(() => String, { description: 'Its ref.' })
  release!: string;

  @Field(() => String, { description: 'The ref of its repository.' })
  repository!: string;

  @Field(() => String, { description: 'Its tag.' })
  tag!: string;

  @Field(() => Interval, { nullable: true, description: 'When it was published.' })
  publishedAt!: Interval | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the tool calls it a pre-release.' })
  prerelease!: boolean | null;

  @Field(() => String, { nullable: true, description: 'The commit of its tag; null while that is not known.' })
  sha!: string | null;

  @Field(() => ReleaseRelation, { description: 'How it lies to the one before it on its line.' })
  relation!: ReleaseRow['relation'];

  @Field(() => Int, { description: 'How many commits it groups: those between its tag and the release before it on the same line.' })
  commitCount!: number;

  @Field(() => [String], { description: 'What keeps that undecided, or bounds it, as sentences.' })
  undecided!: readonly string[];
}

@ObjectType({ description: 'A change and a release that groups it, or that its ticket names as the version to be in.' })
export class ReleasedChange implements ReleasedChangeRow {
  seq!: number;

  @Field(() => String, { description: 'The ref of the ticket, or of the release, at the other end.' })
  ref!: string;

  @Field(() => String, { description: 'The ref of the commit or pull request that names the change; of a version, of the ticket.' })
  through!: string;

  @Field(() => String, { description: 'How the link was found.' })
  method!: string;

  @Field(() => String, { description: 'Where it stands: `title`, `subject`, `fixVersions`.' })
  place!: string;

  @Field(() => LinkStrength, { description: 'CARRIED: it is in it. RELATED: a weaker mention, or only planned.' })
  strength!: ReleasedChangeRow['strength'];
}

@ObjectType({ description: 'A release that groups a change, or that its ticket names as the version to be in.' })
export class ChangeRelease extends ReleasedChange {}

@InputType({ description: 'Which releases. All that is given must hold; of a list, one of its values.' })
export class ReleaseFilter implements Filter {
  @Field(() => [String], { nullable: true, description: 'Their repositories, by ref or name.' })
  repositories?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Their tags.' })
  tags?: readonly string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Published at this time or later.' })
  publishedFrom?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Published before this time.' })
  publishedTo?: Instant | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the tool calls them pre-releases.' })
  prerelease?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a deployment of them to production started.' })
  deployed?: boolean | null;
}

export const ReleaseConnection = connectionOf(() => Release, 'Release', 'releases');
export const ReleasedChangeConnection = connectionOf(() => ReleasedChange, 'ReleasedChange', 'changes of a release');
export const ChangeReleaseConnection = connectionOf(() => ChangeRelease, 'ChangeRelease', 'releases of a change');

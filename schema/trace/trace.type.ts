import { Field, ObjectType } from 'type-graphql';
import type { Hop, TraceEndRow, TraceKind as Kind, TraceNodeRow, TraceRow } from '../../src/read/index.js';
import { LinkStrength } from '../change/change.enums.js';
import { closedSet } from '../enums.js';

export const TraceState = closedSet('TraceState', 'What the words of a trace name.', {
  FOUND: 'One thing.',
  AMBIGUOUS: 'Several: `candidates` lists them.',
  UNKNOWN: 'Nothing that was read.',
});

export const TraceKind = closedSet('TraceKind', 'What stands on a trail, from the wish to its result.', {
  TICKET: 'A ticket.',
  PULL_REQUEST: 'A pull request.',
  COMMIT: 'A commit.',
  BUILD: 'A build.',
  ARTIFACT: 'An artifact, by its digest.',
  CONFIGURATION: 'A version of a configuration: a commit of manifests that were deployed.',
  DEPLOYMENT: 'A deployment.',
  RELEASE: 'A release.',
  INCIDENT: 'An incident.',
});

export const TraceSide = closedSet('TraceSide', 'On which side of the start something lies.', {
  UPSTREAM: 'The start came from it.',
  START: 'It is what was asked for.',
  DOWNSTREAM: 'It came of the start.',
});

@ObjectType({ description: 'A thing on a trail.' })
export class TraceNode implements TraceNodeRow {
  @Field(() => String, { description: 'Its ref.' })
  ref!: string;

  @Field(() => TraceKind, { description: 'What it is.' })
  kind!: Kind;

  @Field(() => TraceSide, { description: 'Where it lies.' })
  side!: TraceNodeRow['side'];
}

@ObjectType({ description: 'A step of a trail, from what came before to what came of it.' })
export class TraceHop implements Hop {
  seq!: number | null;

  @Field(() => String, { description: 'The ref of what came before.' })
  from!: string;

  @Field(() => String, { description: 'The ref of what came of it.' })
  to!: string;

  @Field(() => String, {
    description:
      'How the link was found: RELATION, DIGEST, ANCESTRY, TRAILER, BRANCH, TITLE, TEXT, or ASSERTED by a person; CONTRIBUTION: it could have contributed to the incident.',
  })
  method!: string;

  @Field(() => String, { description: 'Where it stands: `title`, `merge_commit`, `range`.' })
  place!: string;

  @Field(() => LinkStrength, { description: 'What it is worth.' })
  strength!: Hop['strength'];
}

@ObjectType({ description: 'Where a trail ends, and why.' })
export class TraceEnd implements TraceEndRow {
  @Field(() => String, { description: 'The ref of the last thing.' })
  ref!: string;

  @Field(() => String, { description: 'Why nothing follows, as a sentence.' })
  sentence!: string;
}

@ObjectType({ description: 'What something came from, and where it went, as far as the hub knows now.' })
export class Trace implements TraceRow {
  asOf!: number;

  @Field(() => String, { description: 'What was asked for.' })
  of!: string;

  @Field(() => TraceState, { description: 'Whether this names one thing.' })
  state!: TraceRow['state'];

  @Field(() => String, { description: 'One sentence for a person.' })
  sentence!: string;

  @Field(() => [String], { description: 'Refs of what it may mean, where it names several things; at most 200.' })
  candidates!: readonly string[];

  @Field(() => [TraceNode], { description: 'The things on the trail, from the farthest upstream to the farthest downstream; at most 199.' })
  nodes!: readonly TraceNodeRow[];

  @Field(() => [TraceHop], { description: 'The steps between them.' })
  hops!: readonly Hop[];

  @Field(() => [TraceEnd], { description: 'Where the trail ends, and why; at most 200.' })
  ends!: readonly TraceEndRow[];

  @Field(() => Boolean, { description: 'Whether more is connected than is shown; the nearest is shown.' })
  cut!: boolean;
}

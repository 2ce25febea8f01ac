import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Instant } from '#contract';
import { trace, type Hop, type TimelineRow, type TraceNodeRow, type TraceRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Node } from '../node/node.type.js';
import { DateTime, KNOWN_AT, LedgerCursor } from '../scalars/index.js';
import { TimelineEvent } from '../timeline/timeline-event.type.js';
import { Trace, TraceHop, TraceNode } from './trace.type.js';

@Resolver(() => Trace)
export class TraceResolver {
  @Query(() => Trace, { nullable: true, description: 'What something came from and where it went, hop by hop.' })
  trace(
    @Arg('of', () => String, {
      description:
        'A ref, the key of a ticket, a sha of 7 digits or more, a tag, a pull request (`#12`, `acme/pay#12`, its address), the id of a deployment, a digest or the name of an artifact with its version, the number of an incident.',
    })
    of: string,
    @Ctx() { hub }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
  ): Promise<TraceRow> {
    return trace(hub.sql, of);
  }

  @FieldResolver(() => LedgerCursor, { description: 'The position of the ledger at which the trail was begun to be read.' })
  asOfCursor(@Root() { asOf }: TraceRow): number {
    return asOf;
  }
}

@Resolver(() => TraceNode)
export class TraceNodeResolver {
  @FieldResolver(() => Node, {
    nullable: true,
    description: 'The change, pull request, deployment, release or incident; null of everything else, and until it was read.',
  })
  async node(@Root() { ref, kind }: TraceNodeRow, @Ctx() { loaders }: ApiContext): Promise<object | null> {
    if (kind === 'TICKET') return loaders.change.load(ref);
    if (kind === 'PULL_REQUEST') return loaders.pullRequest.load(ref);
    if (kind === 'RELEASE') return loaders.release.load(ref);
    if (kind === 'INCIDENT') return loaders.incident.load(ref);
    return kind === 'DEPLOYMENT' ? loaders.deployment.load(ref) : null;
  }
}

@Resolver(() => TraceHop)
export class TraceHopResolver {
  @FieldResolver(() => TimelineEvent, { nullable: true, description: 'The event that says so; null where none does by itself.' })
  event(@Root() { seq }: Hop, @Ctx() { loaders }: ApiContext): Promise<TimelineRow | null> | null {
    return seq === null ? null : loaders.event.load(seq);
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Instant } from '#contract';
import { feed, gapById, gapId, gapNews, gaps } from '../../src/read/index.js';
import type {
  AlertRow,
  DeploymentRow,
  GapFacet as FacetRow,
  GapPage,
  GapRow,
  GapStepRow,
  Page,
  TimelineRow,
  VerdictRow,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Deployment } from '../deployment/deployment.type.js';
import { GapFacetBy } from '../enums.js';
import { AT, DateTime, KNOWN_AT, LedgerCursor } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { TimelineEventConnection } from '../timeline/timeline-event.type.js';
import { eventsOf } from '../verdict/events-of.js';
import { Verdict, VerdictConnection } from '../verdict/verdict.type.js';
import { GapArguments, GapFilter } from './gap.input.js';
import { GapActionResolver } from './gap-action.resolver.js';
import { GapStepResolver } from './gap-step.resolver.js';
import { GapStep } from './gap-step.type.js';
import { FilteredGapConnection, Gap, GapAlert, GapFacet } from './gap.type.js';

@Resolver(() => Gap)
class GapResolver {
  @Query(() => Gap, { nullable: true, description: 'One gap, by its id.' })
  gap(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { hub }: ApiContext,
    @Arg('knownAt', () => DateTime, KNOWN_AT) _knownAt?: Instant | null,
    @Arg('at', () => DateTime, AT) _at?: Instant | null,
  ): Promise<GapRow | null> {
    return gapById(hub.sql, id);
  }

  @Query(() => FilteredGapConnection, { nullable: true, description: 'Gaps, the latest changed first unless another order is asked for.' })
  gaps(
    @Args(() => GapArguments) { filter, orderBy, knownAt: _, at: _at, ...page }: GapArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<GapPage> {
    return gaps(hub.sql, filter ?? {}, page, orderBy);
  }

  @FieldResolver(() => ID, { description: 'Stable, made of rule and subject.' })
  id(@Root() gap: GapRow): string {
    return gapId(gap);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Whose it is.' })
  assignee(@Root() { assignee }: GapRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return assignee === null ? null : loaders.person.load(assignee);
  }

  @FieldResolver(() => Deployment, { nullable: true, description: 'The deployment that it is about.' })
  deployment(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<DeploymentRow | null> {
    return loaders.deployment.load(gap.unit);
  }

  @FieldResolver(() => Verdict, {
    nullable: true,
    description: 'The newest verdict that says GAP: what it rests on, also when it is resolved since.',
  })
  verdict(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<VerdictRow | null> {
    return loaders.gapVerdict.load(gap);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What would have made the rule hold.' })
  async wouldPassIf(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return (await loaders.gapVerdict.load(gap))?.wouldPassIf ?? null;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      'When time alone changes it: it opens, its waiver runs out, or its rule says something else; null: time alone changes nothing.',
  })
  async changesAt(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<Instant | null> {
    const verdict = await loaders.gapVerdict.load(gap);
    return gap.settlesAt ?? gap.waivedUntil ?? (verdict?.recordedTo === null ? verdict.changesAt : null);
  }

  @FieldResolver(() => [String], { description: 'Refs of the things at fault, at most 200.' })
  async about(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<readonly string[]> {
    return (await loaders.gapVerdict.load(gap))?.about ?? [];
  }

  @FieldResolver(() => String, { nullable: true, description: 'The version of the policy that it was judged by.' })
  async policy(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return (await loaders.gapVerdict.load(gap))?.policy ?? null;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the subject is older than that policy.' })
  async beforePolicy(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<boolean | null> {
    return (await loaders.gapVerdict.load(gap))?.beforePolicy ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The version of correlation and rules.' })
  async engine(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return (await loaders.gapVerdict.load(gap))?.engine ?? null;
  }

  @FieldResolver(() => TimelineEventConnection, { description: 'The events that show it, in the order of the ledger; at most 200.' })
  async events(
    @Root() gap: GapRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<TimelineRow>> {
    return eventsOf((await context.loaders.gapVerdict.load(gap))?.events ?? [], page, context);
  }

  @FieldResolver(() => [GapStep], { description: 'Its recorded life, oldest first, at most 200 steps; `openings` counts all openings.' })
  steps(@Root() gap: GapRow, @Ctx() { loaders }: ApiContext): Promise<readonly GapStepRow[]> {
    return loaders.steps.load(gap);
  }

  @FieldResolver(() => VerdictConnection, { description: 'All that the rule ever said of the subject, newest first.' })
  verdictHistory(
    @Root() gap: GapRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<VerdictRow>> {
    return loaders.verdictHistory.load({ of: gap, page });
  }

  @Subscription(() => GapAlert, {
    description:
      'Every recorded step of the gaps that match, in the order of the ledger; from now on, or from all after a position. A filter looks at the gap as it stands when the alert is told.',
    subscribe: ({ args, context }: { args: { filter?: GapFilter | null; after?: number | null }; context: ApiContext }) =>
      feed(context.hub, context.resumeAfter ?? args.after ?? null, (span) => gapNews(context.hub.sql, args.filter ?? {}, span)),
  })
  gapAlerts(
    @Root() { gap, step, seq }: AlertRow,
    @Arg('filter', () => GapFilter, { nullable: true, description: 'Which gaps.' }) _filter?: GapFilter | null,
    @Arg('after', () => LedgerCursor, { nullable: true, description: 'The position after which to begin.' }) _after?: number | null,
  ): GapAlert {
    return {
      gap,
      step,
      type: step.type,
      at: step.at,
      sentence: step.sentence ?? gap.sentence,
      severity: step.severity ?? gap.severity,
      cursor: seq,
    };
  }
}

@Resolver(() => FilteredGapConnection)
class GapListResolver {
  @FieldResolver(() => [GapFacet], { description: 'Counts over all that matches, not over the page alone.' })
  facets(
    @Root() page: GapPage,
    @Arg('by', () => [GapFacetBy], { description: 'What to count by.' }) by: FacetRow['by'][],
  ): Promise<readonly FacetRow[]> {
    return page.facets(by);
  }
}

export const GAP_RESOLVERS = [GapResolver, GapListResolver, GapStepResolver, GapActionResolver] as const;

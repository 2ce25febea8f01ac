import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  alertRoutes,
  createAlertRoute,
  type DeadLetterRow,
  deleteAlertRoute,
  enableAlertRoute,
  type Page,
  replayAlerts,
  rotateAlertSecret,
  type RouteRow,
  testAlertRoute,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { AlertRouteInput, CreateAlertRouteInput, ReplayAlertsInput, RotateAlertSecretInput } from './alert.input.js';
import {
  AlertReplayResult,
  AlertRoute,
  AlertRouteConnection,
  AlertRouteDoneResult,
  AlertRouteMadeResult,
  AlertRouteTestResult,
  DeadLetterConnection,
} from './alert.type.js';

@Resolver(() => AlertRoute)
export class AlertResolver {
  @Query(() => AlertRouteConnection, { nullable: true, description: 'Where alerts go, by name. For administrators.' })
  alertRoutes(@Args(() => PageArguments) page: PageArguments, @Ctx() { hub, viewer }: ApiContext): Promise<Page<RouteRow>> {
    return alertRoutes(hub.sql, viewer, page);
  }

  @FieldResolver(() => DeadLetterConnection, { description: 'What its receiver did not take, oldest first.' })
  deadLetters(
    @Root() { id }: RouteRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<DeadLetterRow>> {
    return loaders.deadLettersOf.load({ of: id, page });
  }

  @Mutation(() => AlertRouteMadeResult, { nullable: true, description: 'Has alerts go to a receiver. For administrators.' })
  createAlertRoute(
    @Arg('input', () => CreateAlertRouteInput, { description: 'What, and where to.' }) input: CreateAlertRouteInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return createAlertRoute(hub, viewer, input);
  }

  @Mutation(() => AlertRouteMadeResult, {
    nullable: true,
    description: 'Gives a route a new secret; for some hours messages bear signatures of both. For administrators.',
  })
  rotateAlertSecret(
    @Arg('input', () => RotateAlertSecretInput, { description: 'Of which.' }) input: RotateAlertSecretInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return rotateAlertSecret(hub, viewer, input);
  }

  @Mutation(() => AlertRouteTestResult, {
    nullable: true,
    description: 'Sends a message to a route at once, also to one that is disabled, and waits for the answer. For administrators.',
  })
  testAlertRoute(
    @Arg('input', () => AlertRouteInput, { description: 'Which.' }) { id }: AlertRouteInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return testAlertRoute(hub, viewer, id);
  }

  @Mutation(() => AlertReplayResult, {
    nullable: true,
    description: 'Tells a route again what it did not take, or all after a position of the ledger. For administrators.',
  })
  replayAlerts(
    @Arg('input', () => ReplayAlertsInput, { description: 'What.' }) input: ReplayAlertsInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return replayAlerts(hub, viewer, input);
  }

  @Mutation(() => AlertRouteDoneResult, { nullable: true, description: 'Has a disabled route go on where it stopped. For administrators.' })
  enableAlertRoute(
    @Arg('input', () => AlertRouteInput, { description: 'Which.' }) { id }: AlertRouteInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return enableAlertRoute(hub, viewer, id);
  }

  @Mutation(() => AlertRouteDoneResult, {
    nullable: true,
    description: 'Ends a route, with all that waits for its receiver. For administrators.',
  })
  deleteAlertRoute(
    @Arg('input', () => AlertRouteInput, { description: 'Which.' }) { id }: AlertRouteInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return deleteAlertRoute(hub, viewer, id);
  }
}

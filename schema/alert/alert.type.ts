import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant, Json } from '#contract';
import type { DeadLetterRow, RouteKind, RouteRow, RouteState, RouteTarget } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { connectionOf } from '../connection/connection.type.js';
import { DateTime, JsonValue, LedgerCursor, Sequence } from '../scalars/index.js';
import { AlertKind, AlertRouteState, AlertTarget } from './alert.enums.js';

@ObjectType({ description: 'A message that its receiver took at none of ten attempts. `replayAlerts` sends it again.' })
export class DeadLetter implements DeadLetterRow {
  @Field(() => ID, { description: 'The `webhook-id` of the message, the same at every attempt.' })
  id!: string;

  @Field(() => String, { description: 'What it tells: `gap.opened`.' })
  type!: string;

  @Field(() => Sequence, { nullable: true, description: 'The place in the ledger of what it tells; null of what is no event.' })
  seq!: number | null;

  @Field(() => Int, { description: 'How often it was sent.' })
  attempts!: number;

  @Field(() => String, { nullable: true, description: 'What came of the last attempt.' })
  sentence!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that was.' })
  lastAttemptAt!: Instant | null;

  @Field(() => DateTime, { description: 'When it was queued.' })
  createdAt!: Instant;
}

export const DeadLetterConnection = connectionOf(() => DeadLetter, 'DeadLetter', 'dead letters');

@ObjectType({ description: 'Where alerts go. Of its address the host is shown, of its secret nothing.' })
export class AlertRoute implements RouteRow {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'How people call it.' })
  name!: string;

  @Field(() => AlertKind, { description: 'What it tells.' })
  kind!: RouteKind;

  @Field(() => AlertTarget, { description: 'How it tells it.' })
  target!: RouteTarget;

  @Field(() => String, { description: 'Where to, without the path.' })
  host!: string;

  @Field(() => JsonValue, { description: 'What of it, as it was given.' })
  filter!: Json;

  @Field(() => LedgerCursor, { description: 'How far of the ledger was looked at for it.' })
  cursor!: number;

  @Field(() => Int, { description: 'How many events were not looked at for it yet.' })
  behind!: number;

  @Field(() => Int, { description: 'How many messages wait for its receiver, at most 1,000 and one reading.' })
  queued!: number;

  @Field(() => AlertRouteState, { description: 'Whether it tells anything.' })
  state!: RouteState;

  @Field(() => String, { nullable: true, description: 'Why it is disabled.' })
  reason!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When something was last sent.' })
  lastAttemptAt!: Instant | null;

  @Field(() => String, { nullable: true, description: 'What came of it.' })
  lastSentence!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Until then its former secret signs, too.' })
  formerUntil!: Instant | null;

  @Field(() => ID, { description: 'The token that made it.' })
  createdBy!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Instant;
}

export const AlertRouteConnection = connectionOf(() => AlertRoute, 'AlertRoute', 'routes of alerts');

@ObjectType({ description: 'A route was made, or has a new secret.' })
export class AlertRouteMade {
  @Field(() => AlertRoute, { description: 'The route.' })
  route!: RouteRow;

  @Field(() => String, {
    nullable: true,
    description: 'With what the receiver checks signatures (`whsec_…`). It is shown here and never again; null for Slack.',
  })
  secret!: string | null;
}

@ObjectType({ description: 'A message was sent at once.' })
export class AlertRouteTested {
  @Field(() => AlertRoute, { description: 'The route.' })
  route!: RouteRow;

  @Field(() => Boolean, { description: 'Whether it arrived.' })
  delivered!: boolean;

  @Field(() => String, { description: 'What came of it.' })
  sentence!: string;
}

@ObjectType({ description: 'Alerts are told again, each with the id that it had.' })
export class AlertsReplayed {
  @Field(() => AlertRoute, { description: 'The route.' })
  route!: RouteRow;

  @Field(() => Int, { description: 'How many dead letters are queued again; 0 where the ledger is told again.' })
  deadLetters!: number;
}

@ObjectType({ description: 'It was done.' })
export class AlertRouteDone {
  @Field(() => AlertRoute, { description: 'The route; of one that was deleted, as it was.' })
  route!: RouteRow;
}

export const AlertRouteMadeResult = createUnionType({
  name: 'AlertRouteMadeResult',
  description: 'What came of it.',
  types: () => [AlertRouteMade, Refused] as const,
  resolveType: (value) => ('route' in value ? 'AlertRouteMade' : 'Refused'),
});

export const AlertRouteTestResult = createUnionType({
  name: 'AlertRouteTestResult',
  description: 'What came of it.',
  types: () => [AlertRouteTested, Refused] as const,
  resolveType: (value) => ('route' in value ? 'AlertRouteTested' : 'Refused'),
});

export const AlertReplayResult = createUnionType({
  name: 'AlertReplayResult',
  description: 'What came of it.',
  types: () => [AlertsReplayed, Refused] as const,
  resolveType: (value) => ('route' in value ? 'AlertsReplayed' : 'Refused'),
});

export const AlertRouteDoneResult = createUnionType({
  name: 'AlertRouteDoneResult',
  description: 'What came of it.',
  types: () => [AlertRouteDone, Refused] as const,
  resolveType: (value) => ('route' in value ? 'AlertRouteDone' : 'Refused'),
});

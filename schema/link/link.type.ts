import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { AssertedRow, LinkSaid } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { DateTime, LedgerCursor } from '../scalars/index.js';

@ObjectType({ description: 'What a person says of a link.' })
export class LinkAssertion implements AssertedRow {
  holder!: string | null;
  reason!: string | null;

  @Field(() => ID, { description: 'The event that says so; `retractLink` takes it.' })
  event!: string;

  @Field(() => ID, { description: 'The token with which it was said: `token:…`.' })
  by!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  at!: Instant;
}

/** Both answers look alike; no type of the graph by itself. */
@ObjectType({ description: 'It was recorded.' })
abstract class Said implements LinkSaid {
  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;

  @Field(() => LedgerCursor, { description: 'Its place in the ledger.' })
  cursor!: number;
}

@ObjectType({ description: 'It was recorded that a thing belongs to a change; links and verdicts show it once the ledger was followed.' })
export class LinkAsserted extends Said {}

@ObjectType({ description: 'An assertion was taken back; links and verdicts show it once the ledger was followed.' })
export class LinkRetracted extends Said {}

export const AssertLinkResult = createUnionType({
  name: 'AssertLinkResult',
  description: 'What came of it.',
  types: () => [LinkAsserted, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'LinkAsserted'),
});

export const RetractLinkResult = createUnionType({
  name: 'RetractLinkResult',
  description: 'What came of it.',
  types: () => [LinkRetracted, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'LinkRetracted'),
});

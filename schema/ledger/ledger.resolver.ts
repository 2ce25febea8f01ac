import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { Instant } from '#contract';
import { rootOf } from '../../src/ledger/index.js';
import type { ApiContext } from '../context.js';
import { DateTime, Sequence } from '../scalars/index.js';

@ObjectType({ description: 'The ledger: what was recorded stays.' })
export class Ledger {
  @Field(() => String, { description: 'Its name and epoch.' })
  log!: string;

  @Field(() => Sequence, { description: 'How many events it holds.' })
  size!: number;

  @Field(() => String, { description: 'The root of the Merkle tree over them, as hex (RFC 6962).' })
  root!: string;

  @Field(() => DateTime, { description: 'When the last event was recorded.' })
  recordedAt!: Instant;
}

@Resolver()
export class LedgerResolver {
  @Query(() => Ledger, { nullable: true, description: 'The ledger as it stands.' })
  ledger(@Ctx() { hub }: ApiContext): Promise<Ledger> {
    return rootOf(hub.sql);
  }
}

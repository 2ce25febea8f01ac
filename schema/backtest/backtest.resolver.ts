import { Arg, Args, createUnionType, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  backtestDifferences,
  type BacktestDifferenceRow,
  backtestOf,
  backtestPolicy,
  type BacktestRow,
  type Page,
} from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import type { ApiContext } from '../context.js';
import { Job } from '../job/job.type.js';
import { mistakesOf } from '../policy/mistakes-of.js';
import { PolicyRefused } from '../policy/policy.type.js';
import { LedgerCursor } from '../scalars/index.js';
import { Backtest, BacktestDifferenceArguments, BacktestDifferenceConnection, BacktestPolicyInput } from './backtest.type.js';

const BacktestPolicyResult = createUnionType({
  name: 'BacktestPolicyResult',
  description: 'What came of it.',
  types: () => [Job, PolicyRefused, Refused] as const,
  resolveType: (value) => ('kind' in value ? 'Job' : 'mistakes' in value ? 'PolicyRefused' : 'Refused'),
});

@Resolver(() => Backtest)
export class BacktestResolver {
  @Query(() => Backtest, {
    nullable: true,
    description: 'One of the last twenty back-tests by its id; null where there is none. For compliance and administrators.',
  })
  backtest(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Ctx() { hub, viewer }: ApiContext): Promise<BacktestRow | null> {
    return backtestOf(hub.sql, viewer, id);
  }

  @FieldResolver(() => LedgerCursor, { description: 'All that was recorded up to here was judged.' })
  asOfCursor(@Root() { seq }: BacktestRow): number {
    return seq;
  }

  @FieldResolver(() => BacktestDifferenceConnection, { description: 'The verdicts that would be others, by rule and subject.' })
  differences(
    @Root() row: BacktestRow,
    @Args(() => BacktestDifferenceArguments) page: BacktestDifferenceArguments,
    @Ctx() { hub }: ApiContext,
  ): Promise<Page<BacktestDifferenceRow>> {
    return backtestDifferences(hub.sql, row, page);
  }

  @Mutation(() => BacktestPolicyResult, {
    nullable: true,
    description:
      'Judges a past period by another policy, as a job, and says which verdicts would be others. Nothing is put in force or recorded. For compliance and administrators.',
  })
  async backtestPolicy(
    @Arg('input', () => BacktestPolicyInput, { description: 'Which policy, and when.' }) input: BacktestPolicyInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    const done = await backtestPolicy(hub, viewer, input);
    return 'problems' in done ? mistakesOf(done.problems) : done;
  }
}

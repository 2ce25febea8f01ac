import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readinessOf, type VerdictRow } from '../../src/read/index.js';
import { BacktestResolver } from '../backtest/backtest.resolver.js';
import type { ApiContext } from '../context.js';
import { Verdict } from '../verdict/verdict.type.js';

@Resolver(() => Verdict)
export class ReadinessResolver {
  @Query(() => [Verdict], {
    nullable: true,
    description:
      'The rules as if a deployment of this revision started now, by the policy in force: of the deployment, which is called `now`, and of the changes that it would carry. Nothing is recorded. Empty where no rule is asked, as outside production.',
  })
  readiness(
    @Arg('service', () => ID, { description: 'The service, as `services` calls it.' }) service: string,
    @Arg('environment', () => ID, { description: 'The environment, as policy or the tool calls it.' }) environment: string,
    @Arg('revision', () => String, { description: 'A full commit id.' }) revision: string,
    @Ctx() { hub }: ApiContext,
  ): Promise<readonly VerdictRow[]> {
    return readinessOf(hub, { service, environment, revision });
  }
}

/** What is asked of what is not: a deployment that nobody began, and a policy that nobody put in force. */
export const SUPPOSED_RESOLVERS = [ReadinessResolver, BacktestResolver] as const;

// The GraphQL API: one folder per noun. `schema.graphql` is the printed golden that reviews read first.
// Comes in: questions with their context. Goes out: the executable schema, and what a question costs.
// Never: reaches data but through read and ledger, or decides who may ask.
import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import {
  CarriedPullRequestResolver,
  CommitResolver,
  DeployedReleaseResolver,
  DeploymentResolver,
} from './deployment/deployment.resolver.js';
import { PullRequestResolver, ReleaseResolver, ReviewResolver } from './deployment/pull-request.resolver.js';
import { ExplainedRecordResolver, ExplainResolver } from './explain/explain.resolver.js';
import { GapResolver } from './gap/gap.resolver.js';
import { IntervalResolver } from './interval.resolver.js';
import { LedgerResolver } from './ledger/ledger.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { RuleResolver } from './rule/rule.resolver.js';
import { SourceResolver } from './source/source.resolver.js';
import { EventTextResolver, TimelineEventResolver } from './timeline/timeline-event.resolver.js';
import { TimelineResolver } from './timeline/timeline.resolver.js';
import { TokenResolver } from './token/token.resolver.js';
import { VerdictResolver } from './verdict/verdict.resolver.js';
import { WorkResolver } from './action/action.resolver.js';

export { newContext, type ApiContext } from './context.js';
export { tooMuch, weigh } from './cost.js';

const RESOLVERS = [
  TokenResolver,
  NodeResolver,
  TimelineResolver,
  TimelineEventResolver,
  EventTextResolver,
  DeploymentResolver,
  CommitResolver,
  CarriedPullRequestResolver,
  DeployedReleaseResolver,
  PullRequestResolver,
  ReviewResolver,
  ReleaseResolver,
  IntervalResolver,
  GapResolver,
  VerdictResolver,
  RuleResolver,
  SourceResolver,
  ExplainResolver,
  ExplainedRecordResolver,
  LedgerResolver,
  WorkResolver,
] as const;

let built: GraphQLSchema | undefined;

/** The executable schema; made once, since type-graphql collects the classes of the whole process. */
export function apiSchema(): GraphQLSchema {
  return (built ??= buildSchemaSync({ resolvers: RESOLVERS, validate: false, pubSub: UNUSED }));
}

// type-graphql asks for one although every subscription here brings its own iterator.
const UNUSED = {
  publish(): void {
    throw new Error('Nothing is published in the process: subscriptions read the ledger.');
  },
  subscribe(): never {
    throw new Error('Subscriptions read the ledger.');
  },
};

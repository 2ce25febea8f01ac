// The GraphQL API: one folder per noun. `schema.graphql` is the printed golden that reviews read first.
// Comes in: questions with their context. Goes out: the executable schema, and what a question costs.
// Never: reaches data but through read and ledger, or decides who may ask.
import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { AlertResolver } from './alert/alert.resolver.js';
import { ArtifactResolver, BuildOfDeploymentResolver, DeploymentBuildResolver, PublicationResolver } from './artifact/artifact.resolver.js';
import { AUDIT_PART_RESOLVERS } from './audit/audit-evidence.resolver.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { ChangeConnectionResolver, ChangeResolver } from './change/change.resolver.js';
import { ChangeListResolver, ChangesOfDeploymentResolver, ChangeOfGapResolver } from './change/change-list.resolver.js';
import {
  ChangeCommitResolver,
  ChangeContentResolver,
  ChangeDecisionResolver,
  ChangeDeploymentResolver,
  ChangePullRequestResolver,
  DeployedChangeResolver,
  TicketLinkResolver,
} from './change/change-part.resolver.js';
import {
  AffectedAssetResolver,
  ChangePlanResolver,
  ContextLinkResolver,
  OutcomeReasonResolver,
  PlanStepResolver,
  ProofResolver,
  RecordContentResolver,
  StageSpanResolver,
} from './change/record-part.resolver.js';
import { ChangeRecordResolver } from './change/record.resolver.js';
import {
  CarriedPullRequestResolver,
  CommitResolver,
  DeployedReleaseResolver,
  DeploymentListResolver,
  DeploymentResolver,
} from './deployment/deployment.resolver.js';
import { PullRequestResolver, ReviewResolver } from './deployment/pull-request.resolver.js';
import { ReportsOfDeploymentResolver } from './deployment/reports.resolver.js';
import { GapDifferenceResolver, GapStateResolver } from './difference/list-difference.resolver.js';
import { DifferenceResolver, DifferencesResolver, DifferingPartResolver } from './difference/difference.resolver.js';
import { EnvironmentResolver } from './environment/environment.resolver.js';
import {
  EvidenceOfChangeResolver,
  EvidenceOfDeploymentResolver,
  EvidenceOfGapResolver,
  EvidenceResolver,
} from './evidence/evidence.resolver.js';
import {
  EventWayResolver,
  ExplainedEventResolver,
  ExplainedFactResolver,
  ExplainedRecordResolver,
  ExplainResolver,
} from './explain/explain.resolver.js';
import { GAP_RESOLVERS } from './gap/gap.resolver.js';
import {
  ChangeIncidentResolver,
  ContributionReasonResolver,
  ContributionResolver,
  IncidentResolver,
  IncidentsOfChangeResolver,
} from './incident/incident.resolver.js';
import { IntervalResolver } from './interval.resolver.js';
import { withKnownAt } from './known-at.js';
import { JobResolver } from './job/job.resolver.js';
import { LedgerResolver } from './ledger/ledger.resolver.js';
import { LinkResolver } from './link/link.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { AssetStepResolver, ExecutionResolver, OperationsOfChangeResolver } from './operation/operation.resolver.js';
import { AccountResolver, PeopleResolver } from './people/people.resolver.js';
import { POLICY_RESOLVERS } from './policy/policy.resolver.js';
import { SUPPOSED_RESOLVERS } from './readiness/readiness.resolver.js';
import { RecordEventsResolver } from './record-events/record-events.resolver.js';
import { RELEASE_RESOLVERS } from './release/release.resolver.js';
import { FigureResolver, ReportResolver } from './report/report.resolver.js';
import { ControlReviewResolver } from './review/control-review.resolver.js';
import { RuleResolver } from './rule/rule.resolver.js';
import { ServiceResolver } from './service/service.resolver.js';
import { DeniedCollectionResolver, SourceResolver } from './source/source.resolver.js';
import { TeamResolver } from './team/team.resolver.js';
import { EventTextResolver, TimelineEventResolver } from './timeline/timeline-event.resolver.js';
import { TimelineResolver } from './timeline/timeline.resolver.js';
import { TokenResolver } from './token/token.resolver.js';
import { TraceHopResolver, TraceNodeResolver, TraceResolver } from './trace/trace.resolver.js';
import { VerdictResolver } from './verdict/verdict.resolver.js';
import { WorkResolver } from './action/action.resolver.js';

export { newContext, type ApiContext } from './context.js';
export { tooMuch, weigh } from './cost.js';

const RESOLVERS = [
  TokenResolver,
  ...SUPPOSED_RESOLVERS,
  RecordEventsResolver,
  ExecutionResolver,
  AssetStepResolver,
  OperationsOfChangeResolver,
  EvidenceResolver,
  EvidenceOfChangeResolver,
  EvidenceOfDeploymentResolver,
  EvidenceOfGapResolver,
  NodeResolver,
  TimelineResolver,
  TimelineEventResolver,
  EventTextResolver,
  ChangeResolver,
  ChangeConnectionResolver,
  ChangeRecordResolver,
  RecordContentResolver,
  ProofResolver,
  OutcomeReasonResolver,
  StageSpanResolver,
  ChangePlanResolver,
  PlanStepResolver,
  AffectedAssetResolver,
  ContextLinkResolver,
  ChangeListResolver,
  ChangesOfDeploymentResolver,
  ChangeOfGapResolver,
  ChangeContentResolver,
  ChangeDecisionResolver,
  ChangeDeploymentResolver,
  ChangePullRequestResolver,
  ChangeCommitResolver,
  DeployedChangeResolver,
  TicketLinkResolver,
  LinkResolver,
  DeploymentListResolver,
  DeploymentResolver,
  CommitResolver,
  CarriedPullRequestResolver,
  DeployedReleaseResolver,
  PullRequestResolver,
  ReviewResolver,
  ...RELEASE_RESOLVERS,
  IntervalResolver,
  ...GAP_RESOLVERS,
  VerdictResolver,
  RuleResolver,
  ...POLICY_RESOLVERS,
  ControlReviewResolver,
  PeopleResolver,
  AccountResolver,
  TraceResolver,
  TraceNodeResolver,
  TraceHopResolver,
  ServiceResolver,
  TeamResolver,
  EnvironmentResolver,
  SourceResolver,
  DeniedCollectionResolver,
  ExplainResolver,
  ExplainedRecordResolver,
  ExplainedEventResolver,
  ExplainedFactResolver,
  EventWayResolver,
  ArtifactResolver,
  PublicationResolver,
  BuildOfDeploymentResolver,
  ReportsOfDeploymentResolver,
  DeploymentBuildResolver,
  IncidentResolver,
  ContributionResolver,
  ContributionReasonResolver,
  ChangeIncidentResolver,
  IncidentsOfChangeResolver,
  DifferencesResolver,
  DifferenceResolver,
  GapDifferenceResolver,
  GapStateResolver,
  DifferingPartResolver,
  ReportResolver,
  FigureResolver,
  LedgerResolver,
  AuditResolver,
  ...AUDIT_PART_RESOLVERS,
  JobResolver,
  WorkResolver,
  AlertResolver,
] as const;

let built: GraphQLSchema | undefined;

/** The executable schema; made once, since type-graphql collects the classes of the whole process. */
export function apiSchema(): GraphQLSchema {
  return (built ??= withKnownAt(buildSchemaSync({ resolvers: RESOLVERS, validate: false, pubSub: UNUSED })));
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

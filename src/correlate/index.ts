// Comes in: a neighbourhood of facts and the policy. Goes out: runs, bases, contents, what brought commits in, authors.
// Never: a clock, a database, a network; the same facts give the same answer in any order.
export { type AffectedSystems, affectedSystems, isAffected } from './affected-systems.js';
export { agreed } from './agreed.js';
export { approversOf, isListed } from './approvers.js';
export { approvalsStanding, mayApprove, type Requirement } from './approvals-met.js';
export { type ApprovalQuestion, inAll, statesAtStart, type World, worldsOf } from './authorisation.js';
export { authorsOf, type Authorship } from './authors.js';
export { closedAt, wasClosed } from './closed.js';
export type { AssetStepFacts, EvidenceFacts, JobRunFacts } from './operations.js';
export { firstExecution } from './operations.js';
export { asStated, believedFacts } from './record/believed.js';
export { type Trust, trustedDecisions, trustedDeployment, trustedTicket, trustedTickets, trustOf } from './trust.js';
export { decisionsOf, reviewDecisions } from './decisions.js';
export { broughtIn, type BroughtIn } from './brought-in.js';
export {
  type Candidate,
  type Contribution,
  type ContributionReason,
  contributionsTo,
  type DeployedBefore,
  type NamedBy,
} from './contribution.js';
export { asSaid, contentsOf, corroborates, perhapsReported, type Contents, type History, isMerge, type Relation } from './contents.js';
export { editsOf, type Edit } from './edits.js';
export { type EmergencyQuestion, isEmergency, isIncident, isMarkedEmergency, isStandardChange, namesIncident } from './emergency.js';
export type {
  CommitFacts,
  DecisionFact,
  DecisionWord,
  DeploymentFacts,
  FieldFact,
  PullRequestFacts,
  PullRequestHead,
  PushFacts,
  ReviewFacts,
  StatusFact,
  TicketFacts,
  TicketLink,
  NamedIncident,
  TicketMention,
} from './facts.js';
export { type ClockTime, fieldAt, type FieldThen } from './field-at.js';
export { CONTENT_NAMES, fieldOf, isLacking, presentOf } from './held.js';
export { Generations } from './generations.js';
export { CommitGraph } from './graph.js';
export { Lane, type Base } from './lane.js';
export { orderInside, orderOf, type Order } from './order.js';
export { matcherOf, type PathFacts, pathsAreOnly, patternText, touched, type Touching, touchingOf } from './paths.js';
export { type Place, placeKey, placeOf } from './place.js';
export { type AccountFacts, type AddressFacts, type Joined, Persons } from './persons.js';
export { pushersOf } from './pushers.js';
export { rangeOf } from './range.js';
export { Reach } from './reach.js';
export {
  type ArtifactNamed,
  type NamedFacts,
  NO_REVISION,
  NOTHING_NAMED,
  type ProtectionFacts,
  type RevisionFacts,
} from './deployed-facts.js';
export { type Build, buildOf, type Manifests, type PublicationFacts, type ToBuild } from './artifact.js';
export { type FreezeTime, freezeTimes } from './freeze.js';
export { type ReleaseFacts, type ReleaseRange, releaseRanges } from './release-range.js';
export { type ReleaseDeployment, type ReleaseLife, type ReleaseStep, releaseSteps } from './release-steps.js';
export { Reports } from './reports.js';
export { type Report, type ReportTerms, type Role, rolesOf } from './same-deployment.js';
export { requiredApprovals } from './required-approvals.js';
export { sawMergedHead } from './reviews.js';
export { compareSequence, type Moment, runOf, type Outcome, type Run } from './run.js';
export { decodeGraph, encodeCommits, SEGMENT_COMMITS, type CommitEdges } from './segment.js';
export { addressOf, type Holding, repositoryOfCommit } from './naming.js';
export { isSha } from './sha.js';
export { baselineOf, policyAt, releaseBranchesOf, standingOf, type PolicyInForce, type Standing } from './standing.js';
export { endOfImplementing, firstImplementing, statusesInOrder, statusNow } from './stage.js';
export { DEEPEST_REVERT, revertedFrom } from './reverted.js';
export { commitRef } from './said.js';
export { isChangeType, isNamedChange, trace, type Traced } from './trace.js';
export { NO_TRACES, type Tracing, type Way } from './tracing.js';
export { every, not, some, type Truth } from './truth.js';
export { writersOf } from './writers.js';
export { pathsOfService, serviceOf, type ServiceFacts, sharingService } from './service.js';
export { edgeOf, type Edge, type Window } from './window.js';
export type { CheckFacts, ExecutionFacts, RecordFacts, RuleAnswer, Unread } from './record/record-facts.js';
export { type ChangeRecord, recordOf } from './record/record.js';
export type { SaidOutcome } from './record/record-facts.js';
export { outcomeMeant, outcomesGiven, saidOutcome } from './record/said-outcome.js';
export { NO_RESULT, patternOf, testsOf } from './record/tests.js';
export { type StageSpan, stagesOf } from './record/stages.js';
export { ticketlessOf } from './record/ticketless.js';
export { parentOf } from './record/context.js';

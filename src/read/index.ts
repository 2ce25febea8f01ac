// Questions to the read tables, batch first.
// Comes in: filters, pages, refs, and the viewer where not everyone may ask. Goes out: plain rows, and feeds of news.
// Never: judges, correlates, or keeps anything between two questions.
export { badInput, maySeeTexts, Refusal, type Role, type Token, type Viewer } from '../access/index.js';
export type { ExplainedDelivery, ExplainedEvent, ExplainedFact, ExplainedRecord } from '../inbox/index.js';
export {
  createAlertRoute,
  type CreateAlertRouteInput,
  deleteAlertRoute,
  enableAlertRoute,
  replayAlerts,
  rotateAlertSecret,
  testAlertRoute,
} from './alert-action.js';
export type { AlertDoor, NewRoute, RouteDone, RouteMade, RouteReplayed, RouteTested, SystemFilter } from './alert-door.js';
export { alertRoute, alertRoutes, type DeadLetterRow, deadLettersOf, type RouteKind, type RouteRow } from './alert-route.js';
export type { RouteState, RouteTarget } from './alert-route.js';
export { artifactRows, artifacts, buildsOfDeployments, deploymentsOfArtifact } from './artifact.js';
export type { ArtifactFilter, ArtifactRow, DeploymentBuildRow, PublicationRow } from './artifact.js';
export { asGiven } from './as-given.js';
export { type AssertedRow, assertedIn, assertionOf, type AssertionRow } from './assertion.js';
export { isKnownThing, isReadTicket, standingAssertion } from './assertion.js';
export { commitAuditSeed, type CommitAuditSeedInput, runAudit, type RunAuditInput } from './audit/audit-door.js';
export type { AskedBy, AuditWanted, SeedCommitted, SeedSaid } from './audit/statement.js';
export { type AuditFile, auditRows, type Conclusion as AuditConclusion, STEPS } from '../evidence/audit/index.js';
export type { PopulationRow, ShownUnit, StepAnswer } from '../evidence/audit/index.js';
export { audit, auditBytes, auditFile, type AuditRow, audits } from './audit/audits.js';
export { type Commitment, commitmentsOf } from './audit/commitments.js';
export { jobNews, jobOf, type JobRow } from './audit/job.js';
export { lateFacts } from './audit/late.js';
export { type Checkpoint, checkpointOf, type PopulationState } from './audit/period.js';
export { type FoundUnit, placelessStarted, unitsStarted, withoutImplementation } from './audit/population.js';
export { saidOfServices } from './audit/past-deployments.js';
export { environmentsLeftOut, repositoriesRead } from './audit/read-of.js';
export { saidOf, type SaidRow, sourcesOf } from './audit/said.js';
export { type Surroundings as AuditSurroundings, surroundingsOf } from './audit/surroundings.js';
export { assertLink, retractLink, type AssertLinkInput, type RetractLinkInput } from './assert-link.js';
export { enrichmentsOf, isSealed as isSealedText, ledgerEvents, mentionsIn, textsIn } from './body.js';
export { changeRows, changes, type ChangeFacetBy, type ChangeOrder, type ChangePage, type ChangeRow } from './change.js';
export { changeId, changeOfId, changeRef, type ChangeBy } from './change-by.js';
export {
  contentsOf,
  type ContentRow,
  type DecisionRow,
  decisionsOfChange,
  decisionsWithoutTicket,
  keysOf,
  personIn,
  policyInForce,
  ticketFacts,
  titleOf,
} from './change-content.js';
export type { ChangeFilter, GapOfChangeFilter } from './change-filter.js';
export type { ChangePart } from './search.js';
export { changesOfDeployment, commitsOfChange, deploymentsOfChange, pullRequestsOfChange } from './change-link.js';
export type { ChangeDeploymentRow, ChangeLinkRow, DeploymentLinkRow } from './change-link.js';
export { gapsOfChange, timelineOfChange, verdictsOfChange } from './change-list.js';
export type { Silence } from '../controls/index.js';
export type { TicketFacts, TicketLink as TicketLinkRow } from '../correlate/index.js';
export { associatedOf, commitKey, commitsOf, type CommitRow } from './commit.js';
export { coverageOf, deniedOf, permissionsOf, sentenceOf, type CoverageRow, type DeniedRow, type PermissionRow } from './coverage.js';
export { changeDifference, deploymentDifference, type DifferenceRow, type DifferencesRow } from './difference.js';
export { gapDifference, type GapDifferenceRow } from './gap-difference.js';
export { timelineDifference, type TimelineDifferenceRow } from './timeline-difference.js';
export type { DifferenceAct, DifferenceKind, Part } from './difference-part.js';
export { reportsOf, type ReportsRow } from './deployment-reports.js';
export { deploymentRows, deployments, type DeploymentFacet, type DeploymentPage, type DeploymentRow } from './deployment.js';
export type { EnvironmentStanding, Outcome, Relation } from './deployment-words.js';
export type { DeploymentFilter } from './deployment-filter.js';
export { deploymentsTo, environments, type EnvironmentFilter, type EnvironmentRow } from './environment.js';
export type { MentionOfEvent, Standing, TextOfEvent, TimelineRow } from './event.js';
export type { Facet, FacetValue } from './facets.js';
export { waysOf, type EventWay, type LinkMade, type RuleLooked, type UnitWay } from './explain-way.js';
export { feed, type Feed, leavable, newsAfter, type Read } from './feed.js';
export { assignGaps, stepGap, waiveGaps, type GapStepDone, type GapStepInput } from './gap-action.js';
export type { GapFilter } from './gap-filter.js';
export { gapId, gapOfId, gapRef, type GapName } from './gap-id.js';
export type { GapOrder } from './gap-order.js';
export { whyNotWaive, type Partaker } from './gap-part.js';
export { partakersOf } from './gap-partakers.js';
export type { GapRow } from './gap-rows.js';
export { stepsOf, type AlertRow, type GapStepRow } from './gap-step.js';
export { gapById, gaps, gapsMatching, gapsNamed, gapsOf, type GapFacet, type GapPage } from './gap.js';
export type { ConfiguredSource, Hub } from './hub.js';
export { incidentRows, incidents, type IncidentFilter, type IncidentRow } from './incident.js';
export { contributionsOf, incidentsOfChanges, type ChangeIncidentRow } from './incident-contribution.js';
export type { Contribution, ContributionReason } from '../correlate/index.js';
export { knownAt } from './known-at.js';
export { linksOf, type LinkRow } from './link.js';
export { withoutProduction } from './no-production.js';
export { type Count, type Page, type PageInput } from './page.js';
export { oneMoment, type OneMoment } from './one-moment.js';
export { pageOfList } from './page-of-list.js';
export { identifyPerson, separatePerson } from './identify-person.js';
export { whyNotSeparate } from './separate-accounts.js';
export { people, whoIsWho, type PeopleFilter, type PersonRow } from './people.js';
export { servicesAmong, type Person } from './person.js';
export {
  documentsIn,
  maySeePolicyFile,
  policies,
  policy,
  policyDifferences,
  type PolicyDifference,
  type PolicyDocumentRow,
  type PolicyRow,
} from './policy.js';
export { policyProposals, type PolicyProposalRow, proposalsAt } from './policy-proposal.js';
export { type PolicyPreview, previewPolicy, putInForce } from './put-policy.js';
export { ledgerSize, positionOf } from './position.js';
export { pullRequestRows, repositoryNames, titleEvents } from './pull-request.js';
export type { PullRequestRow } from './pull-request.js';
export { quarantineOf, type QuarantineRow } from './quarantine.js';
export { type Dimension, EVERY, type Every, type FigureDefinition, isReportName, type Leg, type PeriodInput } from '../reports/index.js';
export { REPORT_NAMES, type ReportName, REPORTS, type RowKey } from '../reports/index.js';
export type { Part as FigurePart, Unit as FigureUnit } from '../reports/index.js';
export { reportCsv } from './report/csv.js';
export type { ReportFilter } from './report/filter.js';
export type { HoleRow } from './report/holes.js';
export type { ProvenanceRow } from './report/provenance.js';
export { type AskedReport, report, type ReportInput, reportTable, type ReportTable } from './report/report.js';
export type { ComparedRow, FigureRow, ReportRow } from './report/row.js';
export { commentsOf, formerIds, outcomeOfRecord, recordRows } from './record.js';
export type {
  OutcomeReasonRow,
  RecordAsset,
  RecordContentEntry,
  RecordContext,
  RecordOutcome,
  RecordProof,
  RecordRow,
  RecordSpan,
  RecordStep,
  RecordWindow,
} from './record.js';
export { releaseRows, releases, stepsOfReleases, type ReleaseFilter, type ReleaseRow } from './release.js';
export { plansOfReleases, type ReleasePlanRow } from './release-plan.js';
export { changesOfRelease, deploymentsOfRelease, releasesOfChange, type ReleasedChangeRow } from './release-lists.js';
export type { ReleaseStep } from '../correlate/index.js';
export { reviewsOf, type ReviewRow } from './review.js';
export {
  services,
  type Infrastructure,
  type RepositoryOfService,
  type ScopeOfService,
  type ServiceFilter,
  type ServiceRow,
} from './service.js';
export { lastDeployments, openGaps, type GapGroup } from './service-now.js';
export { deniedRules, type DeniedKey, type DeniedRuleRow } from './denied-rules.js';
export { sources, streamsOf, unmappedEnvironments } from './source.js';
export { openSyncMeter, type SyncMeter, syncNews, type SyncProgress } from './sync-progress.js';
export type { Health, SourceRow, StreamRow, UnmappedRow } from './source.js';
export type {
  CannotDo,
  GapAct,
  GapsRefused,
  GapsStepped,
  GapStatement,
  Identified,
  LinkRefused,
  LinkSaid,
  LinkStatement,
} from './statement.js';
export { controlReviews, reviewsAt, reviewsBetween, signOffReview, underReview } from './control-review.js';
export type { ControlReviewRow, ReviewCount, Reviewed, ReviewInput } from './control-review.js';
export type { CheckedPolicy, PolicyActivation, PolicyProblem, Waiver, WantedPolicy } from './statement.js';
export { attachEvidence, type AttachEvidenceInput } from './attach-evidence.js';
export { evidenceFileOf, keepEvidenceFile, MOST_BYTES } from './evidence-file.js';
export { auditPart, evidenceOf, evidenceSaidIn, isKnownToAttach, type EvidenceRow } from './evidence.js';
export type { EvidenceAttached, EvidenceRefused, EvidenceSaid } from './statement.js';
export type { EventsRecorded, EventsRefused, EventsSaid, ReviewSaid, ReviewSigned } from './statement.js';
export { recordEvents, type RecordEventsInput } from './record-events.js';
export { assetStepsOfChange, executionsOfChange, type AssetStepRow, type ExecutionRow } from './operation.js';
export { openTail, type Tail } from './tail.js';
export { teams, type TeamRow } from './team.js';
export { trustNow, type Trust } from './trust-now.js';
export { trace } from './trace.js';
export type { TraceEndRow, TraceKind, TraceNodeRow, TraceRow } from './trace-row.js';
export type { Hop } from './trace-edges.js';
export { timeline, timelineRows, timelineRowsById, type TimelineFacet, type TimelinePage } from './timeline.js';
export type { TimelineFilter } from './timeline-filter.js';
export { tokens } from './tokens.js';
export { gapNews, routedNews, timelineNews, type UpdateKind, type UpdateRow } from './updates.js';
export { gapVerdicts, verdictHistory, verdictsOf, type VerdictRow } from './verdict.js';
export type { WaiverInput } from './waiver.js';
export { explain, grant, replayQuarantined, revoke, syncNow } from './work.js';
export type { CreateTokenInput, Explanation, ReplayInput } from './work.js';
export { readinessOf } from './readiness.js';
export { backtestDifferences, backtestOf, backtestPolicy } from './backtest.js';
export type { BacktestCount, BacktestDifferenceRow, BacktestPolicyInput, BacktestRow } from './backtest.js';
export type { BacktestStarted, BacktestWanted, Intended, Readiness } from './supposed.js';

// Questions to the read tables, batch first.
// Comes in: filters, pages, refs, and the viewer where not everyone may ask. Goes out: plain rows, and feeds of news.
// Never: judges, correlates, or keeps anything between two questions.
export { badInput, maySeeTexts, Refusal, type Role, type Token, type Viewer } from '../access/index.js';
export type { ExplainedDelivery, ExplainedEvent, ExplainedFact, ExplainedRecord } from '../inbox/index.js';
export { asGiven } from './as-given.js';
export { enrichmentsOf, isSealed as isSealedText, ledgerEvents, mentionsIn, textsIn } from './body.js';
export { associatedOf, commitKey, commitsOf, type CommitRow } from './commit.js';
export { coverageOf, deniedOf, sentenceOf, type CoverageRow, type DeniedRow } from './coverage.js';
export { deploymentRows, deployments, type DeploymentRow } from './deployment.js';
export type { EnvironmentStanding, Outcome, Relation } from './deployment-words.js';
export type { DeploymentFilter } from './deployment-filter.js';
export type { MentionOfEvent, Standing, TextOfEvent, TimelineRow } from './event.js';
export { feed, type Feed } from './feed.js';
export type { GapFilter } from './gap-filter.js';
export { gapId, gapOfId, gapRef, type GapName } from './gap-id.js';
export { stepsOf, type AlertRow, type GapStepRow } from './gap-step.js';
export { gapById, gaps, gapsOf, type GapRow } from './gap.js';
export type { ConfiguredSource, Hub } from './hub.js';
export { linksOf, type LinkRow } from './link.js';
export { type Count, type Page, type PageInput } from './page.js';
export { pageOfList } from './page-of-list.js';
export { servicesAmong, type Person } from './person.js';
export { ledgerSize, positionOf } from './position.js';
export { pullRequestRows, releaseRows, repositoryNames, titleEvents } from './pull-request.js';
export type { PullRequestRow, ReleaseRow } from './pull-request.js';
export { quarantineOf, type QuarantineRow } from './quarantine.js';
export { reviewsOf, type ReviewRow } from './review.js';
export { sources, streamsOf, unmappedEnvironments } from './source.js';
export type { Health, SourceRow, StreamRow, UnmappedRow } from './source.js';
export { openTail, type Tail } from './tail.js';
export { timeline, timelineRows, timelineRowsById, type Facet, type FacetValue, type TimelinePage } from './timeline.js';
export type { TimelineFilter } from './timeline-filter.js';
export { tokens } from './tokens.js';
export { gapNews, timelineNews, type UpdateKind, type UpdateRow } from './updates.js';
export { gapVerdicts, verdictHistory, verdictsOf, type VerdictRow } from './verdict.js';
export { explain, grant, replayQuarantined, revoke, syncNow } from './work.js';
export type { CannotDo, CreateTokenInput, Explanation, ReplayInput } from './work.js';

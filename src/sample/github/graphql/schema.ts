import type { GraphQLScalarType } from 'graphql';
import { buildSchema } from 'graphql';

const connection = (name: string, node: string): string => `
  type ${name}Connection { edges: [${name}Edge] nodes: [${node}] pageInfo: PageInfo! totalCount: Int! }
  type ${name}Edge { cursor: String! node: ${node} }`;
const PAGE = 'after: String, before: String, first: Int, last: Int';

/** The part of GitHub's public schema (docs.github.com/graphql/overview/public-schema) that is served: its own names and nullability. */
export const SDL = `
  scalar BigInt
  scalar DateTime
  scalar GitObjectID
  scalar GitTimestamp
  scalar URI

  type Query {
    rateLimit(dryRun: Boolean = false): RateLimit
    repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
  }
  type RateLimit { cost: Int! limit: Int! nodeCount: Int! remaining: Int! resetAt: DateTime! used: Int! }
  type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
  interface Node { id: ID! }
  enum OrderDirection { ASC DESC }

  interface Actor { login: String! url: URI! resourcePath: URI! }
  interface RepositoryOwner { id: ID! login: String! url: URI! resourcePath: URI! }
  type User implements Node & Actor & RepositoryOwner { id: ID! databaseId: Int login: String! name: String url: URI! resourcePath: URI! }
  type Organization implements Node & Actor & RepositoryOwner { id: ID! databaseId: Int login: String! name: String url: URI! resourcePath: URI! }
  type Bot implements Node & Actor { id: ID! databaseId: Int login: String! url: URI! resourcePath: URI! }
  type GitActor { date: GitTimestamp email: String name: String user: User }

  type Repository implements Node {
    id: ID! databaseId: Int name: String! nameWithOwner: String! owner: RepositoryOwner! url: URI!
    createdAt: DateTime! updatedAt: DateTime! pushedAt: DateTime isPrivate: Boolean! isArchived: Boolean! isFork: Boolean!
    defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref
    refs(${PAGE}, direction: OrderDirection, orderBy: RefOrder, query: String, refPrefix: String!): RefConnection
    object(expression: String, oid: GitObjectID): GitObject
    pullRequest(number: Int!): PullRequest
    deployments(${PAGE}, environments: [String!], orderBy: DeploymentOrder): DeploymentConnection!
    pullRequests(${PAGE}, baseRefName: String, headRefName: String, orderBy: IssueOrder, states: [PullRequestState!]): PullRequestConnection!
  }
  input DeploymentOrder { direction: OrderDirection! field: DeploymentOrderField! }
  enum DeploymentOrderField { CREATED_AT }
  type Deployment implements Node { id: ID! databaseId: Int commitOid: String! createdAt: DateTime! environment: String }
  ${connection('Deployment', 'Deployment')}
  input RefOrder { direction: OrderDirection! field: RefOrderField! }
  enum RefOrderField { ALPHABETICAL TAG_COMMIT_DATE }
  type Ref implements Node { id: ID! name: String! prefix: String! repository: Repository! target: GitObject }
  ${connection('Ref', 'Ref')}

  interface GitObject { id: ID! oid: GitObjectID! abbreviatedOid: String! commitUrl: URI! commitResourcePath: URI! repository: Repository! }
  type Tree implements Node & GitObject { id: ID! oid: GitObjectID! abbreviatedOid: String! commitUrl: URI! commitResourcePath: URI! repository: Repository! }
  type Tag implements Node & GitObject {
    id: ID! oid: GitObjectID! abbreviatedOid: String! commitUrl: URI! commitResourcePath: URI! repository: Repository!
    message: String name: String! tagger: GitActor target: GitObject!
  }
  type Commit implements Node & GitObject {
    id: ID! oid: GitObjectID! abbreviatedOid: String! commitUrl: URI! commitResourcePath: URI! repository: Repository!
    url: URI! tree: Tree! message: String! messageHeadline: String! messageBody: String!
    authoredDate: DateTime! committedDate: DateTime! committedViaWeb: Boolean! author: GitActor committer: GitActor
    parents(${PAGE}): CommitConnection!
    history(${PAGE}): CommitHistoryConnection!
    associatedPullRequests(${PAGE}, orderBy: PullRequestOrder): PullRequestConnection
    statusCheckRollup: StatusCheckRollup
    signature: GitSignature
  }
  type GitSignature { email: String! isValid: Boolean! state: String! signer: User wasSignedByGitHub: Boolean! }
  type StatusCheckRollup implements Node { id: ID! state: StatusState! contexts(${PAGE}): StatusCheckRollupContextConnection! }
  union StatusCheckRollupContext = CheckRun | StatusContext
  type StatusCheckRollupContextConnection { edges: [StatusCheckRollupContextEdge] nodes: [StatusCheckRollupContext] pageInfo: PageInfo! totalCount: Int! }
  type StatusCheckRollupContextEdge { cursor: String! node: StatusCheckRollupContext }
  type CheckRun implements Node {
    id: ID! databaseId: Int name: String! status: CheckStatusState! conclusion: CheckConclusionState startedAt: DateTime completedAt: DateTime
  }
  type StatusContext implements Node { id: ID! context: String! state: StatusState! createdAt: DateTime! }
  enum CheckStatusState { COMPLETED IN_PROGRESS PENDING QUEUED REQUESTED WAITING }
  enum CheckConclusionState { ACTION_REQUIRED CANCELLED FAILURE NEUTRAL SKIPPED STALE STARTUP_FAILURE SUCCESS TIMED_OUT }
  enum StatusState { ERROR EXPECTED FAILURE PENDING SUCCESS }
  ${connection('Commit', 'Commit')}
  type CommitHistoryConnection { edges: [CommitEdge] nodes: [Commit] pageInfo: PageInfo! totalCount: Int! }

  input IssueOrder { direction: OrderDirection! field: IssueOrderField! }
  enum IssueOrderField { COMMENTS CREATED_AT UPDATED_AT }
  input PullRequestOrder { direction: OrderDirection! field: PullRequestOrderField! }
  enum PullRequestOrderField { CREATED_AT UPDATED_AT }
  enum PullRequestState { CLOSED MERGED OPEN }
  type PullRequest implements Node {
    id: ID! databaseId: Int fullDatabaseId: BigInt number: Int! url: URI! title: String! body: String! state: PullRequestState!
    isDraft: Boolean! closed: Boolean! merged: Boolean! createdAt: DateTime! updatedAt: DateTime! closedAt: DateTime mergedAt: DateTime
    author: Actor mergedBy: Actor
    baseRefName: String! baseRefOid: GitObjectID! headRefName: String! headRefOid: GitObjectID!
    baseRepository: Repository headRepository: Repository isCrossRepository: Boolean! mergeCommit: Commit repository: Repository!
    commits(${PAGE}): PullRequestCommitConnection!
    reviews(${PAGE}, author: String, states: [PullRequestReviewState!]): PullRequestReviewConnection
    timelineItems(${PAGE}, itemTypes: [PullRequestTimelineItemsItemType!], since: DateTime, skip: Int): PullRequestTimelineItemsConnection!
  }
  ${connection('PullRequest', 'PullRequest')}
  type PullRequestCommit implements Node { id: ID! commit: Commit! pullRequest: PullRequest! }
  ${connection('PullRequestCommit', 'PullRequestCommit')}
  enum PullRequestReviewState { APPROVED CHANGES_REQUESTED COMMENTED DISMISSED PENDING }
  type PullRequestReview implements Node {
    id: ID! databaseId: Int fullDatabaseId: BigInt state: PullRequestReviewState! body: String! url: URI!
    createdAt: DateTime! submittedAt: DateTime updatedAt: DateTime! author: Actor commit: Commit pullRequest: PullRequest!
  }
  ${connection('PullRequestReview', 'PullRequestReview')}

  enum PullRequestTimelineItemsItemType {
    BASE_REF_CHANGED_EVENT CLOSED_EVENT HEAD_REF_FORCE_PUSHED_EVENT MERGED_EVENT RENAMED_TITLE_EVENT REOPENED_EVENT REVIEW_DISMISSED_EVENT
  }
  union PullRequestTimelineItems = BaseRefChangedEvent | ClosedEvent | HeadRefForcePushedEvent | MergedEvent | RenamedTitleEvent | ReopenedEvent | ReviewDismissedEvent
  type PullRequestTimelineItemsConnection {
    edges: [PullRequestTimelineItemsEdge] nodes: [PullRequestTimelineItems] pageInfo: PageInfo! totalCount: Int!
    filteredCount: Int! pageCount: Int! updatedAt: DateTime!
  }
  type PullRequestTimelineItemsEdge { cursor: String! node: PullRequestTimelineItems }
  type BaseRefChangedEvent implements Node { id: ID! databaseId: Int actor: Actor createdAt: DateTime! currentRefName: String! previousRefName: String! pullRequest: PullRequest! }
  type ClosedEvent implements Node { id: ID! actor: Actor createdAt: DateTime! }
  type HeadRefForcePushedEvent implements Node { id: ID! actor: Actor createdAt: DateTime! beforeCommit: Commit afterCommit: Commit pullRequest: PullRequest! }
  type MergedEvent implements Node { id: ID! actor: Actor createdAt: DateTime! commit: Commit mergeRefName: String! pullRequest: PullRequest! }
  type RenamedTitleEvent implements Node { id: ID! actor: Actor createdAt: DateTime! currentTitle: String! previousTitle: String! }
  type ReopenedEvent implements Node { id: ID! actor: Actor createdAt: DateTime! }
  type ReviewDismissedEvent implements Node {
    id: ID! databaseId: Int actor: Actor createdAt: DateTime! dismissalMessage: String previousReviewState: PullRequestReviewState!
    review: PullRequestReview pullRequest: PullRequest!
  }
`;

export const schema = buildSchema(SDL);

const gitObjectId = schema.getType('GitObjectID') as GraphQLScalarType;
gitObjectId.parseValue = (value) => {
  if (typeof value === 'string' && /^[0-9a-f]{40}$/.test(value)) return value;
  throw new TypeError(`${JSON.stringify(value)} is no GitObjectID: 40 lower-case hex digits are expected.`);
};
gitObjectId.parseLiteral = (node) => gitObjectId.parseValue(node.kind === 'StringValue' ? node.value : null);

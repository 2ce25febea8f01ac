// Comes in: a neighbourhood of facts and the policy. Goes out: runs, bases, contents, what brought commits in, authors.
// Never: a clock, a database, a network; the same facts give the same answer in any order.
export { authorsOf, type Authorship } from './authors.js';
export { broughtIn, type BroughtIn } from './brought-in.js';
export { contentsOf, type Contents, type History, type Relation } from './contents.js';
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
  TicketMention,
} from './facts.js';
export { Generations } from './generations.js';
export { CommitGraph } from './graph.js';
export { Lane, type Base } from './lane.js';
export { orderOf, type Order } from './order.js';
export { type AccountFacts, type Joined, Persons } from './persons.js';
export { Reach } from './reach.js';
export { compareSequence, type Moment, runOf, type Outcome, type Run } from './run.js';
export { decodeGraph, encodeCommits, SEGMENT_COMMITS, type CommitEdges } from './segment.js';
export { isSha } from './sha.js';
export { baselineOf, policyAt, releaseBranchesOf, standingOf, type PolicyInForce, type Standing } from './standing.js';
export { NO_TRACES, type Tracing, type Way } from './tracing.js';
export { every, not, some, type Truth } from './truth.js';

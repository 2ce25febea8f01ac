// Comes in: a neighbourhood of facts and the policy. Goes out: runs, bases, contents, what brought commits in, authors.
// Never: a clock, a database, a network; the same facts give the same answer in any order.
export { authorsOf, type Authorship } from './authors.js';
export { broughtIn, type BroughtIn } from './brought-in.js';
export { contentsOf, type Contents, type History, type Relation } from './contents.js';
export type { CommitFacts, DeploymentFacts, PullRequestFacts, PullRequestHead, PushFacts, ReviewFacts, StatusFact } from './facts.js';
export { Generations } from './generations.js';
export { CommitGraph } from './graph.js';
export { Lane, type Base } from './lane.js';
export { Reach } from './reach.js';
export { compareSequence, runOf, type Outcome, type Run } from './run.js';
export { decodeGraph, encodeCommits, SEGMENT_COMMITS, type CommitEdges } from './segment.js';
export { isSha } from './sha.js';
export { baselineOf, policyAt, releaseBranchesOf, standingOf, type PolicyInForce, type Standing } from './standing.js';

import type {
  CommitFacts,
  DecisionFact,
  PathFacts,
  PullRequestHead,
  PushFacts,
  TicketFacts,
  TicketMention,
} from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { type CarriedBy, loadCarriedBy, loadCarrying } from './carried-by.js';
import { loadCommits, loadHeads, loadLanded, loadPaths, loadPulls, loadPushes, loadReviews, type PullRow, type ReviewRow } from './code.js';
import { type Gathered, gather } from './gather.js';
import { loadDeploymentDecisions, loadMentions, loadTickets } from './tickets.js';

/** The facts around some deployments, which stay as they are while these are evaluated. A commit is named `<repository> <sha>`. */
export interface Near {
  readonly commits: Gathered<CommitFacts>;
  readonly paths: Gathered<PathFacts>;
  /** Pull requests by name, and by the commit as which they landed. */
  readonly pulls: Gathered<PullRow>;
  readonly landed: Gathered<readonly PullRow[]>;
  /** By pull request. */
  readonly heads: Gathered<readonly PullRequestHead[]>;
  readonly reviews: Gathered<readonly ReviewRow[]>;
  /** By the commit that was pushed. */
  readonly pushes: Gathered<readonly PushFacts[]>;
  /** What is said of tickets, by who says it. */
  readonly mentions: Gathered<readonly TicketMention[]>;
  readonly tickets: Gathered<TicketFacts>;
  /** Approvals of deployments. */
  readonly decisions: Gathered<readonly DecisionFact[]>;
  /** By ticket, its implementations by deployments. */
  readonly carriedBy: Gathered<readonly CarriedBy[]>;
  /** Whether a deployment carries a commit, by `<deployment> <sha>`. */
  readonly carrying: Gathered<true>;
}

export function near(tx: Transaction): Near {
  return {
    commits: gather((names) => loadCommits(tx, names)),
    paths: gather((names) => loadPaths(tx, names)),
    pulls: gather((names) => loadPulls(tx, names)),
    landed: gather((names) => loadLanded(tx, names)),
    heads: gather((names) => loadHeads(tx, names)),
    reviews: gather((names) => loadReviews(tx, names)),
    pushes: gather((names) => loadPushes(tx, names)),
    mentions: gather((names) => loadMentions(tx, names)),
    tickets: gather((names) => loadTickets(tx, names)),
    decisions: gather((names) => loadDeploymentDecisions(tx, names)),
    carriedBy: gather((names) => loadCarriedBy(tx, names)),
    carrying: gather((names) => loadCarrying(tx, names)),
  };
}

import type {
  CheckFacts,
  CommitFacts,
  DecisionFact,
  PathFacts,
  PullRequestHead,
  PushFacts,
  TicketFacts,
  TicketMention,
} from '../../correlate/index.js';
import type { BranchPush, BypassFact, ProtectionFact } from '../../controls/index.js';
import type { Transaction } from '../../db/pool.js';
import { sent } from '../../db/together.js';
import { loadCarrying } from './carried-by.js';
import { loadCommits, loadHeads, loadLanded, loadPaths, loadPulls, loadPushes, loadReviews, type PullRow, type ReviewRow } from './code.js';
import { loadCommitChecks } from './checks.js';
import { loadChecks } from '../record/load-checks.js';
import { type Gathered, gather } from './gather.js';
import { loadOfChanges, type OfChange } from './of-change.js';
import { loadNamed, loadSaidOfArtifacts, type NamedRow, type SaidOfArtifact } from './named.js';
import { loadProtections } from './protections.js';
import { loadBranchPushes, loadBypasses, loadRemovals, type RemovalRow } from './integrity.js';
import { loadTicketsWithIncidents } from './incidents-of.js';
import { loadDeploymentDecisions, loadMentions } from './tickets.js';

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
  /** Checks by the commit that they are of. */
  readonly checks: Gathered<readonly CheckFacts[]>;
  /** By deployment, what it names beside its revision. */
  readonly named: Gathered<NamedRow>;
  /** By artifact. */
  readonly saidOfArtifacts: Gathered<readonly SaidOfArtifact[]>;
  /** What is said of tickets, by who says it. */
  readonly mentions: Gathered<readonly TicketMention[]>;
  readonly tickets: Gathered<TicketFacts>;
  /** Approvals of deployments. */
  readonly decisions: Gathered<readonly DecisionFact[]>;
  /** By ticket, the deployments that carry it or take it out. */
  readonly ofChanges: Gathered<OfChange>;
  /** By ticket, checks of what carries it. */
  readonly changeChecks: Gathered<readonly CheckFacts[]>;
  /** Whether a deployment carries a commit, by `<deployment> <sha>`. */
  readonly carrying: Gathered<true>;
  /** What protects the branches of a repository. */
  readonly protections: Gathered<readonly ProtectionFact[]>;
  /** By the commit at which a branch was left. */
  readonly branchPushes: Gathered<readonly BranchPush[]>;
  /** By what went around a guard. */
  readonly bypasses: Gathered<readonly BypassFact[]>;
  /** By what was deleted. */
  readonly removals: Gathered<readonly RemovalRow[]>;
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
    checks: gather((names) => loadCommitChecks(tx, names)),
    named: gather((names) => loadNamed(tx, names)),
    saidOfArtifacts: gather((names) => loadSaidOfArtifacts(tx, names)),
    mentions: gather((names) => loadMentions(tx, names)),
    tickets: gather((names) => loadTicketsWithIncidents(tx, names)),
    decisions: gather((names) => loadDeploymentDecisions(tx, names)),
    protections: gather((names) => loadProtections(tx, names)),
    branchPushes: gather((names) => loadBranchPushes(tx, names)),
    bypasses: gather((names) => loadBypasses(tx, names)),
    removals: gather((names) => loadRemovals(tx, names)),
    ...written(tx),
  };
}

/** What following writes itself. */
function written(tx: Transaction): Pick<Near, 'ofChanges' | 'changeChecks' | 'carrying'> {
  return {
    ofChanges: gather((names) => loadOfChanges(tx, names)),
    changeChecks: gather((names) => loadChecks(tx, names)),
    carrying: gather((names) => loadCarrying(tx, names)),
  };
}

/** Of more units than these nothing is kept from one judging to the next: memory stays bounded when all are. */
const FEW = 100;

/** What is around the units of one step: facts are written before the first of them is judged, and so each is loaded once. */
export class Nearby {
  readonly #tx: Transaction;
  #near: Near;

  constructor(tx: Transaction) {
    this.#tx = tx;
    this.#near = near(tx);
  }

  /** Around so many units. */
  of(count: number): Near {
    return count <= FEW ? this.#near : near(this.#tx);
  }

  /** These changes are judged next: what deployments are to them, and their checks, is asked for before it is wanted. */
  foresee(changes: readonly string[]): void {
    if (changes.length > FEW) return;
    sent(this.#near.ofChanges(changes));
    sent(this.#near.changeChecks(changes));
  }

  /** What deployments carry was written: what was loaded of it is old. */
  written(): void {
    this.#near = { ...this.#near, ...written(this.#tx) };
  }
}

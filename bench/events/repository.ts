import { pageOf, type Page } from './page.js';
import { type Account, peopleOf } from './people.js';
import { branchRecord, type Commit, commitRecord, deploymentRecord, type Place, pullRecord, repositoryRecord, sha } from './records.js';

/** Commits of a pull request before it lands; with the one as which it lands, ten. */
const OWN_COMMITS = 9;
/** Pull requests for a deployment: 0.2 deployments each. */
const PULLS_A_DEPLOYMENT = 5;
const PULLS_A_PAGE = 10;
/** A minute between two facts, from the beginning of 2025 on. */
const BEGIN_MS = Date.UTC(2025, 0, 1);

/**
 * The history of one repository in the proportion 10 commits, 3 reviews, 1 pull request, 0.2 deployments, as pages of
 * the poll door. Every second pull request is merged, the others are squashed; each deployment is of the newest commit.
 */
export class Repository {
  readonly #place: Place;
  #head: string;
  #pulls = 0;
  #minute = 0;

  constructor(place: Place) {
    this.#place = place;
    this.#head = sha(`${place.id} root`);
  }

  /** What a first reading begins with: the repository itself and its first commit. */
  begin(): readonly Page[] {
    const root = { oid: this.#head, parents: [], by: peopleOf(0)[0]!, message: 'Begin', at: this.#time() };
    const commits = [branchRecord(this.#place, this.#head), commitRecord(this.#place, root, null)];
    return [pageOf('repository', [repositoryRecord(this.#place)]), pageOf('commits', commits)];
  }

  /** Ten pull requests with all that belongs to them, in three pages. */
  next(): readonly Page[] {
    const commits = [];
    const pulls = [];
    const deployments = [];
    for (let n = 0; n < PULLS_A_PAGE; n++) {
      const { landed, pull } = this.#pullRequest();
      commits.push(...landed);
      pulls.push(pull);
      if (this.#pulls % PULLS_A_DEPLOYMENT === 0) deployments.push(this.#deployment());
    }
    // GitHub lists the newest commit first.
    commits.reverse();
    const head = branchRecord(this.#place, this.#head);
    return [pageOf('commits', [head, ...commits]), pageOf('pull_requests', pulls), pageOf('deployments', deployments)];
  }

  #pullRequest() {
    const nth = ++this.#pulls;
    const people = peopleOf(nth);
    const base = this.#head;
    const own = this.#branch(nth, base, people[0]!);
    const reviewedAt = people.slice(1).map(() => this.#time());
    const squashed = nth % 2 === 0;
    const parents = squashed ? [base] : [base, own.at(-1)!.oid];
    const message = `Change ${nth} (#${nth})`;
    const landing = { oid: sha(`${this.#place.id} landing ${nth}`), parents, by: people[3]!, message, at: this.#time() };
    this.#head = landing.oid;
    const landed = (squashed ? [landing] : [...own, landing]).map((commit) => commitRecord(this.#place, commit, nth));
    return { landed, pull: pullRecord(this.#place, { nth, people, own, landing, reviewedAt }) };
  }

  #branch(nth: number, base: string, by: Account): readonly Commit[] {
    const commits: Commit[] = [];
    for (let n = 0; n < OWN_COMMITS; n++) {
      const parent = commits.at(-1)?.oid ?? base;
      const message = `Step ${n} of change ${nth}\n\nSee the plan.`;
      commits.push({ oid: sha(`${this.#place.id} ${nth} ${n}`), parents: [parent], by, message, at: this.#time() });
    }
    return commits;
  }

  #deployment() {
    return deploymentRecord(this.#place, this.#pulls, this.#head, [this.#time(), this.#time(), this.#time()]);
  }

  #time(): string {
    return `${new Date(BEGIN_MS + this.#minute++ * 60_000).toISOString().slice(0, 19)}Z`;
  }
}

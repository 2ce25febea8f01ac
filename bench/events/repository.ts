import { createHash } from 'node:crypto';
import type { Json, RawRecord } from '#contract';
import { pageOf, type Page } from './page.js';
import { actor, gitActor, peopleOf, SHIPPER, type Account } from './people.js';

export interface Place {
  readonly id: number;
  readonly name: string;
}

interface Commit {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly by: Account;
  readonly message: string;
  readonly at: string;
}

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
    return [pageOf('repository', [this.#repositoryRecord()]), pageOf('commits', [this.#branchRecord(), this.#commitRecord(root, null)])];
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
      if (this.#pulls % PULLS_A_DEPLOYMENT === 0) deployments.push(this.#deploymentRecord());
    }
    // GitHub lists the newest commit first.
    commits.reverse();
    return [pageOf('commits', [this.#branchRecord(), ...commits]), pageOf('pull_requests', pulls), pageOf('deployments', deployments)];
  }

  #pullRequest() {
    const nth = ++this.#pulls;
    const people = peopleOf(nth);
    const base = this.#head;
    const own = this.#branch(nth, base, people[0]!);
    const last = own.at(-1)!.oid;
    const squashed = nth % 2 === 0;
    const parents = squashed ? [base] : [base, last];
    const landing = { oid: sha(`${this.#place.id} landing ${nth}`), parents, by: people[3]!, message: `Change ${nth} (#${nth})`, at: this.#time() };
    this.#head = landing.oid;
    const landed = (squashed ? [landing] : [...own, landing]).map((commit) => this.#commitRecord(commit, nth));
    return { landed, pull: this.#pullRecord(nth, people, { own, landing: landing.oid }) };
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

  #time(): string {
    return `${new Date(BEGIN_MS + this.#minute++ * 60_000).toISOString().slice(0, 19)}Z`;
  }

  get #graphql() {
    return { databaseId: this.#place.id, nameWithOwner: this.#place.name };
  }

  #pullId(nth: number): string {
    return String(this.#place.id * 1_000_000 + nth);
  }

  #commit({ oid, parents, by, message, at }: Commit): { readonly [key: string]: Json } {
    return {
      oid,
      tree: { oid: sha(`tree ${oid}`) },
      parents: { nodes: parents.map((parent) => ({ oid: parent })) },
      message,
      authoredDate: at,
      committedDate: at,
      author: gitActor(by),
      committer: gitActor(by),
    };
  }

  #commitRecord(commit: Commit, pull: number | null): RawRecord {
    const repository = { databaseId: this.#place.id };
    const node = { databaseId: this.#pullId(pull ?? 0), number: pull ?? 0, merged: true, mergeCommit: null, baseRefName: 'main', repository };
    const payload: Json = { repository: this.#graphql, commit: { ...this.#commit(commit), associatedPullRequests: { nodes: pull === null ? [] : [node] } } };
    return { kind: 'graphql.commit', key: `commit:${this.#place.id}:${commit.oid}`, payload };
  }

  #pullRecord(nth: number, people: readonly Account[], { own, landing }: { own: readonly Commit[]; landing: string }): RawRecord {
    const [opener, ...reviewers] = people as [Account, ...Account[]];
    const createdAt = this.#time();
    const commits = own.map((commit) => ({ commit: this.#commit(commit) }));
    const reviews = reviewers.map((by, n) => this.#review(nth, { n, by, head: own.at(-1)!.oid }));
    const mergedAt = this.#time();
    const payload: Json = {
      databaseId: this.#pullId(nth),
      repository: this.#graphql,
      number: nth,
      title: `Change ${nth}`,
      state: 'MERGED',
      createdAt,
      updatedAt: mergedAt,
      closedAt: mergedAt,
      mergedAt,
      isDraft: false,
      author: actor(opener),
      mergedBy: actor(reviewers.at(-1)!),
      baseRefName: 'main',
      headRefName: `change-${nth}`,
      headRefOid: own.at(-1)!.oid,
      mergeCommit: { oid: landing },
      commits: { totalCount: commits.length, nodes: commits },
      reviews: { totalCount: reviews.length, nodes: reviews },
      timelineItems: { nodes: [] },
    };
    return { kind: 'graphql.pull_request', key: `pull_request:${this.#pullId(nth)}`, payload };
  }

  /** Every eighth pull request has only comments, so that both answers of the rule occur. */
  #review(nth: number, { n, by, head }: { n: number; by: Account; head: string }) {
    const state = n === 0 && nth % 8 !== 0 ? 'APPROVED' : 'COMMENTED';
    return { databaseId: `${this.#pullId(nth)}${n}`, state, submittedAt: this.#time(), author: actor(by), commit: { oid: head } };
  }

  #deploymentRecord() {
    const id = this.#place.id * 1_000_000 + this.#pulls;
    const requested = this.#time();
    const status = (n: number, state: string, at: string) => ({ id: id * 10 + n, state, creator: SHIPPER, environment: 'production', created_at: at });
    const statuses = [status(1, 'in_progress', this.#time()), status(2, 'success', this.#time())].reverse();
    const deployment = {
      id,
      sha: this.#head,
      ref: 'main',
      task: 'deploy',
      payload: {},
      original_environment: 'production',
      environment: 'production',
      production_environment: true,
      transient_environment: false,
      creator: SHIPPER,
      created_at: requested,
    };
    const payload = { repository: { id: this.#place.id, full_name: this.#place.name }, deployment, statuses };
    return { kind: 'rest.deployment', key: `deployment:${id}`, payload };
  }

  #branchRecord() {
    const payload = { repository: this.#graphql, name: 'main', head: this.#head, isDefault: true };
    return { kind: 'graphql.branch', key: `branch:${this.#place.id}:main`, payload };
  }

  #repositoryRecord() {
    const owner = { login: 'acme', id: 77, type: 'Organization' };
    const payload = { id: this.#place.id, full_name: this.#place.name, owner, default_branch: 'main' };
    return { kind: 'rest.repository', key: `repository:${this.#place.id}`, payload };
  }
}

function sha(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

import { createHash } from 'node:crypto';
import type { Json, RawRecord } from '#contract';
import { type Account, actor, gitActor, SHIPPER } from './people.js';

// The records that the poll door makes of GitHub's answers, with the fields that it asks for.

export interface Place {
  readonly id: number;
  readonly name: string;
}

export interface Commit {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly by: Account;
  readonly message: string;
  readonly at: string;
}

export interface Pull {
  readonly nth: number;
  readonly people: readonly Account[];
  readonly own: readonly Commit[];
  readonly landing: Commit;
  /** One for each review. */
  readonly reviewedAt: readonly string[];
}

export function sha(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

export function repositoryRecord({ id, name }: Place): RawRecord {
  const owner = { login: 'acme', id: 77, type: 'Organization' };
  const payload = { id, full_name: name, owner, default_branch: 'main', nth: { name: 1, owner: 1 } };
  return { kind: 'rest.repository', key: `repository:${id}`, payload };
}

export function branchRecord(place: Place, head: string): RawRecord {
  const payload = { repository: graphql(place), name: 'main', head, isDefault: true };
  return { kind: 'graphql.branch', key: `branch:${place.id}:main`, payload };
}

export function commitRecord(place: Place, commit: Commit, pull: number | null): RawRecord {
  const number = pull ?? 0;
  const repository = { databaseId: place.id };
  const node = { databaseId: pullId(place, number), number, merged: true, mergeCommit: null, baseRefName: 'main', repository };
  const associatedPullRequests = { nodes: pull === null ? [] : [node] };
  const payload: Json = { repository: graphql(place), commit: { ...commitNode(commit), associatedPullRequests } };
  return { kind: 'graphql.commit', key: `commit:${place.id}:${commit.oid}`, payload };
}

export function pullRecord(place: Place, pull: Pull): RawRecord {
  const { nth, people, own, landing } = pull;
  const [opener, ...reviewers] = people as [Account, ...Account[]];
  const commits = own.map((commit) => ({ commit: commitNode(commit) }));
  const reviews = reviewers.map((by, n) => reviewNode(place, pull, { by, n }));
  const head = own.at(-1)!;
  const payload: Json = {
    databaseId: pullId(place, nth),
    repository: graphql(place),
    number: nth,
    title: `Change ${nth}`,
    state: 'MERGED',
    createdAt: head.at,
    updatedAt: landing.at,
    closedAt: landing.at,
    mergedAt: landing.at,
    isDraft: false,
    author: actor(opener),
    mergedBy: actor(landing.by),
    baseRefName: 'main',
    headRefName: `change-${nth}`,
    headRefOid: head.oid,
    mergeCommit: { oid: landing.oid },
    commits: { totalCount: commits.length, nodes: commits },
    reviews: { totalCount: reviews.length, nodes: reviews },
    timelineItems: { nodes: [] },
  };
  return { kind: 'graphql.pull_request', key: `pull_request:${pullId(place, nth)}`, payload };
}

/** Every eighth pull request has only comments, so that both answers of the rule occur. */
function reviewNode(place: Place, { nth, own, reviewedAt }: Pull, { by, n }: { readonly by: Account; readonly n: number }) {
  const state = n === 0 && nth % 8 !== 0 ? 'APPROVED' : 'COMMENTED';
  const submittedAt = reviewedAt[n]!;
  return { databaseId: `${pullId(place, nth)}${n}`, state, submittedAt, author: actor(by), commit: { oid: own.at(-1)!.oid } };
}

/** `times`: requested, started, finished. */
export function deploymentRecord(place: Place, nth: number, head: string, times: readonly [string, string, string]): RawRecord {
  const id = Number(pullId(place, nth));
  const environment = 'production';
  const status = (n: number, state: string) => ({ id: id * 10 + n, state, creator: SHIPPER, environment, created_at: times[n]! });
  const deployment = {
    id,
    sha: head,
    ref: 'main',
    task: 'deploy',
    payload: {},
    original_environment: environment,
    environment,
    production_environment: true,
    transient_environment: false,
    creator: SHIPPER,
    created_at: times[0],
  };
  const statuses = [status(2, 'success'), status(1, 'in_progress')];
  const payload: Json = { repository: { id: place.id, full_name: place.name }, deployment, statuses };
  return { kind: 'rest.deployment', key: `deployment:${id}`, payload };
}

function commitNode({ oid, parents, by, message, at }: Commit): { readonly [key: string]: Json } {
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

function graphql({ id, name }: Place) {
  return { databaseId: id, nameWithOwner: name };
}

function pullId({ id }: Place, nth: number): string {
  return String(id * 1_000_000 + nth);
}

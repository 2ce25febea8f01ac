import { pullRequestPayload } from '../../github/webhooks/pull-request.js';
import type { Commit, Pull } from '../../github/world.js';
import { gitHubTime } from '../calendar.js';
import type { Person } from '../people.js';
import type { RepositoryName } from '../repositories.js';
import { committed, headOf, pushed, tested } from './code.js';
import type { Step } from './merged.js';
import { tellGitHub, type Telling } from './telling.js';

export interface Proposal {
  readonly in: RepositoryName;
  readonly title: string;
  readonly body?: string;
  readonly branch?: string;
  /** Messages of its commits; the title unless told. */
  readonly commits?: readonly string[];
  /** Paths that each of its commits changes; left out: nobody knows. */
  readonly touching?: readonly string[];
  /** Who wrote the commits; who opened it unless told. */
  readonly writer?: Person;
  /** Its branch is in another repository. */
  readonly fork?: true;
  /** Commits that are on its branch already. */
  readonly pushed?: readonly Commit[];
}

const BEFORE_MS = 10 * 60_000;
const FIRST_NUMBER = 101;

/** A pull request, some minutes after its commits were pushed. */
export function opened(telling: Telling, atMs: number, by: Person, proposal: Proposal): Pull {
  const { company } = telling;
  const repository = company.repositories[proposal.in];
  const number = repository.pulls.length + FIRST_NUMBER;
  const { title, body = '', branch = slugOf(title) } = proposal;
  const base = headOf(repository);
  const shas =
    proposal.pushed === undefined ? written(telling, { repository, number, branch, atMs, by }, proposal) : adopted(proposal.pushed, number);
  const head = shas.at(-1) as string;
  const pull: Pull = {
    id: company.idAt('pull', atMs),
    ...{ number, title, body, state: 'OPEN', draft: false, author: by.github },
    base: { ref: 'main', sha: base },
    head: { ref: branch, sha: head },
    ...{ createdAt: gitHubTime(atMs), updatedAt: gitHubTime(atMs), closedAt: null, mergedAt: null, mergedBy: null, mergeCommit: null },
    ...{ commits: shas, reviews: [], timeline: [] },
  };
  repository.pulls.push(pull);
  tested(telling, repository, head, atMs);
  tellGitHub(telling, repository, by, (scene) => pullRequestPayload(scene, pull, { action: 'opened' }));
  return pull;
}

interface Start extends Omit<Step, 'pull'> {
  readonly number: number;
  readonly branch: string;
}

function written(telling: Telling, { repository, number, branch, atMs, by }: Start, proposal: Proposal): string[] {
  const { commits: messages = [proposal.title], writer = by } = proposal;
  const pushedMs = atMs - BEFORE_MS;
  const shas: string[] = [];
  for (const message of messages) {
    const parents = [shas.at(-1) ?? headOf(repository)];
    shas.push(
      committed({ repository, parents, message, author: writer.github, atMs: pushedMs, pulls: [number], touching: proposal.touching }).sha,
    );
  }
  // The branch of a fork moves in the fork, of which this repository tells nothing.
  const pusher = writer.github === null ? by : writer;
  if (proposal.fork === undefined) pushed(telling, { repository, branch, after: shas.at(-1) as string, by: pusher, atMs: pushedMs });
  return shas;
}

function adopted(commits: readonly Commit[], number: number): string[] {
  return commits.map((commit) => Object.assign(commit, { pulls: [number] }).sha);
}

function slugOf(title: string): string {
  return title
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}

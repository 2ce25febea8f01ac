import type { Account } from '../../github/account.js';
import type { ActivityType, Commit, Repository } from '../../github/world.js';
import { NO_COMMIT } from '../../github/world.js';
import { checkRunPayload } from '../../github/webhooks/checks.js';
import { pushPayload } from '../../github/webhooks/push.js';
import { gitHubTime } from '../calendar.js';
import { gitObject, treeOf } from '../git.js';
import type { Person } from '../people.js';
import { tellGitHub, type Telling } from './telling.js';

export interface NewCommit {
  readonly repository: Repository;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Account | null;
  /** The author himself unless told. */
  readonly committer?: Account | null;
  readonly atMs: number;
  /** Numbers of the pull requests that it belongs to. */
  readonly pulls?: readonly number[];
  /** Paths that it changes; left out: nobody knows. Of a merge, what it has otherwise than every parent. */
  readonly touching?: readonly string[] | undefined;
}

/** A commit in a repository, on no branch yet. */
export function committed({ repository, parents, message, author, committer = author, atMs, pulls = [], touching }: NewCommit): Commit {
  const at = gitHubTime(atMs);
  const tree = treeOf(repository.name, String(repository.commits.length), message);
  const content = { tree, parents, message, authoredAt: at, committedAt: at, author, committer };
  const files = touching?.map((path) => ({ path }));
  const commit = { sha: gitObject(content), ...content, pulls, ...(files ? { files } : {}) };
  repository.commits.push(commit);
  return commit;
}

export interface Push {
  readonly repository: Repository;
  readonly branch: string;
  readonly after: string;
  readonly by: Person;
  readonly atMs: number;
  readonly type?: ActivityType;
}

/** A branch moves, and GitHub tells of it. */
export function pushed(telling: Telling, { repository, branch, after, by, atMs, type = 'push' }: Push): void {
  const before = repository.branches.get(branch) ?? NO_COMMIT;
  repository.branches.set(branch, after);
  repository.pushedAt = gitHubTime(atMs);
  const activity = {
    id: telling.company.idAt('activity', atMs),
    ref: `refs/heads/${branch}`,
    before,
    after,
    timestamp: gitHubTime(atMs),
    type: before === NO_COMMIT ? 'branch_creation' : type,
    actor: by.github,
  } as const;
  repository.activity.push(activity);
  tellGitHub(telling, repository, by, (scene) => pushPayload(scene, activity));
}

export function headOf(repository: Repository, branch = 'main'): string {
  const head = repository.branches.get(branch);
  if (head === undefined) throw new Error(`acme/${repository.name} has no branch ${branch}.`);
  return head;
}

/** The tests of a commit ran and ended, half a minute after it was pushed. */
export function tested({ company }: Telling, repository: Repository, sha: string, atMs: number): void {
  const [started, completed] = [atMs + 30_000, atMs + 210_000];
  const run = { sha, name: 'unit tests', status: 'completed', conclusion: 'success' } as const;
  const times = { startedAt: gitHubTime(started), completedAt: gitHubTime(completed) };
  const check = { id: company.idAt('check', started), ...run, ...times };
  repository.checkRuns.push(check);
  company.send(({ github }) => ({ tool: 'github', payload: checkRunPayload({ addresses: github, repository }, check, 'completed') }));
}

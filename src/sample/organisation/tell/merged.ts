import { pullRequestPayload } from '../../github/webhooks/pull-request.js';
import type { Pull, Repository } from '../../github/world.js';
import { gitHubTime } from '../calendar.js';
import { type Person, WEB_FLOW } from '../people.js';
import { committed, headOf, pushed } from './code.js';
import { tellGitHub, type Telling } from './telling.js';

/** Somebody does something to a pull request. */
export interface Step {
  readonly repository: Repository;
  readonly pull: Pull;
  readonly by: Person;
  readonly atMs: number;
}

export type Method = 'squash' | 'merge' | 'rebase';

/** Merged as GitHub's three buttons do it. */
export function merged(telling: Telling, step: Step, how: Method): void {
  const { repository, pull, by, atMs } = step;
  const landed = landing(step, how);
  const at = gitHubTime(atMs);
  Object.assign(pull, { state: 'MERGED', closedAt: at, mergedAt: at, updatedAt: at, mergedBy: by.github, mergeCommit: landed });
  pushed(telling, { repository, branch: 'main', after: landed, by, atMs, type: 'pr_merge' });
  tellGitHub(telling, repository, by, (scene) => pullRequestPayload(scene, pull, { action: 'closed' }));
}

/** The commit at which the main branch then stands. */
function landing({ repository, pull, by, atMs }: Step, how: Method): string {
  const main = headOf(repository);
  const shared = { repository, atMs, committer: WEB_FLOW, pulls: [pull.number] };
  const found = (sha: string | undefined) => repository.commits.find((commit) => commit.sha === sha);
  const authorOf = (sha: string | undefined) => found(sha)?.author ?? null;
  const pathsOf = (sha: string) => found(sha)?.files?.map(({ path }) => path);
  if (how === 'merge') {
    const message = `Merge pull request #${pull.number} from acme/${pull.head.ref}\n\n${pull.title}`;
    return committed({ ...shared, parents: [main, pull.head.sha], message, author: by.github, touching: [] }).sha;
  }
  if (how === 'squash') {
    const message = `${pull.title} (#${pull.number})${bodyOf(repository, pull)}`;
    const paths = pull.commits.flatMap((sha) => pathsOf(sha) ?? []);
    const touching = pull.commits.every(pathsOf) ? [...new Set(paths)] : undefined;
    return committed({ ...shared, parents: [main], message, author: authorOf(pull.commits[0]), touching }).sha;
  }
  let head = main;
  for (const sha of pull.commits) {
    const { message = pull.title } = found(sha) ?? {};
    head = committed({ ...shared, parents: [head], message, author: authorOf(sha), touching: pathsOf(sha) }).sha;
  }
  return head;
}

// GitHub proposes the body of a single commit as that of the squash.
function bodyOf(repository: Repository, { commits }: Pull): string {
  const only = commits.length === 1 ? repository.commits.find(({ sha }) => sha === commits[0]) : undefined;
  return only?.message.replace(/^[^\n]*/, '') ?? '';
}

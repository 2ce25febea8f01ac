import type { Commit } from '../../github/world.js';
import type { When } from '../calendar.js';
import type { Person } from '../people.js';
import type { RepositoryName } from '../repositories.js';
import { committed, headOf, pushed } from './code.js';
import { msOf, type Telling } from './telling.js';

interface Written {
  readonly message: string;
  readonly touching?: readonly string[];
}

/** What happens to a main branch without a pull request. */
export function pushActs(telling: Telling) {
  const { repositories } = telling.company;
  const atHead = (when: When, by: Person, name: RepositoryName, what: Written): Commit => {
    const [repository, atMs] = [repositories[name], msOf(telling, when)];
    return committed({ repository, parents: [headOf(repository)], author: by.github, atMs, ...what });
  };
  return {
    /** A commit straight onto the main branch; its message, perhaps with the paths that it changes. */
    pushToMain: (when: When, by: Person, name: RepositoryName, what: string | Written): Commit => {
      const commit = atHead(when, by, name, typeof what === 'string' ? { message: what } : what);
      pushed(telling, { repository: repositories[name], branch: 'main', after: commit.sha, by, atMs: msOf(telling, when) });
      return commit;
    },
    /** A commit on a branch of its own, from an earlier revision of the main branch. */
    pushToBranch: (
      when: When,
      by: Person,
      name: RepositoryName,
      at: { branch: string; from: string; message: string; touching?: readonly string[] },
    ): Commit => {
      const [repository, atMs] = [repositories[name], msOf(telling, when)];
      const parents = [repository.branches.get(at.branch) ?? at.from];
      const commit = committed({ repository, parents, message: at.message, author: by.github, atMs, touching: at.touching });
      pushed(telling, { repository, branch: at.branch, after: commit.sha, by, atMs });
      return commit;
    },
    /** The branch is forced back to an earlier revision, and GitHub forgets what only it had. */
    forceAway: (when: When, by: Person, name: RepositoryName, at: { branch: string; to: string }): void => {
      const repository = repositories[name];
      const forgotten = headOf(repository, at.branch);
      pushed(telling, { repository, branch: at.branch, after: at.to, by, atMs: msOf(telling, when), type: 'force_push' });
      repository.commits.splice(
        repository.commits.findIndex(({ sha }) => sha === forgotten),
        1,
      );
    },
    /** The main branch is moved to another revision, which GitHub keeps. */
    moveMain: (when: When, by: Person, name: RepositoryName, { to, type }: { to: string; type: 'push' | 'force_push' }): void =>
      pushed(telling, { repository: repositories[name], branch: 'main', after: to, by, atMs: msOf(telling, when), type }),
    /** What the main branch is at now. */
    mainOf: (name: RepositoryName): string => headOf(repositories[name]),
  };
}

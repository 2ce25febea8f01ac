import { gitHubTime, type When } from '../calendar.js';
import type { Person } from '../people.js';
import type { RepositoryName } from '../repositories.js';
import { headOf } from './code.js';
import { msOf, type Telling } from './telling.js';

/** What is published of a repository. */
export function releaseActs(telling: Telling) {
  const { company } = telling;
  return {
    /** What the main branch is at, under this tag. */
    publish: (when: When, by: Person, name: RepositoryName, tag: string): void => {
      const [repository, atMs] = [company.repositories[name], msOf(telling, when)];
      const [head, at] = [headOf(repository), gitHubTime(atMs)];
      repository.tags.push({ name: tag, object: head, commit: head, annotated: false });
      const text = { tag, targetCommitish: 'main', name: tag, body: null, draft: false, prerelease: false };
      repository.releases.push({ id: company.idAt('release', atMs), ...text, author: by.github, createdAt: at, publishedAt: at });
    },
  };
}

import { gitHubTime, type When } from '../calendar.js';
import type { RepositoryName } from '../repositories.js';
import { headOf } from './code.js';
import { msOf, type Telling } from './telling.js';

/** What is checked beside the tests that run by themselves. */
export function checkActs(telling: Telling) {
  const { company } = telling;
  return {
    /** A check of what the main branch is at; when it ended, after three minutes. */
    check: (when: When, of: RepositoryName, name: 'unit tests' | 'licences', conclusion: 'success' | 'failure' = 'success'): void => {
      const [repository, atMs] = [company.repositories[of], msOf(telling, when)];
      const times = { startedAt: gitHubTime(atMs - 180_000), completedAt: gitHubTime(atMs) };
      const run = { sha: headOf(repository), name, status: 'completed', conclusion } as const;
      repository.checkRuns.push({ id: company.idAt('check', atMs - 180_000), ...run, ...times });
    },
  };
}

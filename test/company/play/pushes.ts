import { type Account, type Activity, NO_COMMIT, pushPayload, type Repository } from '../../../src/sample/index.js';
import { type Company, gitHubTime, headOf } from '../company.js';
import type { Change } from '../plan.js';
import { type Act, type Scene, spoken } from './acting.js';

export interface Move {
  readonly repository: Repository;
  readonly branch: string;
  readonly after: string;
  readonly by: Account;
  readonly at: number;
  readonly as?: Activity['type'];
}

/** A branch moves, and GitHub tells of it. */
export function moveBranch(company: Company, { repository, branch, after, by, at, as = 'push' }: Move): void {
  const before = repository.branches.get(branch) ?? NO_COMMIT;
  repository.branches.set(branch, after);
  repository.pushedAt = gitHubTime(at);
  const type = before === NO_COMMIT ? 'branch_creation' : as;
  const activity = { id: company.id(), ref: `refs/heads/${branch}`, before, after, timestamp: gitHubTime(at), type, actor: by } as const;
  repository.activity.push(activity);
  company.send(({ github }) => ({
    tool: 'github',
    payload: pushPayload({ addresses: github.addresses, repository, sender: by }, activity),
  }));
}

/** Commits that reach main by a push alone. */
export function pushActs(scene: Scene, change: Change, before: () => string): readonly Act[] {
  const { company, repository } = scene;
  return change.pushes.map(({ at, by, message, takes, aside, author = by, files }) => ({
    at,
    does: () => {
      const own = () =>
        company.commit(repository, {
          parents: [aside === null ? headOf(repository) : before()],
          message: spoken(scene, change, message),
          author,
          at,
          pulls: [],
          ...(files ? { files: files.map((path) => ({ path })) } : {}),
        });
      const after = takes === null ? own().sha : headOf(repository, spoken(scene, change, takes));
      moveBranch(company, { repository, branch: aside ?? 'main', after, by, at });
    },
  }));
}

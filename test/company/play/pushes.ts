import { type Account, type Activity, NO_COMMIT, pushPayload, type Repository } from '../../../src/sample/index.js';
import { type Company, headOf } from '../company.js';
import { gitHubTime } from '../times.js';
import type { Change, Pull } from '../plan.js';
import { type Act, type Scene, spoken, touching } from './acting.js';
import { checked } from './checks.js';

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
  return change.pushes.map(({ at, by, message, takes, aside, author = by, files, to, isForced }) => ({
    at,
    does: () => {
      if (to !== undefined) {
        const after = to === 'before' ? before() : mergedAs(scene, to);
        return moveBranch(company, { repository, branch: 'main', after, by, at, as: isForced ? 'force_push' : 'push' });
      }
      const own = () =>
        company.commit(repository, {
          parents: [aside === null ? headOf(repository) : before()],
          message: spoken(scene, change, message),
          author,
          at,
          pulls: [],
          ...touching(files),
        });
      const after = takes === null ? own().sha : headOf(repository, spoken(scene, change, takes));
      moveBranch(company, { repository, branch: aside ?? 'main', after, by, at });
      checked(scene, after, at);
    },
  }));
}

function mergedAs({ names }: Scene, pull: Pull): string {
  const name = names.merges.get(pull);
  if (name === undefined) throw new Error('A plan goes back to what was not merged yet.');
  return name.slice(name.lastIndexOf(':') + 1);
}

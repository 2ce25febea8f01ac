import { type Account, type Commit, NO_COMMIT, type Payload, pushPayload, type Repository, type Scene } from '../../src/sample/index.js';

/** Where something happens, who does it, and how GitHub's webhooks call him. */
export interface Act extends Scene {
  readonly who: Account | null;
}

/** The clock of a company, its ids, and what every step is made of. */
export class Stage {
  /** Seconds since the beginning of 2026. */
  nowS = 0;
  #serial = 100;

  push(act: Act, branch: string, count: number, pulls: readonly number[] = []): readonly Payload[] {
    const { repository, who } = act;
    const before = repository.branches.get(branch) ?? NO_COMMIT;
    let head = before === NO_COMMIT ? headOf(repository) : before;
    for (let nth = 0; nth < count; nth++) head = this.commit(repository, [head], who, pulls).sha;
    return [this.moved(act, branch, head)];
  }

  moved(act: Act, branch: string, after: string, as: 'push' | 'pr_merge' = 'push'): Payload {
    const { repository, who } = act;
    const before = repository.branches.get(branch) ?? NO_COMMIT;
    repository.branches.set(branch, after);
    const type = before === NO_COMMIT ? 'branch_creation' : as;
    const activity = { id: this.id(), ref: `refs/heads/${branch}`, before, after, timestamp: this.time(), type, actor: who } as const;
    repository.activity.push(activity);
    return pushPayload(act, activity);
  }

  commit(repository: Repository, parents: readonly string[], author: Account | null, pulls: readonly number[]): Commit {
    const number = this.id();
    const at = this.time();
    const shas = { sha: number.toString(16).padStart(40, '0'), tree: (number + 900_000).toString(16).padStart(40, '0') };
    const commit = { ...shas, parents, message: `Change ${number}`, authoredAt: at, committedAt: at, author, committer: author, pulls };
    repository.commits.push(commit);
    return commit;
  }

  id(): number {
    return (this.#serial += 1);
  }

  time(laterS = 0): string {
    return new Date(Date.UTC(2026, 0, 1) + (this.nowS + laterS) * 1000).toISOString().replace('.000Z', 'Z');
  }
}

export function headOf(repository: Repository): string {
  return repository.branches.get('main') ?? NO_COMMIT;
}

import { type Account, type Commit, type Deployment, emptyRepository, type Pull, type Repository } from '../../../src/sample/index.js';

export const ACME: Account = { id: 77, login: 'acme', type: 'Organization' };
export const ANA: Account = { id: 501, login: 'ana', type: 'User' };
export const BEN: Account = { id: 502, login: 'ben', type: 'User' };
export const BOT: Account = { id: 9001, login: 'checker[bot]', type: 'Bot' };

export function shaOf(number: number): string {
  return number.toString(16).padStart(40, '0');
}

/** `seconds` after the start of 2026. */
export function timeOf(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export function commit(number: number, parents: readonly number[], more: Partial<Commit> = {}): Commit {
  const at = timeOf(number);
  const who = { author: ANA, committer: ANA };
  return {
    sha: shaOf(number),
    tree: shaOf(900_000 + number),
    parents: parents.map(shaOf),
    message: `Change ${String(number)}`,
    authoredAt: at,
    committedAt: at,
    ...who,
    pulls: [],
    ...more,
  };
}

/** Commits `from` to `to`, each on the one before. */
export function line(from: number, to: number): Commit[] {
  return Array.from({ length: to - from + 1 }, (_, index) => commit(from + index, from + index === 1 ? [] : [from + index - 1]));
}

export function pull(number: number, more: Partial<Pull> = {}): Pull {
  return {
    id: 3_000_000_000 + number,
    number,
    title: `Pull ${String(number)}`,
    body: '',
    state: 'OPEN',
    draft: false,
    author: ANA,
    base: { ref: 'main', sha: shaOf(1) },
    head: { ref: `topic-${String(number)}`, sha: shaOf(2) },
    createdAt: timeOf(number),
    updatedAt: timeOf(number),
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    commits: [shaOf(2)],
    reviews: [],
    timeline: [],
    ...more,
  };
}

export function deployment(id: number, more: Partial<Deployment> = {}): Deployment {
  return {
    id,
    sha: shaOf(3),
    ref: 'main',
    task: 'deploy',
    environment: 'production',
    productionEnvironment: true,
    transientEnvironment: false,
    description: null,
    creator: BOT,
    createdAt: timeOf(id),
    statuses: [],
    ...more,
  };
}

/** acme/pay with `commits` commits in a line on main. */
export function pay(commits: number, more: Partial<Repository> = {}): Repository {
  return emptyRepository({
    id: 4711,
    owner: ACME,
    name: 'pay',
    commits: line(1, commits),
    branches: new Map([['main', shaOf(commits)]]),
    ...more,
  });
}

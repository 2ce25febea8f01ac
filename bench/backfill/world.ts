import { type Account, type Commit, emptyRepository, type Pull, type Repository, type World, worldOf } from '../../src/sample/index.js';

const ACME: Account = { id: 77, login: 'acme', type: 'Organization' };
const PEOPLE: readonly Account[] = ['ana', 'ben', 'cleo'].map((login, nth) => ({ id: 501 + nth, login, type: 'User' }));
/** Two pull requests of a repository are ten minutes apart. */
const APART_S = 600;

export function nameOf(repository: number): string {
  return `service-${String(repository).padStart(4, '0')}`;
}

/** Repositories of acme, in each so many pull requests that were merged one after another, each as one commit on main. */
export function backfillWorld({ repositories, pulls }: { readonly repositories: number; readonly pulls: number }): World {
  return worldOf(Array.from({ length: repositories }, (_, nth) => repositoryOf(nth, pulls)));
}

function repositoryOf(nth: number, pulls: number): Repository {
  const commits = Array.from({ length: pulls + 1 }, (_, number) => commitOf(nth, number));
  return emptyRepository({
    id: 10_000 + nth,
    owner: ACME,
    name: nameOf(nth),
    pushedAt: timeOf(pulls),
    commits,
    branches: new Map([['main', shaOf(nth, pulls)]]),
    pulls: Array.from({ length: pulls }, (_, number) => pullOf(nth, number + 1)),
  });
}

function commitOf(nth: number, number: number): Commit {
  const who = PEOPLE[number % PEOPLE.length]!;
  return {
    sha: shaOf(nth, number),
    tree: shaOf(nth, 1_000_000 + number),
    parents: number === 0 ? [] : [shaOf(nth, number - 1)],
    message: number === 0 ? 'Begin' : `Change ${number} (#${number})`,
    authoredAt: timeOf(number),
    committedAt: timeOf(number),
    author: who,
    committer: who,
    pulls: number === 0 ? [] : [number],
  };
}

function pullOf(nth: number, number: number): Pull {
  const [who, other] = [PEOPLE[number % PEOPLE.length]!, PEOPLE[(number + 1) % PEOPLE.length]!];
  return {
    id: 3_000_000_000 + nth * 10_000 + number,
    number,
    title: `Change ${number}`,
    body: '',
    state: 'MERGED',
    draft: false,
    author: who,
    base: { ref: 'main', sha: shaOf(nth, number - 1) },
    head: { ref: `topic-${number}`, sha: shaOf(nth, number) },
    createdAt: timeOf(number - 0.5),
    updatedAt: timeOf(number),
    closedAt: timeOf(number),
    mergedAt: timeOf(number),
    mergedBy: other,
    mergeCommit: shaOf(nth, number),
    commits: [shaOf(nth, number)],
    reviews: [],
    timeline: [],
  };
}

function shaOf(nth: number, number: number): string {
  return (nth * 10_000_000 + number + 1).toString(16).padStart(40, '0');
}

function timeOf(number: number): string {
  return new Date(Date.UTC(2024, 0, 1) + number * APART_S * 1000).toISOString().replace('.000Z', 'Z');
}

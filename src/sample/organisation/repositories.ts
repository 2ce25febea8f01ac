import { emptyRepository, type Repository } from '../github/world.js';
import { gitObject, treeOf } from './git.js';
import { ACME, people } from './people.js';

const FOUNDED = '2024-01-15T09:00:00Z';

/** By what the stories call them: payments, the shop, its infrastructure, the ledger, one from before anybody kept records, manifests of images, and Terraform. */
const FOUND = {
  pay: 640_110_001,
  web: 640_110_002,
  infra: 640_110_003,
  ledger: 640_110_004,
  legacy: 640_110_005,
  manifests: 640_110_006,
  network: 640_110_007,
} as const;
export type RepositoryName = keyof typeof FOUND;

/** Each with its first commit, which is the same at every start: `policy.yaml` names it as what stood in production. */
export function repositoriesOf(): Record<RepositoryName, Repository> {
  return Object.fromEntries(Object.entries(FOUND).map(([name, id]) => [name, founded(id, name)])) as Record<RepositoryName, Repository>;
}

function founded(id: number, name: string): Repository {
  const { github: finn } = people.finn;
  const message = `acme/${name} begins`;
  const tree = treeOf(name, 'begins');
  const commit = { tree, parents: [], message, authoredAt: FOUNDED, committedAt: FOUNDED, author: finn, committer: finn, pulls: [] };
  const sha = gitObject(commit);
  return emptyRepository({
    ...{ id, owner: ACME, name, createdAt: FOUNDED, pushedAt: FOUNDED },
    commits: [{ sha, ...commit }],
    branches: new Map([['main', sha]]),
  });
}

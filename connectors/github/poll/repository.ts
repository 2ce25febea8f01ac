import { type CoverageClaim, ref } from '#contract';
import { rest } from '../wire.js';
import { type Client, expect } from './client.js';
import { type Asked, unavailable } from './refusal.js';

/** A repository as it is called now; everything is kept under its id. */
export interface Repository {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly defaultBranch: string | null;
  /** What its own record says. */
  readonly payload: RepositoryPayload;
}

type RepositoryPayload = Readonly<Record<'id' | 'full_name', string>> & {
  readonly owner: { readonly id: string; readonly login: string; readonly type?: string };
  readonly default_branch: string | null;
};

const answer = rest.repository;

/** By the name that an operator wrote; a renamed repository answers under its old one, too. */
export async function repositoryNamed(client: Client, fullName: string): Promise<Repository> {
  const [owner = '', repo = ''] = fullName.split('/');
  return repositoryAt(client, '/repos/{owner}/{repo}', { owner, repo }, fullName);
}

/** By its id: also after it was renamed, and never the new one that took its name. */
export async function repositoryById(client: Client, id: string): Promise<Repository> {
  return repositoryAt(client, '/repositories/{id}', { id }, `the repository with id ${id}`);
}

async function repositoryAt(client: Client, route: string, parameters: Record<string, string>, label: string): Promise<Repository> {
  const asked = { what: label, permission: 'Metadata: read' };
  const { data } = await client.get(route, parameters, asked);
  const read = expect(answer, data, asked);
  const [owner = '', name = ''] = read.full_name.split('/');
  const { id, login, type } = read.owner;
  // Not the whole answer: stars and push times would make every reading a new record.
  const payload = {
    id: read.id,
    full_name: read.full_name,
    owner: { id, login, ...(type === undefined ? {} : { type }) },
    default_branch: read.default_branch ?? null,
  };
  return { id: read.id, owner, name, fullName: read.full_name, defaultBranch: read.default_branch ?? null, payload };
}

export function pathOf(repository: Repository): { readonly owner: string; readonly repo: string } {
  return { owner: repository.owner, repo: repository.name };
}

/** GraphQL goes by name: the answer must be about the repository that was meant. */
export function isSame(databaseId: string, repository: Repository, asked: Asked): void {
  if (databaseId === repository.id) return;
  throw unavailable(asked, 'another repository has taken its name');
}

export function complete(repository: Pick<Repository, 'id'>, client: Client, collections: readonly string[]): CoverageClaim[] {
  const upTo = client.startedAt();
  // Without the source's clock nothing can be said about a moment.
  if (upTo === null) return [];
  return collections.map((collection) => ({ scope: ref('repository', repository.id), collection, state: 'COMPLETE', upTo }));
}

export function denied(repository: Repository, collection: string, reason: string): CoverageClaim {
  return { scope: ref('repository', repository.id), collection, state: 'DENIED', reason };
}

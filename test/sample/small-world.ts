import type { Account, Commit, GitHub, Pull, Repository, World } from '../../src/sample/index.js';
import { emptyRepository, worldOf } from '../../src/sample/index.js';

export const TOKEN = 'token-of-the-tests';
export const ACME: Account = { id: 77, login: 'acme', type: 'Organization' };
export const ANA: Account = { id: 501, login: 'ana', type: 'User' };
export const BEN: Account = { id: 502, login: 'ben', type: 'User' };
export const ROBOT: Account = { id: 503, login: 'renovate[bot]', type: 'Bot' };

export function shaOf(number: number): string {
  return number.toString(16).padStart(40, '0');
}

/** `seconds` after the start of 2026. */
export function timeOf(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export function commit(number: number, parents: readonly number[], more: Partial<Commit> = {}): Commit {
  return {
    sha: shaOf(number),
    tree: shaOf(100_000 + number),
    parents: parents.map(shaOf),
    message: `Change ${number}`,
    authoredAt: timeOf(number),
    committedAt: timeOf(number),
    author: ANA,
    committer: ANA,
    pulls: [],
    ...more,
  };
}

export function pull(number: number, more: Partial<Pull> = {}): Pull {
  return {
    id: 3_000_000_000 + number,
    number,
    title: `Pull ${number}`,
    body: '',
    state: 'OPEN',
    draft: false,
    author: ANA,
    base: { ref: 'main', sha: shaOf(1) },
    head: { ref: `topic-${number}`, sha: shaOf(2) },
    createdAt: timeOf(number),
    updatedAt: timeOf(number),
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    commits: [],
    reviews: [],
    timeline: [],
    ...more,
  };
}

/** acme/pay: ten commits in a line on main, and whatever `more` brings. */
export function payRepository(more: Partial<Repository> = {}): Repository {
  return emptyRepository({
    id: 4711,
    owner: ACME,
    name: 'pay',
    pushedAt: timeOf(10),
    commits: Array.from({ length: 10 }, (_, index) => commit(index + 1, index === 0 ? [] : [index])),
    branches: new Map([['main', shaOf(10)]]),
    ...more,
  });
}

export function payWorld(more: Partial<Repository> = {}): World {
  return worldOf([payRepository(more)]);
}

const HEADERS = { authorization: `Bearer ${TOKEN}`, 'user-agent': 'changeline-tests' };

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export async function get(github: GitHub, path: string, headers: Record<string, string> = {}): Promise<Said> {
  const url = path.startsWith('http') ? path : github.url + path;
  const answer = await fetch(url, { headers: { ...HEADERS, ...headers }, redirect: 'manual' });
  const text = await answer.text();
  const isJson = text !== '' && answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

export interface GraphqlSaid {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly type?: string;
    readonly path?: readonly (string | number)[];
    readonly message: string;
    readonly extensions?: unknown;
  }[];
}

export async function graphql(github: GitHub, query: string, variables: Record<string, unknown> = {}): Promise<GraphqlSaid> {
  const answer = await fetch(`${github.url}/graphql`, {
    method: 'POST',
    headers: { ...HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as GraphqlSaid;
}

/** The address that `Link` gives for `rel`. */
export function linkOf(said: Said, rel: string): string | undefined {
  const link = said.headers.get('link') ?? '';
  return new RegExp(`<([^>]+)>; rel="${rel}"`).exec(link)?.[1];
}

/** Every item of a list, page after page along `rel="next"`. */
export async function follow(github: GitHub, path: string, between: () => void = () => undefined): Promise<{ id: number }[]> {
  const found: { id: number }[] = [];
  for (let next: string | undefined = path; next !== undefined; between()) {
    const page = await get(github, next);
    found.push(...(page.body as { id: number }[]));
    next = linkOf(page, 'next');
  }
  return found;
}

import {
  type Account,
  type Commit,
  emptyRepository,
  type GitHub,
  type Jira,
  type JiraPayload,
  type JiraWorld,
  type Payload,
  type Repository,
  type World,
  worldOf,
} from '../../src/sample/index.js';
import { LISTED } from './people.js';
import type { ProjectKey } from './site.js';
import { siteOf } from './site.js';
import { gitHubTime } from './times.js';

export type Sent =
  | { readonly tool: 'github'; readonly payload: Payload }
  | { readonly tool: 'jira'; readonly payload: JiraPayload }
  | { readonly tool: 'events'; readonly source: string; readonly events: readonly object[] };

const ACME: Account = { id: 77, login: 'acme', type: 'Organization' };

/** Both tools of a company: their worlds, their ids, and the webhooks that they send. */
export class Company {
  readonly github: World;
  readonly jira: JiraWorld = siteOf();
  /** The first commit of each repository, by name: what stood there before anything. */
  readonly roots = new Map<string, string>();
  readonly sent: Sent[] = [];
  /** What happens after the first reading, in its order. */
  readonly afterwards: (() => void)[] = [];
  /** What happens when all was read once. */
  readonly late: (() => void)[] = [];
  /** Where the stand-ins answer, once they do. */
  places: { readonly github: GitHub; readonly jira: Jira } | null = null;
  #serial = 1000;
  readonly #numbers = new Map<ProjectKey, number>();

  /** `listens`: whether somebody gets the next webhook. */
  constructor(
    repositories: readonly string[],
    readonly listens: () => boolean,
  ) {
    this.github = worldOf(repositories.map((name, nth) => emptyRepository({ id: 4711 + nth, owner: ACME, name })));
    for (const repository of this.github.repositories) {
      const root = this.commit(repository, { parents: [], message: 'Begin', author: LISTED[0]?.github ?? null, at: -86_400, pulls: [] });
      repository.branches.set('main', root.sha);
      this.roots.set(repository.name, root.sha);
    }
  }

  id(): number {
    return (this.#serial += 1);
  }

  nextKey(project: ProjectKey): string {
    const number = (this.#numbers.get(project) ?? 0) + 1;
    this.#numbers.set(project, number);
    return `${project}-${number}`;
  }

  commit(
    repository: Repository,
    given: Pick<Commit, 'parents' | 'message' | 'author' | 'pulls' | 'files'> & { readonly at: number; readonly committer?: Account },
  ): Commit {
    const { at, author, committer = author, ...rest } = given;
    const number = this.id();
    const digits = (serial: number) => serial.toString(16).padStart(40, '0');
    const times = { authoredAt: gitHubTime(at), committedAt: gitHubTime(at) };
    const commit = {
      sha: digits(repository.id * 1_000_000 + number),
      tree: digits(number + 900_000),
      ...rest,
      author,
      committer,
      ...times,
    };
    repository.commits.push(commit);
    return commit;
  }

  /** A webhook of something that has just happened, as things are now. */
  send(make: (places: NonNullable<Company['places']>) => Sent, when: 'MOSTLY' | 'ALWAYS' = 'MOSTLY'): void {
    if (this.places !== null && (when === 'ALWAYS' || this.listens()))
      this.sent.push(JSON.parse(JSON.stringify(make(this.places))) as Sent);
  }

  /** What a sender pushes by itself, which nobody can read later. */
  says(source: string, ...events: readonly object[]): void {
    this.sent.push({ tool: 'events', source, events });
  }
}

export function headOf(repository: Repository, branch = 'main'): string {
  const head = repository.branches.get(branch);
  if (head === undefined) throw new Error(`${repository.name} has no branch ${branch}.`);
  return head;
}

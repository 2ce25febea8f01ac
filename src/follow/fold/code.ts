import type { Transaction } from '../../db/pool.js';
import { isSha, type CommitEdges } from '../../correlate/index.js';
import { repositoryOf, type Reading } from './reading.js';
import { type Changing, laterWins, type Row, Rows, upsert, upsertKeeping } from './rows.js';

const COMMIT = `
  insert into code_commit (repository, sha, seq, parents, authors, unresolved_author, associated, reverts, picked_from)
  select repository, sha, seq, parents, authors, unresolved_author, associated, reverts, picked_from
  from json_to_recordset($1::text::json) as row (repository text, sha text, seq bigint, parents integer, authors text[],
    unresolved_author boolean, associated text[], reverts text, picked_from text[])
  on conflict (repository, sha) do update set
    unresolved_author = code_commit.unresolved_author and excluded.unresolved_author,
    reverts = coalesce(code_commit.reverts, excluded.reverts),
    picked_from = array(select distinct unnest(code_commit.picked_from || excluded.picked_from) order by 1),
    authors = array(select distinct unnest(code_commit.authors || excluded.authors) order by 1),
    associated = array(select distinct unnest(code_commit.associated || excluded.associated) order by 1)`;

const HEAD = `
  insert into branch_head (repository, branch, sha, seq)
  select repository, branch, sha, seq
  from json_to_recordset($1::text::json) as row (repository text, branch text, sha text, seq bigint)
  on conflict do nothing`;

const PUSH = `
  insert into push (repository, branch, before, after, pusher, seq)
  select repository, branch, before, after, pusher, seq
  from json_to_recordset($1::text::json) as row (repository text, branch text, before text, after text, pusher text, seq bigint)
  on conflict do nothing`;

const TAG = `
  insert into tag (repository, name, object, commit, seq)
  select repository, name, object, commit, seq
  from json_to_recordset($1::text::json) as row (repository text, name text, object text, commit text, seq bigint)
  on conflict (repository, name, object) do update set commit = excluded.commit
  where tag.commit is null and excluded.commit is not null`;

const REPOSITORY = `
  insert into repository (repository, source, name, default_branch)
  select repository, source, name, default_branch
  from json_to_recordset($1::text::json) as row (repository text, source text, name text, default_branch text)
  on conflict (repository) do update set
    name = coalesce(excluded.name, repository.name),
    default_branch = coalesce(excluded.default_branch, repository.default_branch)`;

const COMMITS: Changing = { table: 'code_commit', as: 'code_commit', key: ['repository', 'sha'], hasSeq: true };
const TAGS: Changing = { table: 'tag', as: 'tag', key: ['repository', 'name', 'object'], hasSeq: true };
const REPOSITORIES: Changing = { table: 'repository', as: 'repository', key: ['repository'], hasSeq: false };

/** Commits, branches, pushes, tags and repositories. */
export class CodeFold {
  readonly #commits = new Rows(unionOf);
  readonly #heads = new Rows();
  readonly #pushes = new Rows();
  readonly #tags = new Rows();
  readonly #repositories = new Rows(laterWins);
  /** Commits in order of recording, for the graph; those of an enrichment are known to it already. */
  readonly edges: { readonly repository: string; readonly commit: CommitEdges }[] = [];

  commit(reading: Reading): void {
    const repository = reading.text('repository');
    const sha = reading.text('sha');
    if (!repository || !sha || !isSha(sha)) return;
    const parents = reading.texts('parents');
    const authors = [...(reading.seenTexts('authors') ?? [])].sort();
    this.#commits.put(`${repository} ${sha}`, {
      repository,
      sha,
      seq: reading.seq,
      parents: parents.length,
      authors,
      // An enrichment that names no author says nothing of him; whoever names one resolves him (see the upsert).
      unresolved_author: authors.length === 0 || reading.seenFlag('unresolvedAuthor') === true,
      associated: [...(reading.seenTexts('associated') ?? [])].sort(),
      reverts: reading.seenText('reverts'),
      picked_from: [...(reading.seenTexts('cherryPickedFrom') ?? [])].filter(isSha).sort(),
    });
    this.edges.push({ repository, commit: { sha, parents: parents.filter(isSha) } });
  }

  branchMoved(reading: Reading): void {
    const repository = reading.text('repository');
    const branch = reading.text('branch');
    if (!repository || !branch) return;
    const before = reading.text('before') ?? '';
    const after = reading.text('after') ?? '';
    const { seq } = reading;
    this.#pushes.put(`${repository} ${branch} ${before} ${after}`, {
      repository,
      branch,
      before,
      after,
      pusher: reading.text('pusher'),
      seq,
    });
    if (isSha(after)) this.#head(repository, branch, after, seq);
  }

  branchObserved(reading: Reading): void {
    const repository = reading.text('repository');
    const branch = reading.text('branch');
    const head = reading.text('head');
    if (!repository || !branch || !head) return;
    this.#head(repository, branch, head, reading.seq);
    if (reading.flag('isDefault')) this.#named(repository, reading, { default_branch: branch });
  }

  tag(reading: Reading): void {
    const repository = reading.text('repository');
    const name = reading.text('tag');
    const object = reading.text('object');
    if (!repository || !name || !object) return;
    const commit = reading.seenText('commit');
    this.#tags.put(`${repository} ${name} ${object}`, { repository, name, object, commit, seq: reading.seq });
  }

  repositoryNamed(reading: Reading): void {
    const repository = repositoryOf(reading.subject);
    if (repository) this.#named(repository, reading, { name: reading.text('name') });
  }

  #head(repository: string, branch: string, sha: string, seq: number): void {
    this.#heads.put(`${repository} ${branch} ${sha}`, { repository, branch, sha, seq });
  }

  #named(repository: string, reading: Reading, row: Row): void {
    this.#repositories.put(repository, { repository, source: reading.event.envelope.source, name: null, default_branch: null, ...row });
  }

  /** Repositories whose name or default branch will be another one than it is. */
  async renamed(tx: Transaction): Promise<readonly string[]> {
    if (this.#repositories.size === 0) return [];
    const rows = this.#repositories.all;
    const names = rows.map((row) => String(row['repository']));
    const known = await tx<{ repository: string; name: string | null; default_branch: string | null }[]>`
      select repository, name, default_branch from repository where repository = any(${names})`;
    const before = new Map(known.map((row) => [row.repository, row]));
    const differs = (row: Row, column: 'name' | 'default_branch') =>
      row[column] !== null && row[column] !== before.get(String(row['repository']))?.[column];
    return rows.filter((row) => differs(row, 'name') || differs(row, 'default_branch')).map((row) => String(row['repository']));
  }

  write(tx: Transaction, until: number): void {
    upsertKeeping(tx, this.#commits, COMMIT, { changing: COMMITS, until });
    upsert(tx, this.#heads, HEAD);
    upsert(tx, this.#pushes, PUSH);
    upsertKeeping(tx, this.#tags, TAG, { changing: TAGS, until });
    upsertKeeping(tx, this.#repositories, REPOSITORY, { changing: REPOSITORIES, until });
  }
}

/** Another reading of a commit can only add authors and pull requests. */
function unionOf(before: Row, after: Row): Row {
  const union = (name: string) => [...new Set([...(before[name] as string[]), ...(after[name] as string[])])].sort();
  const unresolved = before['unresolved_author'] === true && after['unresolved_author'] === true;
  return {
    ...before,
    unresolved_author: unresolved,
    authors: union('authors'),
    associated: union('associated'),
    picked_from: union('picked_from'),
    reverts: before['reverts'] ?? after['reverts'],
  };
}

import type { Transaction } from '../db/pool.js';
import type { Changes } from './fold/changes.js';

/**
 * The deployments whose links or verdicts may differ after these changes: those named, those that carry a touched
 * commit or pull request, those that wait for a commit, a branch or a reading, those of a tag.
 */
export async function affected(tx: Transaction, changes: Changes): Promise<ReadonlySet<string>> {
  const found = new Set(changes.deployments);
  const add = (rows: readonly { readonly deployment: string }[]) => rows.forEach((row) => found.add(row.deployment));
  if (changes.commits.size > 0) add(await byCommits(tx, [...changes.commits.values()]));
  if (changes.pulls.size > 0) add(await byPulls(tx, [...changes.pulls]));
  if (changes.branches.size > 0) add(await byBranches(tx, [...changes.branches.values()]));
  if (changes.tags.size > 0) add(await byTags(tx, [...changes.tags.values()]));
  if (changes.covered.size > 0) add(await byCoverage(tx, [...changes.covered.values()]));
  if (changes.repositories.size > 0) add(await byRepositories(tx, [...changes.repositories]));
  return found;
}

/** Waiting for a commit, or carrying one about which something was added. */
function byCommits(tx: Transaction, commits: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    with touched as (select scope, item from json_to_recordset(${JSON.stringify(commits)}::text::json) as row (scope text, item text))
    select a.deployment from awaiting a join touched t on a.scope = t.scope and a.collection = 'commit' and a.item = t.item
    union
    select c.deployment from deployment_commit c join touched t on c.repository = t.scope and c.sha = t.item
    where c.recorded_to is null`;
}

/** Linked to the pull request, waiting for it, or carrying the commit as which it landed. */
function byPulls(tx: Transaction, pulls: string[]) {
  return tx<{ deployment: string }[]>`
    select from_ref as deployment from link where to_ref = any(${pulls}) and recorded_to is null
    union
    select deployment from awaiting where collection = 'pull_request' and item = any(${pulls})
    union
    select c.deployment
    from pull_request p join deployment_commit c on c.repository = p.repository and c.sha = p.merge_commit
    where p.pull_request = any(${pulls}) and c.recorded_to is null`;
}

/** Waiting for a branch to be seen at some commit, or carrying a commit of a pull request that somebody pushed. */
function byBranches(tx: Transaction, branches: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    with touched as (
      select scope, item, sha from json_to_recordset(${JSON.stringify(branches)}::text::json) as row (scope text, item text, sha text))
    select a.deployment from awaiting a join touched t on a.scope = t.scope and a.collection = 'branch' and a.item in (t.item, '')
    union
    select l.from_ref
    from touched t join pull_request_head h on h.head = t.sha join link l on l.to_ref = h.pull_request
    where l.recorded_to is null`;
}

function byTags(tx: Transaction, tags: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    select d.deployment
    from deployment d join json_to_recordset(${JSON.stringify(tags)}::text::json) as row (scope text, item text)
      on d.repository = row.scope and d.git_ref in (row.item, 'refs/tags/' || row.item)`;
}

/** All of a repository that got another name or default branch: policy speaks of both. Rare. */
function byRepositories(tx: Transaction, repositories: string[]) {
  return tx<{ deployment: string }[]>`select deployment from deployment where repository = any(${repositories})`;
}

/** Waiting for a collection that is now read as far as they need, or that is denied. */
function byCoverage(tx: Transaction, covered: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    select a.deployment
    from awaiting a
    join json_to_recordset(${JSON.stringify(covered)}::text::json) as row (scope text, collection text)
      on a.scope = row.scope and a.collection = row.collection
    join coverage c on c.scope = a.scope and c.collection = a.collection
    where c.state = 'DENIED' or a.up_to is null or c.up_to >= a.up_to`;
}

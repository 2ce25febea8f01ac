import type { Transaction } from '../db/pool.js';
import type { Changes } from './fold/changes.js';
import { allTickets } from './load/tickets.js';

/**
 * The deployments and tickets whose links or verdicts may differ after these changes: those named, those that carry a
 * touched commit or pull request, those that wait for a commit, a branch or a reading, those of a tag.
 */
export async function affected(tx: Transaction, changes: Changes): Promise<ReadonlySet<string>> {
  const found = new Set([...changes.deployments, ...changes.tickets]);
  if (changes.policy) for (const ticket of await allTickets(tx)) found.add(ticket);
  const add = (rows: readonly { readonly deployment: string }[]) => rows.forEach((row) => found.add(row.deployment));
  if (changes.commits.size > 0) add(await byCommits(tx, [...changes.commits.values()]));
  if (changes.pulls.size > 0) add(await byPulls(tx, [...changes.pulls]));
  if (changes.branches.size > 0) add(await byBranches(tx, [...changes.branches.values()]));
  if (changes.tags.size > 0) add(await byTags(tx, [...changes.tags.values()]));
  if (changes.covered.size > 0) add(await byCoverage(tx, [...changes.covered.values()]));
  if (changes.tickets.size > 0) add(await byTickets(tx, [...changes.tickets]));
  const speakers = new Set([...changes.speakers, ...(await whoNames(tx, [...changes.keys]))]);
  if (speakers.size > 0) add(await bySpeakers(tx, [...speakers]));
  if (changes.persons || changes.clocks) add(await everything(tx));
  if (changes.repositories.size > 0) add(await byRepositories(tx, [...changes.repositories]));
  return found;
}

/** All that is judged: who is who is part of every answer. */
function everything(tx: Transaction) {
  return tx<{ deployment: string }[]>`
    select deployment from deployment
    union
    select distinct unit from verdict where recorded_to is null and unit like 'ticket:%'`;
}

/** Waiting for a commit, or carrying one about which something was added. */
function byCommits(tx: Transaction, commits: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    with touched as (select scope, item from json_to_recordset(${JSON.stringify(commits)}::text::json) as row (scope text, item text))
    select a.unit as deployment from awaiting a join touched t on a.scope = t.scope and a.collection = 'commit' and a.item = t.item
    union
    select c.deployment from deployment_commit c join touched t on c.repository = t.scope and c.sha = t.item
    where c.recorded_to is null`;
}

/** Linked to the pull request, waiting for it, or carrying the commit as which it landed. */
function byPulls(tx: Transaction, pulls: string[]) {
  return tx<{ deployment: string }[]>`
    select from_ref as deployment from link where to_ref = any(${pulls}) and recorded_to is null
    union
    select unit as deployment from awaiting where collection = 'pull_request' and item = any(${pulls})
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
    select a.unit as deployment from awaiting a join touched t on a.scope = t.scope and a.collection = 'branch' and a.item in (t.item, '')
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

/** Linked to a ticket, or to one that is linked to it. */
function byTickets(tx: Transaction, tickets: string[]) {
  return tx<{ deployment: string }[]>`
    with touched as (
      select unnest(${tickets}::text[]) as ticket
      union
      select case when t.ticket = any(${tickets}) then t.other else t.ticket end
      from ticket_link t where t.ticket = any(${tickets}) or t.other = any(${tickets}))
    select l.from_ref as deployment from link l join touched on touched.ticket = l.to_ref where l.recorded_to is null
    union
    select m.from_ref from ticket_mention m join touched using (ticket) where m.from_ref like 'deployment:%'`;
}

/** Who names keys that some ticket bears now. */
async function whoNames(tx: Transaction, keys: string[]): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const rows = await tx<{ from: string }[]>`select distinct from_ref as "from" from ticket_mention where key = any(${keys})`;
  return rows.map((row) => row.from);
}

/** Deployments that carry or take out the commits that say something of a ticket, or whose pull requests, perhaps theirs, do. */
function bySpeakers(tx: Transaction, speakers: string[]) {
  return tx<{ deployment: string }[]>`
    with said as (select unnest(${speakers}::text[]) as ref),
      pulls as (
        select ref as pull_request from said where ref like 'pull_request:%'
        union
        select h.pull_request from said join pull_request_head h on split_part(said.ref, ':', 4) = any(h.commits)
        where said.ref like 'commit:%')
    select ref as deployment from said where ref like 'deployment:%'
    union
    select c.deployment
    from said join deployment_commit c
      on c.sha = split_part(said.ref, ':', 4)
      and c.repository = 'repository:' || split_part(said.ref, ':', 2) || ':' || split_part(said.ref, ':', 3)
    where said.ref like 'commit:%' and c.recorded_to is null
    union
    select l.from_ref from pulls join link l on l.to_ref = pulls.pull_request where l.recorded_to is null
    union
    select a.unit from pulls join awaiting a on a.collection = 'pull_request' and a.item = pulls.pull_request`;
}

/** All of a repository that got another name or default branch: policy speaks of both. Rare. */
function byRepositories(tx: Transaction, repositories: string[]) {
  return tx<{ deployment: string }[]>`select deployment from deployment where repository = any(${repositories})`;
}

/** Waiting for a collection, of whatever scope where they name none, that is now read as far as they need, denied, or permitted or not. */
function byCoverage(tx: Transaction, covered: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    select a.unit as deployment
    from awaiting a
    join json_to_recordset(${JSON.stringify(covered)}::text::json) as row (scope text, collection text, permission boolean)
      on a.scope in (row.scope, '') and a.collection = row.collection
    left join coverage c on c.scope = row.scope and c.collection = row.collection
    where row.permission or c.state = 'DENIED' or (c.scope is not null and a.up_to is null) or c.up_to >= a.up_to`;
}

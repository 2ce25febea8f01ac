import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import { affectedAsked } from './affected-asked.js';
import { byWords } from './affected-words.js';
import type { Changes } from './fold/changes.js';
import { byIntegrity } from './affected-integrity.js';
import { changesAround } from './load/below.js';
import { byIncidents } from './load/incidents-of.js';

/**
 * The deployments and tickets whose links or verdicts may differ after these changes: those named, those that carry a
 * touched commit or pull request, those that wait for a commit, a branch or a reading, those of a tag.
 */
export async function affected(tx: Transaction, changes: Changes): Promise<ReadonlySet<string>> {
  const { commits, pulls, branches, tags, covered, tickets, typed, speakers, keys, repositories, checks, operations } = changes;
  const found = await together([
    commits.size > 0 ? byCommits(tx, [...commits.values()]) : [],
    checks.size > 0 ? byChecks(tx, [...checks.values()]) : [],
    pulls.size > 0 ? byPulls(tx, [...pulls]) : [],
    branches.size > 0 ? byBranches(tx, [...branches.values()]) : [],
    tags.size > 0 ? byTags(tx, [...tags.values()]) : [],
    covered.size > 0 ? byCoverage(tx, [...covered.values()]) : [],
    tickets.size > 0 ? byTickets(tx, [...tickets]) : [],
    tickets.size > 0 ? changesAround(tx, [...tickets]) : [],
    byWords(tx, { speakers, keys: [...keys], typed: [...typed], operations }),
    repositories.size > 0 ? byRepositories(tx, [...repositories]) : [],
    affectedAsked(tx, changes),
    changes.protections.size + changes.abouts.size > 0 ? byIntegrity(tx, changes) : [],
    byIncidents(
      tx,
      [...operations].filter((one) => one.startsWith('incident:')),
    ),
  ]);
  const names = found.flatMap((rows) => rows.map((row) => (typeof row === 'string' ? row : row.deployment)));
  return new Set([...changes.deployments, ...changes.forced, ...tickets, ...names]);
}

/** Waiting for a commit, or carrying one about which something was added. */
function byCommits(tx: Transaction, commits: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    with touched as (select scope, item from json_to_recordset(${JSON.stringify(commits)}::text::json) as row (scope text, item text))
    select a.unit as deployment from awaiting a join touched t on a.scope = t.scope and a.collection in ('commit', 'paths') and a.item = t.item
    union
    select c.deployment from deployment_commit c join touched t on c.repository = t.scope and c.sha = t.item
    where c.recorded_to is null`;
}

/** Changes, with a ticket or without, that carry the revision, or a pull request with it: a check is evidence of a test. */
function byChecks(tx: Transaction, checks: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    with touched as (select scope, item from json_to_recordset(${JSON.stringify(checks)}::text::json) as row (scope text, item text)),
      carrying as (
        select c.deployment
        from touched t join deployment_commit c on c.repository = t.scope and c.sha = t.item and c.direction = 'CARRIES'
        where c.recorded_to is null
        union
        select d.deployment from touched t join deployment d on d.repository = t.scope and d.sha = t.item
        union
        select l.from_ref from touched t join pull_request_head h on h.head = t.item join link l on l.to_ref = h.pull_request
        where l.recorded_to is null)
    select l.to_ref as deployment
    from carrying c join link l on l.from_ref = c.deployment and l.to_ref like 'ticket:%' and l.strength = 'CARRIED' and l.recorded_to is null
    union
    select r.deployment from carrying c join deployment_range r on r.deployment = c.deployment and r.recorded_to is null
    where r.own_changes <> '{}'`;
}

/** Linked to the pull request, waiting for it, or carrying or waiting for the commit as which it landed. */
function byPulls(tx: Transaction, pulls: string[]) {
  return tx<{ deployment: string }[]>`
    select from_ref as deployment from link where to_ref = any(${pulls}) and recorded_to is null
    union
    select unit as deployment from awaiting where collection = 'pull_request' and item = any(${pulls})
    union
    select c.deployment
    from pull_request p join deployment_commit c on c.repository = p.repository and c.sha = p.merge_commit
    where p.pull_request = any(${pulls}) and c.recorded_to is null
    union
    select a.unit
    from pull_request p join awaiting a on a.scope = p.repository and a.collection = 'commit' and a.item = p.merge_commit
    where p.pull_request = any(${pulls})`;
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

/** All of a repository that got another name or default branch: policy speaks of both. Rare. */
function byRepositories(tx: Transaction, repositories: string[]) {
  return tx<{ deployment: string }[]>`
    select deployment from deployment where repository = any(${repositories})
    union
    select deployment from deployment_build where repository = any(${repositories}) and recorded_to is null`;
}

/** Waiting for a collection that is now read as far as they need, read at all, denied, or permitted or not: not for each later reading. */
function byCoverage(tx: Transaction, covered: readonly unknown[]) {
  return tx<{ deployment: string }[]>`
    select a.unit as deployment
    from awaiting a
    join json_to_recordset(${JSON.stringify(covered)}::text::json) as row (scope text, collection text, permission boolean, begun boolean)
      on a.scope in (row.scope, '') and a.collection = row.collection
    left join coverage c on c.scope = row.scope and c.collection = row.collection
    where row.permission or row.begun or c.state = 'DENIED' or c.up_to >= a.up_to`;
}

import { createHash } from 'node:crypto';
import { encodeCommits, type CommitEdges, SEGMENT_COMMITS } from '../../src/correlate/index.js';
import type { Sql } from '../../src/db/pool.js';
import { personOf } from '../../src/ledger/index.js';
import { BENCH_KEY } from '../hub.js';

export const REPOSITORIES = 200;
export const PEOPLE = 300;
const PROJECTS = 40;

/**
 * A year of changes as following folds what GitHub and Jira tell of them, in rows of facts alone: a ticket with its fields, status and
 * approval, a pull request of one commit with its review, a merge with its check; and for two changes a deployment to
 * production. Some were approved late or by nobody, some not reviewed. `sql` is the owner's.
 */
export async function fillWithFacts(sql: Sql, changes: number): Promise<void> {
  const people = Array.from({ length: PEOPLE }, (_, n) => ({
    i: n,
    github: personOf('github-acme', String(n), BENCH_KEY),
    jira: personOf('jira-acme', String(n), BENCH_KEY),
  }));
  await sql.unsafe(`create table bench_person as select * from json_to_recordset($1::text::json) as row (i int, github text, jira text)`, [
    JSON.stringify(people),
  ]);
  await sql.unsafe(`
    create table bench_change as
    select e.*, ${shaOf(`'head ' || n`)} as head, ${shaOf(`'merge ' || n`)} as merge, 'repository:github-acme:' || r as repository,
      'pull_request:github-acme:' || n as pull, 'ticket:jira-acme:' || n as ticket, 'P' || r % ${PROJECTS} || '-' || n as key,
      a.github as author, a.jira as requester, b.github as reviewer, b.jira as approver, d.github as deployer,
      at + interval '2 hours' as approved_at, at + interval '3 hours' as opened_at, at + interval '4 hours' as reviewed_at,
      at + interval '5 hours' as merged_at, at + interval '6 hours' as deployed_at
    from (
      select n, (n - 1) % ${REPOSITORIES} as r, (n - 1) / ${REPOSITORIES} as k, timestamptz '2025-01-01Z' + n * interval '365 days' / ${changes} as at
      from generate_series(1, ${changes}::int) n) e
    join bench_person a on a.i = e.n % ${PEOPLE}
    join bench_person b on b.i = (e.n + 7) % ${PEOPLE}
    join bench_person d on d.i = (e.n + 31) % ${PEOPLE}`);
  for (const statement of STATEMENTS) await sql.unsafe(statement);
  await fillGraphs(sql, changes);
  await sql.unsafe('drop table bench_change, bench_person');
  await sql.unsafe('vacuum analyze');
}

function shaOf(text: string): string {
  return `substr(encode(sha256((${text})::bytea), 'hex'), 1, 40)`;
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

/** Merge after merge; each brings in a head that began at the merge before it. */
async function fillGraphs(sql: Sql, changes: number): Promise<void> {
  for (let r = 0; r < REPOSITORIES; r++) {
    const commits: CommitEdges[] = [{ sha: sha(`root ${r}`), parents: [] }];
    for (let n = r + 1; n <= changes; n += REPOSITORIES) {
      const before = commits.at(-1)!.sha;
      commits.push({ sha: sha(`head ${n}`), parents: [before] }, { sha: sha(`merge ${n}`), parents: [before, sha(`head ${n}`)] });
    }
    for (let from = 0; from < commits.length; from += SEGMENT_COMMITS) {
      const some = commits.slice(from, from + SEGMENT_COMMITS);
      const at = { repository: `repository:github-acme:${r}`, segment: from / SEGMENT_COMMITS };
      await sql`
        insert into commit_segment (repository, segment, commits, data)
        values (${at.repository}, ${at.segment}, ${some.length}, ${Buffer.from(encodeCommits(some))})`;
    }
  }
}

const FILLED = `jsonb_build_object('text', 'FILLED', 'digest', md5(n::text))`;
const COLLECTIONS = [
  'branches',
  'checks',
  'commits',
  'deployments',
  'protections',
  'pull_requests',
  'releases',
  'repository',
  'reviews',
  'tags',
];

/** A field as it was first read, or a change of it. */
function field(
  nth: number,
  of: { readonly name: string; readonly kind: 'READ' | 'CHANGED'; readonly value: string; readonly at: string; readonly by?: string },
): string {
  const { name, kind, value, at, by = 'null' } = of;
  return `
    insert into ticket_field (seq, ticket, field, kind, from_value, to_value, from_name, to_name, actor, sequence, at_from, at_to, bound_from, recorded_at)
    select n * 40 + ${nth}, ticket, '${name}', '${kind}', null, ${value}, null, null, ${by}, ${kind === 'CHANGED' ? `(n * 40 + ${nth})::text` : 'null'}, ${at}, ${at} + interval '1 ms',
      null, ${at} + interval '1 minute'
    from bench_change`;
}

const status = (name: string) => `'"${name}"'::jsonb`;

const STATEMENTS: readonly string[] = [
  `insert into account (person, source, service, seq)
    select github, 'github-acme', false, 0 from bench_person union all select jira, 'jira-acme', false, 0 from bench_person`,
  `insert into repository (repository, source, name, default_branch)
    select 'repository:github-acme:' || r, 'github-acme', 'acme/service-' || r, 'main' from generate_series(0, ${REPOSITORIES - 1}) r`,
  `insert into code_commit (repository, sha, seq, parents, authors, unresolved_author, associated, reverts, picked_from)
    select 'repository:github-acme:' || r, ${shaOf(`'root ' || r`)}, 0, 0, '{}'::text[], false, '{}'::text[], null, '{}'::text[] from generate_series(0, ${REPOSITORIES - 1}) r
    union all select repository, head, n * 40 + 1, 1, array[author], false, array[pull], null, '{}'::text[] from bench_change
    union all select repository, merge, n * 40 + 2, 2, array[author], false, array[pull], null, '{}'::text[] from bench_change`,
  `insert into branch_head (repository, branch, sha, seq) select repository, 'main', merge, n * 40 + 3 from bench_change`,
  `insert into push (repository, branch, before, after, pusher, seq)
    select repository, 'change-' || n, '', head, author, n * 40 + 4 from bench_change`,
  `insert into pull_request (pull_request, repository, number, opener, opened_from, opened_to, opened_seq, merge_commit, merge_base, merge_head, merger,
      merged_from, merged_to, merged_seq)
    select pull, repository, n, author, opened_at, opened_at + interval '1 s', n * 40 + 5, merge, 'main', head, reviewer, merged_at,
      merged_at + interval '1 s', n * 40 + 6
    from bench_change`,
  `insert into pull_request_head (pull_request, head, commits, cut, seq) select pull, head, array[head], false, n * 40 + 7 from bench_change`,
  `insert into review (review, pull_request, reviewer, state, commit, submitted_from, submitted_to, submitted_seq)
    select 'review:github-acme:' || n, pull, reviewer, 'APPROVED', head, reviewed_at, reviewed_at + interval '1 s', n * 40 + 8
    from bench_change where n % 25 > 0`,
  `insert into check_run (seq, check_ref, source, repository, sha, name, conclusion, at_from, at_to)
    select n * 40 + 9, 'check:github-acme:' || n, 'github-acme', repository, merge, 'test', 'SUCCESS', merged_at + interval '5 minutes', merged_at + interval '5 minutes 1 s'
    from bench_change`,
  `insert into ticket (ticket, source, issue_type, creator, created_from, created_to, created_seq)
    select ticket, 'jira-acme', '10200', requester, at, at + interval '1 ms', n * 40 + 10 from bench_change`,
  `insert into ticket_key (ticket, key, since, recorded_at, seq) select ticket, key, at, at + interval '1 minute', n * 40 + 11 from bench_change`,
  field(12, { name: 'description', kind: 'READ', value: FILLED, at: 'at' }),
  field(13, { name: 'reporter', kind: 'READ', value: 'to_jsonb(requester)', at: 'at' }),
  field(14, { name: 'customfield_10010', kind: 'READ', value: FILLED, at: 'at' }),
  field(15, { name: 'status', kind: 'READ', value: status('To Do'), at: 'at' }),
  field(16, { name: 'status', kind: 'CHANGED', value: status('In Progress'), at: 'opened_at', by: 'requester' }),
  field(17, { name: 'status', kind: 'CHANGED', value: status('Done'), at: `deployed_at + interval '1 day'`, by: 'requester' }),
  `insert into approval_step (seq, approval, about, source, approver, decision, overall, at_from, at_to, bound_from, recorded_at)
    select n * 40 + 18 + s.nth, 'approval:jira-acme:' || n, ticket, 'jira-acme', approver, s.decision, s.nth = 2, t.at, t.at + interval '1 ms', null, t.at + interval '1 minute'
    from bench_change
    cross join (values (0, 'REQUESTED'), (1, 'APPROVED'), (2, 'APPROVED')) s (nth, decision)
    cross join lateral (select case when n % 40 = 1 then deployed_at + interval '3 hours' else approved_at end + s.nth * interval '1 s' as at) t
    where n % 30 > 0`,
  `insert into ticket_mention (from_ref, key, ticket, method, place, seq) select pull, key, '', 'TITLE', 'title', n * 40 + 21 from bench_change where n % 50 > 0`,
  `insert into deployment (deployment, source, repository, environment, sha, git_ref, production_mark, creator, requested_from, requested_to, requested_seq)
    select 'deployment:github-acme:' || n, 'github-acme', repository, 'production', merge, 'main', true, deployer, deployed_at,
      deployed_at + interval '1 s', n * 40 + 22
    from bench_change where k % 2 = 1`,
  `insert into deployment_status (deployment, status, kind, outcome, environment, occurred_from, occurred_to, seq)
    select 'deployment:github-acme:' || n, (n * 2 + s.nth)::text, s.kind, s.outcome, 'production', deployed_at + s.nth * interval '5 minutes',
      deployed_at + s.nth * interval '5 minutes' + interval '1 s', n * 40 + 23 + s.nth
    from bench_change cross join (values (0, 'STARTED', null), (1, 'FINISHED', 'SUCCEEDED')) s (nth, kind, outcome)
    where k % 2 = 1`,
  ...COLLECTIONS.map(
    (collection) => `
      insert into coverage (source, scope, collection, state, up_to, seq)
      select 'github-acme', 'repository:github-acme:' || r, '${collection}', 'COMPLETE', '2026-06-01Z', 0 from generate_series(0, ${REPOSITORIES - 1}) r`,
  ),
  ...['tickets', 'approvals'].map(
    (collection) => `
      insert into coverage (source, scope, collection, state, up_to, seq)
      select 'jira-acme', 'thing:jira-acme:project:P' || p, '${collection}', 'COMPLETE', '2026-06-01Z', 0 from generate_series(0, ${PROJECTS - 1}) p`,
  ),
  `insert into follow_cursor (singleton, seq, recorded_at, clock) values (true, 0, '2026-06-01Z', '2026-06-01Z')`,
];

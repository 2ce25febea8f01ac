import { openPool, type Sql } from '../../src/db/pool.js';
import { API } from '../../src/hub/serve.js';
import type { BenchServer } from '../database.js';

/** Units judged together: a change with a ticket and its one deployment to production. */
const RULES_OF_DEPLOYMENT = [
  'direct-push',
  'unreviewed-code',
  'post-merge-review',
  'stale-review',
  'untraceable-deployment',
  'untracked-commits',
];
const RULES_OF_CHANGE = [
  'unapproved-deployment',
  'post-hoc-approval',
  'deployed-despite-rejection',
  'self-approval',
  'outside-window',
  'incomplete-request',
];
export const VERDICTS_EACH = RULES_OF_DEPLOYMENT.length + RULES_OF_CHANGE.length;

/**
 * A year of changes in the read tables, as following writes them, made by statements of its own: the reports read them
 * with the statements of the API. Nothing stands in the ledger.
 */
export async function filledWithChanges(server: BenchServer, changes: number): Promise<Sql> {
  const { url, adminUrl } = await server.database(`reports_${changes}`);
  const sql = openPool(url, API);
  const owner = openPool(adminUrl, { max: 1 });
  await owner.unsafe(`
    create table bench_change as
    select n, 'ticket:jira-acme:' || n as ticket, 'deployment:github-acme:' || n as deployment, 'pull_request:github-acme:1:' || n as pull,
      'service-' || n % 40 as service, 'team-' || n % 8 as team, at as created_at, at + interval '1 day' * (0.2 + n % 7) as approved_at,
      at + interval '1 day' * (1 + n % 9) as started_at, at + interval '1 day' * (1 + n % 9) + interval '10 minutes' as finished_at,
      case when n % 50 > 0 then at + interval '1 day' * (2 + n % 11) end as closed_at, n % 25 = 0 as failed, n % 60 = 1 as taken_out
    from (select n, timestamptz '2025-01-01Z' + n * interval '365 days' / ${changes} as at from generate_series(1, ${changes}::int) n) e`);
  for (const statement of STATEMENTS) await owner.unsafe(statement);
  await owner.unsafe(`drop table bench_change`);
  await owner.unsafe('vacuum analyze');
  await owner.end();
  return sql;
}

const answerOf = (rule: number) =>
  `case when (n * 7 + ${rule}) % 40 = 0 then 'GAP' when (n + ${rule}) % 60 = 0 then 'INDETERMINATE' when n % 30 = 0 then 'EXEMPT' else 'PASS' end`;

function verdicts(rule: string, nth: number, unit: string, subject: string): string {
  return `
    insert into verdict (rule, subject, unit, recorded_from, recorded_to, answer, severity, sentence, would_pass_if, events, rests_on, about, missing,
      policy, before_policy, engine, cause, settles_at)
    select '${rule}', ${subject}, ${unit}, finished_at, null, ${answerOf(nth)}, 'HIGH',
      'The change was authorised by ana before the deployment to production began, in an approval of Service Management.', null,
      array[n, n + 1, n + 2], 3, '{}', '[]', '0123456789abcdef', false, 'changeline/4', 'FACT', null
    from bench_change`;
}

const STATEMENTS: readonly string[] = [
  `insert into change_state (ticket, recorded_from, recorded_to, key, source, is_change, issue_type, status, status_name, stage, services, teams,
      environments, created_from, started_from, deployments)
    select ticket, finished_at, null, 'PAY-' || n, 'jira-acme', true, 'Change', '3', 'Done', 'CLOSED', array[service], array[team], array['production'],
      created_at, started_at, array[deployment]
    from bench_change`,
  `insert into ticket (ticket, source, created_from, created_to, created_seq) select ticket, 'jira-acme', created_at, created_at + interval '1 ms', n from bench_change`,
  `insert into change_record (change, recorded_from, recorded_to, kind, change_class, issue_type, risk, services, teams, environments, stage, outcome,
      outcome_from, outcome_at, delayed, created_at, approved_at, started_at, finished_at, closed_at, backed_out_at, stay_stages, stay_since, stay_until, stages, contents, proofs, details)
    select ticket, finished_at, null, 'TICKET', case when n % 20 = 0 then 'EMERGENCY' when n % 4 = 0 then 'STANDARD' else 'NORMAL' end, 'Change',
      (array['Low', 'Medium', 'High'])[n % 3 + 1], array[service], array[team], array['production'], case when closed_at is null then 'VALIDATING' else 'CLOSED' end,
      case when taken_out then 'BACKED_OUT' when failed then 'FAILED' when closed_at is null then 'UNKNOWN' else 'SUCCESSFUL' end,
      case when closed_at is null then '' else 'DEPLOYMENTS' end, finished_at, n % 9 = 0, created_at, approved_at, started_at, finished_at, closed_at,
      case when taken_out then finished_at + interval '2 hours' end,
      array['REQUESTED', 'REVIEW', 'APPROVAL', 'SCHEDULED', 'IMPLEMENTING', 'VALIDATING'],
      array[created_at, created_at + interval '3 hours', approved_at - interval '2 hours', approved_at, started_at, finished_at],
      array[created_at + interval '3 hours', approved_at - interval '2 hours', approved_at, started_at, finished_at, closed_at],
      (select jsonb_agg(jsonb_build_object('stage', s.stage, 'status', '1010' || s.nth, 'name', s.stage, 'from', s.since, 'to', s.until,
          'actor', 'person:' || encode(sha256(n::text::bytea), 'hex'), 'waitingFor', jsonb_build_array('person:' || encode(sha256((n % 300)::text::bytea), 'hex')), 'seq', n)
          order by s.nth)
        from (values (0, 'REQUESTED', created_at, created_at + interval '3 hours'), (1, 'REVIEW', created_at + interval '3 hours', approved_at - interval '2 hours'),
          (2, 'APPROVAL', approved_at - interval '2 hours', approved_at), (3, 'SCHEDULED', approved_at, started_at), (4, 'IMPLEMENTING', started_at, finished_at),
          (5, 'VALIDATING', finished_at, closed_at), (6, 'CLOSED', closed_at, null)) s (nth, stage, since, until)),
      (select jsonb_agg(jsonb_build_object('content', c, 'state', 'PRESENT', 'seqs', jsonb_build_array(n, n + 1), 'unread', '[]'::jsonb)) from generate_series(1, 11) c),
      (select jsonb_agg(jsonb_build_object('proof', p, 'state', 'PROVEN', 'reasons', jsonb_build_array('The rule self-approval holds of it, and of all its deployments.'),
          'seqs', jsonb_build_array(n, n + 1, n + 2))) from generate_series(1, 6) p),
      jsonb_build_object('requester', encode(sha256(n::text::bytea), 'hex'), 'plan', repeat(md5(n::text), 8), 'assets', repeat(md5(service), 6))
    from bench_change`,
  `insert into change_wait (change, recorded_from, recorded_to, waited_for, stages, since, until)
    select r.change, r.recorded_from, null, array_agg(s.span #>> '{waitingFor,0}' order by s.nth), array_agg(s.span ->> 'stage' order by s.nth),
      array_agg((s.span ->> 'from')::timestamptz order by s.nth), array_agg((s.span ->> 'to')::timestamptz order by s.nth)
    from change_record r cross join lateral jsonb_array_elements(r.stages) with ordinality s (span, nth)
    where s.span ->> 'stage' <> 'CLOSED'
    group by r.change, r.recorded_from`,
  `insert into deployment (deployment, source, repository, environment, sha) select deployment, 'github-acme', 'repository:github-acme:1', 'production', md5(n::text) from bench_change`,
  `insert into deployment_range (deployment, recorded_from, recorded_to, service, environment, standing, outcome, start_from, start_to, end_from, end_to,
      relation, base, base_sha, carries, takes_out, undecided)
    select deployment, finished_at, null, service, 'production', 'PRODUCTION', case when failed then 'FAILED' else 'SUCCEEDED' end, started_at,
      started_at + interval '1 s', finished_at, finished_at + interval '1 s', 'FORWARD', 'deployment:github-acme:' || n - 40, null, 3, 0, '{}'
    from bench_change`,
  `insert into deployment_range (deployment, recorded_from, recorded_to, service, environment, standing, outcome, start_from, start_to, end_from, end_to,
      relation, base, base_sha, carries, takes_out, undecided)
    select deployment || '0000000', finished_at, null, service, 'production', 'PRODUCTION', 'SUCCEEDED', finished_at + interval '1 hour',
      finished_at + interval '1 hour', finished_at + interval '2 hours', finished_at + interval '2 hours', 'ROLLBACK', deployment, null, 0, 3, '{}'
    from bench_change where taken_out`,
  `insert into pull_request (pull_request, repository, number, merged_from, merged_to) select pull, 'repository:github-acme:1', n, started_at - interval '3 hours', started_at - interval '3 hours' from bench_change`,
  ...[
    ['pull', 'ANCESTRY'],
    ['ticket', 'TITLE'],
  ].map(
    ([to, method]) => `
      insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from, recorded_to)
      select deployment, ${to}, '${method}', '', 'CARRIED', '{}', '{}', n, finished_at, null from bench_change`,
  ),
  ...RULES_OF_DEPLOYMENT.map((rule, nth) => verdicts(rule, nth, 'deployment', 'deployment')),
  ...RULES_OF_CHANGE.map((rule, nth) =>
    verdicts(
      rule,
      nth + 6,
      rule === 'incomplete-request' ? 'ticket' : 'deployment',
      rule === 'incomplete-request' ? 'ticket' : `deployment || ' ' || ticket`,
    ),
  ),
  `insert into unit_answer (unit, recorded_from, recorded_to, answers)
    select unit, min(recorded_from), null, string_agg(rule || ' ' || answer, e'\\n' order by rule, answer) from verdict group by unit`,
  `insert into gap (rule, subject, status, severity, sentence, opened_at, changed_at, openings, opened_seq, changed_seq, unit, baseline)
    select rule, subject, case when events[1] % 5 = 0 then 'WAIVED' else 'OPEN' end, severity, sentence, recorded_from, recorded_from, 1, 0, 0, unit, false
    from verdict where answer = 'GAP'`,
  `insert into policy_version (seq, version, content, activated_at)
    select 0, '0123456789abcdef', jsonb_build_object('services', jsonb_object_agg('service-' || s, jsonb_build_object('team', 'team-' || s % 8))), '2025-01-01Z'
    from generate_series(0, 39) s`,
  `insert into coverage (source, scope, collection, state, up_to, seq)
    select 'github-acme', 'repository:github-acme:' || r, 'deployments', 'COMPLETE', '2026-06-01Z', 0 from generate_series(1, 40) r`,
  `insert into follow_cursor (singleton, seq, recorded_at, clock) values (true, 0, '2026-06-01Z', '2026-06-01Z')`,
];

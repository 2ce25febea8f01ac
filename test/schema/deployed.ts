import type { Sql, Transaction } from '../../src/db/pool.js';
import { noteDueSteps } from '../../src/follow/due-steps.js';
import { minute } from './facts.js';

export const REPOSITORY = 'repository:github-acme:1';
export const deploymentRef = (n: number) => `deployment:github-acme:${n}`;
export const pullRef = (n: number) => `pull_request:github-acme:${n}`;
export const sha = (n: number) => n.toString(16).padStart(40, '0');

/** `count` deployments, started a minute apart, each carrying three commits of two pull requests. */
export async function deploy(sql: Sql, count: number): Promise<void> {
  await sql`insert into repository (repository, source, name) values (${REPOSITORY}, 'github-acme', 'acme/pay')`;
  for (let n = 1; n <= count; n += 1) await one(sql, n);
}

async function one(sql: Sql, n: number): Promise<void> {
  const me = deploymentRef(n);
  const time = minute(n);
  await sql`insert into deployment (deployment, source, repository, environment, sha, git_ref, creator) values (${me}, 'github-acme', ${REPOSITORY}, 'production', ${sha(n * 10)}, ${`v${n}`}, 'person:ada')`;
  await sql`
    insert into deployment_range (deployment, recorded_from, service, environment, standing, outcome, start_from, start_to, relation, base, base_sha, carries, takes_out, undecided)
    values (${me}, ${time}, 'acme/pay', 'production', ${n % 5 === 0 ? 'UNKNOWN' : 'PRODUCTION'}, ${n % 2 === 0 ? 'SUCCEEDED' : 'FAILED'}, ${n % 7 === 0 ? null : time}, ${n % 7 === 0 ? null : minute(n + 1)},
      ${n === 1 ? 'FIRST' : 'FORWARD'}, ${n === 1 ? null : deploymentRef(n - 1)}, ${n === 1 ? null : sha(n * 10 - 10)}, 3, 0, '{}')`;
  for (const commit of [1, 2, 3]) {
    await sql`insert into deployment_commit (deployment, repository, sha, direction, recorded_from) values (${me}, ${REPOSITORY}, ${sha(n * 10 + commit)}, 'CARRIES', ${time})`;
    await sql`insert into code_commit (repository, sha, seq, parents, authors, unresolved_author, associated) values (${REPOSITORY}, ${sha(n * 10 + commit)}, 0, 1, '{}', false, ${[pullRef(n * 10 + (commit % 2))]})`;
  }
  for (const pull of [n * 10, n * 10 + 1]) {
    await sql`insert into pull_request (pull_request, repository, number, opener) values (${pullRef(pull)}, ${REPOSITORY}, ${pull}, 'person:ada')`;
    await sql`insert into review (review, pull_request, reviewer, state) values (${`review:github-acme:${pull}`}, ${pullRef(pull)}, 'person:eve', 'APPROVED')`;
    await sql`insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from) values (${me}, ${pullRef(pull)}, 'ANCESTRY', 'range', 'CARRIED', '{}', '{}', 0, ${time})`;
  }
  await sql`insert into release (release, repository, tag, seq) values (${`release:github-acme:${n}`}, ${REPOSITORY}, ${`v${n}`}, 0)`;
  await sql`insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from) values (${me}, ${`release:github-acme:${n}`}, 'RELATION', 'tag', 'CARRIED', '{}', '{}', 0, ${time})`;
}

interface Said {
  readonly rule?: string;
  readonly n: number;
  readonly answer: 'PASS' | 'GAP' | 'INDETERMINATE';
  readonly from: number;
  readonly to?: number;
}

/** A verdict about deployment `n`, known from minute `from` to minute `to`. */
export async function judge(sql: Sql, { rule = 'direct-push', n, answer, from, to }: Said): Promise<void> {
  const missing = answer === 'INDETERMINATE' ? [{ what: 'its reviews', scope: REPOSITORY, collection: 'reviews', upTo: null }] : [];
  await sql`
    insert into verdict (rule, subject, unit, recorded_from, recorded_to, answer, severity, sentence, would_pass_if, events, rests_on, about, missing, policy, before_policy, engine, cause, settles_at)
    values (${rule}, ${deploymentRef(n)}, ${deploymentRef(n)}, ${minute(from)}, ${to === undefined ? null : minute(to)}, ${answer}, 'HIGH', ${`It says ${answer}.`}, ${answer === 'GAP' ? 'a pull request had come' : null},
      ${[0, 1]}::bigint[], 2, ${answer === 'GAP' ? [`commit:github-acme:1:${sha(n * 10 + 1)}`] : []}::text[], ${JSON.stringify(missing)}::text::jsonb, 'p1', false, 'e1', 'FACT', ${answer === 'GAP' ? minute(from + 2) : null})`;
  await sql.begin((tx) => noteDueSteps(tx as Transaction, [{ rule, subject: deploymentRef(n) }]));
}

/** The fold of a gap's recorded life. */
export async function openGap(
  sql: Sql,
  n: number,
  status: 'OPEN' | 'ACKNOWLEDGED' | 'WAIVED' | 'RESOLVED',
  changed: number,
): Promise<void> {
  await sql`
    insert into gap (rule, subject, status, severity, sentence, opened_at, changed_at, openings, opened_seq, changed_seq, unit, baseline)
    values ('direct-push', ${deploymentRef(n)}, ${status}, 'HIGH', 'Commits came without a pull request.', ${minute(n)}, ${minute(changed)}, 1, 0, 0, ${deploymentRef(n)}, false)`;
  await sql.begin((tx) => noteDueSteps(tx as Transaction, [{ rule: 'direct-push', subject: deploymentRef(n) }]));
}

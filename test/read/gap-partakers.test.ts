import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { gapRef, partakersOf } from '../../src/read/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

const UNIT = 'deployment:gh:1';
const REPOSITORY = 'repository:gh:1';
const pull = (n: number) => `pull_request:gh:${n}`;
const ticket = (n: number) => `ticket:jira:${n}`;

let database: FreshDatabase;
let sql: Sql;

// A deployment carries two pull requests of two commits each, and commits of none. PAY-1 is carried through 10, PAY-2 through 11 and a commit; the deployment itself names PAY-4.
beforeAll(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { max: 3 });
  const time = '2026-03-01T00:00:00.000000Z';
  await sql`insert into deployment (deployment, source, repository, creator) values (${UNIT}, 'gh', ${REPOSITORY}, 'starter'), ('deployment:gh:2', 'gh', ${REPOSITORY}, 'other starter')`;
  const commits = ['a1', 'a2', 'a3', 'a4', 'a5', 'm1'];
  for (const [n, sha] of commits.entries()) {
    await sql`insert into code_commit (repository, sha, seq, parents, authors, unresolved_author, associated)
      values (${REPOSITORY}, ${sha}, ${n}, ${sha === 'm1' ? 2 : 1}, ${[`author of ${sha}`]}, ${sha === 'a4'}, '{}')`;
    await sql`insert into deployment_commit (deployment, repository, sha, direction, recorded_from) values (${UNIT}, ${REPOSITORY}, ${sha}, 'CARRIES', ${time})`;
  }
  await sql`insert into deployment_commit (deployment, repository, sha, direction, recorded_from) values (${UNIT}, ${REPOSITORY}, 'not read', 'CARRIES', ${time})`;
  for (const [n, own] of [
    [10, ['a1', 'a2']],
    [11, ['a3', 'a4']],
  ] as const) {
    await sql`insert into pull_request (pull_request, repository, number, opener, merger, merge_commit, merge_head)
      values (${pull(n)}, ${REPOSITORY}, ${n}, ${`opener of ${n}`}, ${`merger of ${n}`}, ${n === 10 ? 'm1' : 'a4'}, 'head')`;
    await sql`insert into pull_request_head (pull_request, head, commits, cut, seq) values (${pull(n)}, 'head', ${own as unknown as string[]}, ${n === 11}, 0), (${pull(n)}, 'older', '{a5}', false, 0)`;
    await sql`insert into review (review, pull_request, reviewer, state) values (${`review:gh:${n}`}, ${pull(n)}, ${`reviewer of ${n}`}, 'COMMENTED')`;
    await sql`insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from) values (${UNIT}, ${pull(n)}, 'ANCESTRY', 'range', 'CARRIED', '{}', '{}', 0, ${time})`;
  }
  await sql`insert into push (repository, branch, before, after, pusher, seq) values (${REPOSITORY}, 'b', 'x', 'a2', 'pusher', 0), (${REPOSITORY}, 'main', 'x', 'a4', 'merge button', 0)`;
  const through = [[], [pull(10)], [pull(11), 'commit:gh:1:a5'], [pull(10)], [UNIT]];
  for (const n of [1, 2, 3, 4]) {
    await sql`insert into ticket (ticket, source, creator) values (${ticket(n)}, 'jira', ${`requester of ${n}`})`;
    await sql`insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from) values (${UNIT}, ${ticket(n)}, 'TITLE', 'title', ${n === 3 ? 'RELATED' : 'CARRIED'}, '{}', ${through[n] ?? []}, 0, ${time})`;
  }
  await sql`insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from) values ('deployment:gh:2', ${ticket(1)}, 'TITLE', 'title', 'CARRIED', '{}', '{}', 0, ${time})`;
  await sql`insert into ticket_field (seq, ticket, field, kind, from_value, to_value, actor, recorded_at) values
    (1, ${ticket(1)}, 'status', 'CHANGED', '"1"'::jsonb, '"2"'::jsonb, 'mover', ${time}), (2, ${ticket(1)}, 'labels', 'CHANGED', '[]'::jsonb, '["person"]'::jsonb, 'labeller', ${time}),
    (3, ${ticket(1)}, 'assignee', 'READ', null, '"person:assignee"'::jsonb, null, ${time}), (4, ${ticket(1)}, 'approvers', 'READ', null, '["person:one", "person:two"]'::jsonb, null, ${time})`;
  await sql`insert into approval_step (seq, approval, about, source, approver, decision, overall, recorded_at) values
    (1, 'a', ${ticket(1)}, 'jira', 'approver', 'REQUESTED', false, ${time}), (2, 'a', ${ticket(1)}, 'jira', null, 'APPROVED', true, ${time}), (3, 'd', ${UNIT}, 'gh', 'gate', 'APPROVED', false, ${time})`;
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

async function partakers(subject: string): Promise<readonly string[]> {
  const gap = { rule: 'some-rule', subject, unit: UNIT };
  const found = (await partakersOf(sql, [{ rule: 'other', subject: UNIT, unit: UNIT }, gap])).get(gapRef(gap)) ?? [];
  return [...new Set(found.map(({ person, part, source }) => person ?? `unknown at ${source} who ${part}`))].sort();
}

const OF_TICKET_1 = [
  'approver',
  'gate',
  'mover',
  'other starter',
  'person:assignee',
  'person:one',
  'person:two',
  'requester of 1',
  'starter',
];
const OF_PULL_10 = ['author of a1', 'author of a2', 'merger of 10', 'opener of 10', 'pusher', 'reviewer of 10'];
const OF_PULL_11 = [
  ...['author of a3', 'author of a4', 'merger of 11', 'opener of 11', 'reviewer of 11'],
  ...['unknown at gh who wrote a part of pull request #11', 'unknown at gh who wrote commit a4'],
];

const CODE = [...OF_PULL_10, ...OF_PULL_11, 'author of a5', 'unknown at gh who wrote commit not read'];

describe('who had a part in what a gap is about', () => {
  it('of a deployment and a ticket: its requester, movers, approvers and those it names; writers and reviewers of what names it; starters of all its deployments', async () => {
    expect(await partakers(`${UNIT} ${ticket(1)}`)).toEqual([...OF_TICKET_1, ...OF_PULL_10].sort());
  });

  it('of a ticket that a pull request and a commit lead to: those of both', async () => {
    expect(await partakers(`${UNIT} ${ticket(2)}`)).toEqual([...OF_PULL_11, 'author of a5', 'gate', 'requester of 2', 'starter'].sort());
  });

  it('of a ticket that the deployment itself names: of all that it carries', async () => {
    expect(await partakers(`${UNIT} ${ticket(4)}`)).toEqual([...CODE, 'gate', 'requester of 4', 'starter'].sort());
  });

  it('of a deployment and a pull request: its writers and reviewers, and the tickets carried through it', async () => {
    expect(await partakers(`${UNIT} ${pull(10)}`)).toEqual([...OF_TICKET_1, ...OF_PULL_10, 'requester of 4'].sort());
    expect(await partakers(`${UNIT} ${pull(11)}`)).toEqual([...OF_PULL_11, 'gate', 'requester of 2', 'requester of 4', 'starter'].sort());
  });

  it('of a deployment alone: all that it carries; who merely made a merge commit is no author of it, who is merely related has no part', async () => {
    expect(await partakers(UNIT)).toEqual([...CODE, ...OF_TICKET_1, 'requester of 2', 'requester of 4'].sort());
  });
});

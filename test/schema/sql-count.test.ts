import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policySchema } from '#contract';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { deploy, deploymentRef, judge, openGap, sha } from './deployed.js';
import { pushed, record, titled } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { carries, created, decided, linked, ticketRef, titled as ticketTitled, told, withPolicy } from './tickets.js';

const GOLDEN = new URL('./sql-count.golden.txt', import.meta.url);

/** Each asked for 2 and for 50 things: when one thing more costs one query more, the numbers differ. */
const QUESTIONS: Readonly<Record<string, (n: number) => string>> = {
  viewer: () => '{ viewer { name } }',
  timeline: (n) =>
    `{ timeline(first: ${n}, filter: { sources: ["github-acme"] }) { nodes { id subject person { name kind } texts { value } mentions { ref } facts enrichments { adds } } totalCount totalCountIsExact pageInfo { endCursor } } }`,
  'timeline with facets': (n) => `{ timeline(first: ${n}) { facets(by: [TYPE, SOURCE]) { values { count } } } }`,
  deployments: (n) => `{ deployments(first: ${n}) { nodes { id repository { name } creator { name } base { deployment { id } } } } }`,
  gaps: (n) => `{ gaps(first: ${n}) { nodes { id wouldPassIf about policy deployment { id } verdict { sentence } steps { type } } } }`,
  'gaps with facets': (n) =>
    `{ gaps(first: ${n}, orderBy: SEVERITY) { facets(by: [RULE, TEAM, STATUS]) { values { count } } nodes { assignee { name } steps { byName reason evidence assignee { name } } } } }`,
  'pull requests of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { pullRequests(first: ${Math.min(n, 2)}) { nodes { pullRequest { title repositoryName opener { name } reviews { nodes { reviewer { name } } } } } } } }`,
  'commits of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { carries(first: ${Math.min(n, 3)}) { nodes { sha pullRequests { number title } } } } }`,
  'lists inside deployments': (n) =>
    `{ deployments(first: ${n}) { nodes { gitRef relation carries(first: 1) { totalCount } verdicts(first: 3) { nodes { rule answer } } pullRequests(first: 3) { nodes { pullRequest { number reviews(first: 3) { nodes { state } } } } } } } }`,
  'all lists inside deployments': (n) =>
    `{ deployments(first: ${n}) { nodes { takesOut(first: 2) { totalCount nodes { sha } } releases(first: 2) { totalCount nodes { release { tag } } } verdicts(first: 2) { totalCount nodes { events(first: 2) { nodes { type } } } } gaps(first: 2) { totalCount nodes { rule } } pullRequests(first: 1) { totalCount } } } }`,
  policies: (n) => `{ policies(first: ${n}) { totalCount nodes { reason file changed differences { key } } } }`,
  people: (n) => `{ people(first: ${n}) { totalCount nodes { name roles accounts { login } } } }`,
  changes: (n) =>
    `{ changes(first: ${n}) { totalCount nodes { key keys title creator { name } requester { name } contents { text person { name } } } facets(by: [STAGE, TYPE]) { values { count } } } }`,
  'changes with a filter': (n) =>
    `{ changes(first: ${n}, filter: { gap: {}, title: "x", person: "person:1", deployedFrom: "2026-01-01T00:00:00Z" }) { totalCount } }`,
  'decisions and links inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { approvals(first: 2) { totalCount nodes { approver { name } } } links(first: 2) { totalCount nodes { event { type } } } } } }`,
  'pull requests inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { pullRequests(first: 2) { totalCount nodes { pullRequest { number opener { name } } } } } } }`,
  'commits inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { commits(first: 2) { totalCount nodes { commit { pullRequests { number } } } } } } }`,
  'assertions inside changes': (n) => `{ changes(first: ${n}) { nodes { commits(first: 5) { nodes { assertion { byName reason } } } } } }`,
  'deployments inside changes': (n) =>
    `{ changes(first: ${n}) { nodes { deployments(first: 2) { totalCount nodes { deployment { relation changes(first: 1) { nodes { change { key } } } } } } } } }`,
  'verdicts, gaps and timelines of changes': (n) =>
    `{ changes(first: ${n}) { nodes { verdicts(first: 2) { totalCount nodes { rule } } gaps(first: 2) { totalCount nodes { change { key } } } timeline(first: 2) { totalCount nodes { person { name } } } } } }`,
  'lists inside gaps': (n) =>
    `{ gaps(first: ${n}) { nodes { events(first: 2) { totalCount nodes { type } } verdictHistory(first: 2) { totalCount nodes { answer } } } } }`,
};

const SOURCES = Array.from({ length: 50 }, (_, n) => `source-${String(n + 1).padStart(2, '0')}`);

/** Somebody says that a commit that nobody deployed belongs to ticket `n`. */
async function asserted(n: number): Promise<void> {
  await hub.sql`insert into code_commit (repository, sha, seq, parents, authors, unresolved_author, associated) values ('repository:github-acme:2', ${sha(n)}, 0, 1, '{}', false, '{}')`;
  const by = { token: '00000000-0000-0000-0000-000000000000', name: `Person ${n}`, reason: 'They told me.' };
  const said = await hub.hub.sayLink({ act: 'ASSERT', thing: `commit:github-acme:2:${sha(n)}`, ticket: ticketRef(n), by });
  if ('sentence' in said) throw new Error(said.sentence);
  await followToEnd(hub.sql, hub.key);
}

const sent: string[] = [];
let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub((plain) => ({ sql: counting(plain.sql) }));
  await record(hub.sql, hub.key, Array.from({ length: 50 }, (_, n) => [titled(n, `Title ${n}`), pushed(n)]).flat());
  await deploy(hub.sql, 50);
  for (let n = 1; n <= 50; n += 1) {
    await judge(hub.sql, { n, answer: 'GAP', from: n });
    await openGap(hub.sql, n, 'OPEN', n);
  }
  for (const name of SOURCES)
    await hub.sql`insert into source_state (source, connector, health, sentence) values (${name}, 'github', 'HEALTHY', 'It answers.')`;
  for (let minutes = 1; minutes <= 5; minutes += 1) {
    await activatePolicy(hub.sql, policySchema.parse({ settle: `${minutes}m` }), hub.key, { text: `settle: ${minutes}m` });
    await followToEnd(hub.sql, hub.key);
  }
  for (let n = 1; n <= 50; n += 1)
    await hub.sql`insert into account (person, source, service, seq) values (${`person:${n}`}, 'github-acme', false, 0)`;
  await withPolicy(hub);
  await told(
    hub,
    Array.from({ length: 50 }, (_, n) => [...created(n + 1), ticketTitled(n + 1, `Ticket ${n}`), decided(n + 1, 1, 'APPROVED')]).flat(),
  );
  await told(
    hub,
    Array.from({ length: 49 }, (_, n) => linked(n + 1, n + 2)),
  );
  for (let n = 1; n <= 50; n += 1) await carries(hub.sql, n, n, n * 10);
  for (let n = 41; n <= 50; n += 1) await asserted(n);
  await hub.tokenFor('administrator');
});
afterAll(() => hub.stop());

describe('the queries that a question sends', () => {
  it('are as many as were reviewed, whether it asks for one thing or for many', async () => {
    const lines: string[] = [];
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const counts = [await countOf(question(2)), await countOf(question(50))];
      lines.push(`${name}: ${counts.join(' for 2, ')} for 50`);
    }
    const counted = `${lines.join('\n')}\n`;
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(GOLDEN, counted);
    expect(counted).toBe(readFileSync(GOLDEN, 'utf8'));
    expect(lines.filter((line) => new Set(line.match(/\d+(?= for)/g)).size !== 1)).toEqual([]);
  });
});

describe('sources', () => {
  it('cost the same statements with their lists, two or fifty of them', async () => {
    const question =
      '{ sources { sentence denied { collection } streams { totalCount nodes { stream } } coverage { totalCount nodes { scope } } quarantine { totalCount nodes { error } } } }';
    const many = await countOf(question);
    await hub.sql`delete from source_state where source > 'source-02'`;
    expect(await countOf(question)).toBe(many);
    expect(many).toBe(9);
  });
});

async function countOf(question: string): Promise<number> {
  sent.length = 0;
  const { errors } = await hub.ask(question);
  expect(errors).toEqual([]);
  return sent.length;
}

/** The pool, noting each statement that is sent; a fragment is never awaited and is none. */
function counting(sql: RunningHub['sql']): RunningHub['sql'] {
  return new Proxy(sql, {
    apply(target, self, call: [TemplateStringsArray, ...unknown[]]) {
      const query = Reflect.apply(target, self, call) as Promise<unknown>;
      if (!Array.isArray((call[0] as { raw?: unknown }).raw)) return query;
      const then = query.then.bind(query);
      return Object.assign(query, {
        then: (...args: Parameters<typeof then>) => {
          sent.push(call[0].join('?'));
          return then(...args);
        },
      });
    },
  });
}

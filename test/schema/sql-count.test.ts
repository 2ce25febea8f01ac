import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy, deploymentRef, judge, openGap } from './deployed.js';
import { pushed, record, titled } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';

const GOLDEN = new URL('./sql-count.golden.txt', import.meta.url);

/** Each asked for 2 and for 50 things: when one thing more costs one query more, the numbers differ. */
const QUESTIONS: Readonly<Record<string, (n: number) => string>> = {
  viewer: () => '{ viewer { name } }',
  timeline: (n) =>
    `{ timeline(first: ${n}) { nodes { id subject person { name kind } texts { value } mentions { ref } facts enrichments { adds } } totalCount totalCountIsExact pageInfo { endCursor } } }`,
  'timeline with facets': (n) => `{ timeline(first: ${n}) { facets(by: [TYPE, SOURCE]) { values { count } } } }`,
  deployments: (n) => `{ deployments(first: ${n}) { nodes { id repository { name } creator { name } base { deployment { id } } } } }`,
  gaps: (n) => `{ gaps(first: ${n}) { nodes { id wouldPassIf about policy deployment { id } verdict { sentence } steps { type } } } }`,
  'pull requests of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { pullRequests(first: ${Math.min(n, 2)}) { nodes { pullRequest { title repositoryName opener { name } reviews { nodes { reviewer { name } } } } } } } }`,
  'commits of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { carries(first: ${Math.min(n, 3)}) { nodes { sha pullRequests { number title } } } } }`,
  'lists inside deployments': (n) =>
    `{ deployments(first: ${n}) { nodes { gitRef relation carries(first: 1) { totalCount } verdicts(first: 3) { nodes { rule answer } } pullRequests(first: 3) { nodes { pullRequest { number reviews(first: 3) { nodes { state } } } } } } } }`,
  'all lists inside deployments': (n) =>
    `{ deployments(first: ${n}) { nodes { takesOut(first: 2) { totalCount nodes { sha } } releases(first: 2) { totalCount nodes { release { tag } } } verdicts(first: 2) { totalCount nodes { events(first: 2) { nodes { type } } } } gaps(first: 2) { totalCount nodes { rule } } pullRequests(first: 1) { totalCount } } } }`,
  'lists inside gaps': (n) =>
    `{ gaps(first: ${n}) { nodes { events(first: 2) { totalCount nodes { type } } verdictHistory(first: 2) { totalCount nodes { answer } } } } }`,
};

const SOURCES = Array.from({ length: 50 }, (_, n) => `source-${String(n + 1).padStart(2, '0')}`);

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

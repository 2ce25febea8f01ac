import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy, deploymentRef, judge, openGap } from './deployed.js';
import { pushed, record, titled } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';

const GOLDEN = new URL('./sql-count.golden.txt', import.meta.url);

/** Each asked for 2 and for 8 things: when one thing more costs one query more, the numbers differ. */
const QUESTIONS: Readonly<Record<string, (n: number) => string>> = {
  viewer: () => '{ viewer { name } }',
  timeline: (n) =>
    `{ timeline(first: ${n}) { nodes { id subject person { name kind } texts { value } mentions { ref } facts enrichments { adds } } totalCount totalCountIsExact pageInfo { endCursor } } }`,
  'timeline with facets': (n) => `{ timeline(first: ${n}) { facets(by: [TYPE, SOURCE]) { values { count } } } }`,
  deployments: (n) => `{ deployments(first: ${n}) { nodes { id repository { name } creator { name } base { deployment { id } } } } }`,
  gaps: (n) => `{ gaps(first: ${n}) { nodes { id wouldPassIf about policy deployment { id } verdict { sentence } steps { type } } } }`,
  'pull requests of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { pullRequests(first: ${Math.min(n, 2)}) { nodes { pullRequest { title repositoryName opener { name } reviews { reviewer { name } } } } } } }`,
  'commits of a deployment': (n) =>
    `{ deployment(id: "${deploymentRef(1)}") { carries(first: ${Math.min(n, 3)}) { nodes { sha pullRequests { number title } } } } }`,
};

const sent: string[] = [];
let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub((plain) => ({ sql: counting(plain.sql) }));
  await record(hub.sql, hub.key, Array.from({ length: 10 }, (_, n) => [titled(n, `Title ${n}`), pushed(n)]).flat());
  await deploy(hub.sql, 10);
  for (let n = 1; n <= 10; n += 1) {
    await judge(hub.sql, { n, answer: 'GAP', from: n });
    await openGap(hub.sql, n, 'OPEN', n);
  }
  await hub.tokenFor('administrator');
});
afterAll(() => hub.stop());

describe('the queries that a question sends', () => {
  it('are as many as were reviewed, whether it asks for one thing or for many', async () => {
    const lines: string[] = [];
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const counts = [await countOf(question(2)), await countOf(question(8))];
      lines.push(`${name}: ${counts.join(' for 2, ')} for 8`);
    }
    const counted = `${lines.join('\n')}\n`;
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(GOLDEN, counted);
    expect(counted).toBe(readFileSync(GOLDEN, 'utf8'));
    expect(lines.filter((line) => new Set(line.match(/\d+(?= for)/g)).size !== 1)).toEqual([]);
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

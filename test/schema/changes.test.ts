import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { personOf } from '../../src/ledger/index.js';
import { deploy, deploymentRef } from './deployed.js';
import { minute } from './facts.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { created, decided, keyed, keyOf, status, ticketRef, titled, told, withPolicy } from './tickets.js';

let hub: RunningHub;

/** Tickets 1 to 6 are changes, made a minute apart; 7 is an epic. 1 and 2 are implemented, 3 has a gap that is over. */
beforeAll(async () => {
  hub = await runHub();
  await withPolicy(hub);
  await told(
    hub,
    [1, 2, 3, 4, 5, 6].map((n) => created(n)),
  );
  await told(hub, [
    created(7, '200'),
    keyed(4, 'OPS-4', 10),
    status(1, 60, '3', 'Done'),
    status(2, 50, '2', 'Approved'),
    titled(1, 'Ask the BANK 100% twice'),
    titled(2, 'Ask the bank_1 once'),
    decided(5, 20, 'APPROVED'),
  ]);
  await followToEnd(hub.sql, hub.key);
  await deploy(hub.sql, 2);
  for (const n of [1, 2]) {
    await hub.sql`
      update change_state set deployments = ${[deploymentRef(n)]}, started_from = ${minute(n)}, services = ${['pay']}, teams = ${['payments']},
        environments = ${['production']}
      where ticket = ${ticketRef(n)} and recorded_to is null`;
  }
  await gap(1, 'OPEN');
  await gap(3, 'RESOLVED');
});
afterAll(() => hub.stop());

async function gap(n: number, word: string): Promise<void> {
  await hub.sql`
    insert into gap (rule, subject, status, severity, sentence, opened_at, changed_at, openings, opened_seq, changed_seq, unit, baseline)
    values ('self-approval', ${`${deploymentRef(n)} ${ticketRef(n)}`}, ${word}, 'HIGH', 'He approved it himself.', ${minute(1)}, ${minute(1)}, 1, 0, 0, ${deploymentRef(n)}, false)`;
}

async function changes(given: string, fields = 'totalCount nodes { key }'): Promise<Tree> {
  const { data, errors } = await hub.ask(`{ changes${given} { ${fields} } }`);
  expect(errors).toEqual([]);
  return data['changes'] as Tree;
}
const keysIn = (tree: Tree) => list(tree['nodes']).map((node) => String(node['key']));
const hugo = () => personOf('jira-acme', 'h', hub.key);

describe('changes', () => {
  it('are the tickets that policy calls so, the newest first', async () => {
    const all = await changes('');
    expect(keysIn(all)).toEqual([keyOf(6), keyOf(5), 'OPS-4', keyOf(3), keyOf(2), keyOf(1)]);
    expect(all['totalCount']).toBe(6);
  });

  it.each<[string, readonly string[]]>([
    ['{ sources: ["github-acme"] }', []],
    ['{ projects: ["OPS"] }', ['OPS-4']],
    ['{ keys: ["PAY-4", "PAY-5"] }', ['PAY-5', 'OPS-4']],
    ['{ statuses: ["Approved", "3"] }', ['PAY-2', 'PAY-1']],
    ['{ stages: [CLOSED] }', ['PAY-1']],
    ['{ types: ["Epic"] }', []],
    ['{ services: ["pay"], teams: ["payments"], environments: ["production"] }', ['PAY-2', 'PAY-1']],
    ['{ services: ["web"] }', []],
    ['{ gap: {} }', ['PAY-1']],
    ['{ gap: { rules: ["stale-review"] } }', []],
    ['{ gap: { statuses: [RESOLVED], rules: ["self-approval"] } }', ['PAY-3']],
    ['{ implemented: false, projects: ["PAY"] }', ['PAY-6', 'PAY-5', 'PAY-3']],
    [`{ createdFrom: "${minute(2)}", createdTo: "${minute(4)}" }`, ['PAY-3', 'PAY-2']],
    [`{ deployedFrom: "${minute(2)}", deployedTo: "${minute(3)}" }`, ['PAY-2']],
    ['{ title: "the bank" }', ['PAY-2', 'PAY-1']],
    ['{ title: "100%" }', ['PAY-1']],
    ['{ title: "k_1" }', ['PAY-2']],
  ])('are filtered: %s', async (filter, expected) => {
    const found = await changes(`(filter: ${filter})`);
    expect(keysIn(found)).toEqual(expected);
    expect(found['totalCount']).toBe(expected.length);
  });

  it('are filtered by who took part, with any account of his', async () => {
    expect(keysIn(await changes(`(filter: { person: "${hugo()}" })`))).toEqual(['PAY-5', 'PAY-2', 'PAY-1']);
    const other = personOf('github-acme', 'h2', hub.key);
    expect(keysIn(await changes(`(filter: { person: "${other}" })`))).toEqual([]);
    const [a = '', b = ''] = [hugo(), other].sort();
    await hub.sql`insert into account (person, source, service, seq) values (${other}, 'github-acme', false, 0)`;
    await hub.sql`insert into person_join (a, b, method, seq) values (${a}, ${b}, 'EMAIL', 0)`;
    expect(keysIn(await changes(`(filter: { person: "${other}" })`))).toEqual(['PAY-5', 'PAY-2', 'PAY-1']);
  });

  it.each([
    ['CREATED_DESC', ['PAY-6', 'PAY-5', 'OPS-4', 'PAY-3', 'PAY-2', 'PAY-1']],
    ['CREATED_ASC', ['PAY-1', 'PAY-2', 'PAY-3', 'OPS-4', 'PAY-5', 'PAY-6']],
    ['UPDATED_DESC', ['PAY-1', 'PAY-2', 'OPS-4', 'PAY-6', 'PAY-5', 'PAY-3']],
    ['UPDATED_ASC', ['PAY-3', 'PAY-5', 'PAY-6', 'OPS-4', 'PAY-2', 'PAY-1']],
  ])('page without gap or repeat in the order %s', async (order, expected) => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await changes(`(first: 2, orderBy: ${order}${after})`, 'nodes { key } pageInfo { endCursor hasNextPage }');
      seen.push(...keysIn(page));
      if (String(page['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = `, after: "${String(page['pageInfo']?.['endCursor'])}"`;
    }
    expect(seen).toEqual(expected);
  });

  it('are counted by their properties, over all that matches', async () => {
    const { facets } = await changes('(first: 1)', 'facets(by: [PROJECT, STAGE, SERVICE]) { by exact values { value count } }');
    expect(facets).toEqual([
      {
        by: 'PROJECT',
        exact: true,
        values: [
          { value: 'PAY', count: 5 },
          { value: 'OPS', count: 1 },
        ],
      },
      {
        by: 'STAGE',
        exact: true,
        values: [
          { value: 'CLOSED', count: 1 },
          { value: 'SCHEDULED', count: 1 },
        ],
      },
      { by: 'SERVICE', exact: true, values: [{ value: 'pay', count: 2 }] },
    ]);
  });

  it.each([
    [
      'a cursor of another order',
      async () => {
        const page = await changes('(first: 1, orderBy: UPDATED_ASC)', 'pageInfo { endCursor }');
        return `(after: "${String(page['pageInfo']?.['endCursor'])}")`;
      },
    ],
    ['a period that ends before it begins', () => `(filter: { deployedFrom: "${minute(2)}", deployedTo: "${minute(1)}" })`],
    ['a title of more than 200 characters', () => `(filter: { title: "${'x'.repeat(201)}" })`],
    ['more than 100 keys', () => `(filter: { keys: [${'"K-1",'.repeat(101)}] })`],
    ['more than 200 at once', () => '(first: 201)'],
  ])('refuse %s', async (_, given) => {
    const { errors } = await hub.ask(`{ changes${await given()} { totalCount } }`);
    expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
  });
});

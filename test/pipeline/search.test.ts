import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JiraIssue } from '../../src/sample/index.js';
import { people } from '../../src/sample/organisation/people.js';
import { MORNING } from '../../src/sample/organisation/stories/usual.js';
import { personOf } from '../../src/ledger/index.js';
import { all, askApi, type Told } from './ask-api.js';
import { type Acme, openAcme } from './terms/acme.js';
import { JIRA } from './two-tools.js';

const { eva, finn, gita, hugo, mara } = people;

let acme: Acme;
let told: { readonly bank: JiraIssue; readonly nodes: JiraIssue; readonly idle: JiraIssue };

beforeAll(async () => {
  acme = await openAcme({
    before: (day) => {
      const today = day();
      const bank = today.raise('09:05', mara, { in: 'PAY', summary: 'Ärger mit der Bank: ask it twice' });
      today.comment('09:10', gita, bank, 'Прошу проверить оплату, then roll out');
      today.land(MORNING, eva, finn, { in: 'pay', title: `${bank.key}: ask twice` });
      today.deploy('11:30', 'pay');
      const other = day();
      const nodes = other.raise('09:05', hugo, { in: 'OPS', summary: 'Bigger nodes for the bank' });
      other.approve('09:20', gita, nodes);
      other.land(MORNING, finn, eva, { in: 'infra', title: `${nodes.key}: bigger nodes` });
      other.deploy('11:30', 'infra');
      const idle = day().raise('09:05', mara, { in: 'OPS', summary: 'Nothing of all this' });
      told = { bank, nodes, idle };
    },
  });
  await acme.readToEnd();
}, 120_000);
afterAll(() => acme?.close());

async function changes(filter: Record<string, unknown>, fields = 'nodes { key }', knownAt?: string): Promise<Told> {
  const answer = await askApi(
    acme.sql,
    `query ($filter: ChangeFilter, $knownAt: DateTime) { changes(first: 50, filter: $filter, orderBy: CREATED_ASC, knownAt: $knownAt) { ${fields} } }`,
    { filter, knownAt },
  );
  return answer['changes'] as Told;
}

const keysOf = async (filter: Record<string, unknown>) => all((await changes(filter))['nodes']).map(({ key }) => String(key));
const [BANK, NODES] = [() => told.bank.key, () => told.nodes.key];
const accountOf = (id: string) => personOf(JIRA, id, acme.key);

describe('search and filters: text of titles and comments', () => {
  it.each<[string, () => readonly string[]]>([
    ['bank', () => [BANK(), NODES()]],
    ['BANK twice', () => [BANK()]],
    ['ärger', () => [BANK()]],
    ['ÄRGER bank', () => [BANK()]],
    ['прошу', () => [BANK()]],
    ['twice roll', () => [BANK()]],
    ['nod*', () => [NODES()]],
    ['nod', () => []],
    ['bank nothing', () => []],
    ["bank' | nodes", () => [NODES()]],
    ['bank & ! nodes', () => [NODES()]],
  ])('finds words in any case and language, all of them, the beginning of one with a star: %s', async (text, expected) => {
    expect(await keysOf({ text })).toEqual(expected());
  });

  it('refuses no words, and too many', async () => {
    await expect(keysOf({ text: '- ! *' })).rejects.toThrow('text holds no word');
    await expect(keysOf({ text: 'a b c d e f g h i j k' })).rejects.toThrow('at most 10');
  });

  it('asks the index of words, however many texts there are', async () => {
    const plan = await acme.sql.begin(async (tx) => {
      await tx`set local enable_seqscan = off`;
      return tx<{ 'QUERY PLAN': string }[]>`
        explain select from clear_value v
        where v.field in ('summary', 'short_description', 'title', 'comment')
          and to_tsvector('simple', lower(left(v.value, 100000))) @@ to_tsquery('simple', 'bank')`;
    });
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('clear_value_words');
  });

  it('finds nothing of what was erased', async () => {
    expect(await keysOf({ text: 'прошу' })).toEqual([BANK()]);
    await acme.sql`delete from clear_value where field = 'comment'`;
    expect(await keysOf({ text: 'прошу' })).toEqual([]);
    expect(await keysOf({ text: 'ärger' })).toEqual([BANK()]);
  });
});

describe('search and filters: tickets, people, services, teams, period, outcome, stage, rule; they compose', () => {
  it('finds changes by who had which part', async () => {
    const finns = accountOf(finn.jira.accountId);
    expect(await keysOf({ person: finns })).toEqual([BANK(), NODES()]);
    expect(await keysOf({ person: finns, parts: ['AUTHOR'] })).toEqual([NODES()]);
    expect(await keysOf({ person: finns, parts: ['REVIEWER'] })).toEqual([BANK()]);
    expect(await keysOf({ person: accountOf(gita.jira.accountId), parts: ['APPROVER'] })).toEqual([NODES()]);
    expect(await keysOf({ person: accountOf(mara.jira.accountId), parts: ['CREATOR'], implemented: true })).toEqual([BANK()]);
    await expect(keysOf({ parts: ['AUTHOR'] })).rejects.toThrow('name the person, too');
  });

  it('composes words, people, services, rules and period', async () => {
    expect(await keysOf({ text: 'bank', services: ['infra'] })).toEqual([NODES()]);
    expect(await keysOf({ text: 'bank', gap: { rules: ['unapproved-deployment'] } })).toEqual([BANK()]);
    expect(await keysOf({ text: 'bank', gap: { rules: ['unapproved-deployment'] }, services: ['infra'] })).toEqual([]);
    expect(await keysOf({ text: 'bank', keys: [NODES()], deployedFrom: '2025-01-01T00:00:00Z' })).toEqual([NODES()]);
  });

  it('filters by what the record says: outcome, class, closing', async () => {
    await recorded(told.bank, { outcome: 'FAILED', changeClass: 'EMERGENCY', closedAt: '2025-01-08T00:00:00Z' });
    await recorded(told.nodes, { outcome: 'SUCCESSFUL', changeClass: 'NORMAL', closedAt: null });
    expect(await keysOf({ outcomes: ['FAILED', 'BACKED_OUT'] })).toEqual([BANK()]);
    expect(await keysOf({ classes: ['NORMAL'], text: 'bank' })).toEqual([NODES()]);
    expect(await keysOf({ closedFrom: '2025-01-08T00:00:00Z', closedTo: '2025-01-09T00:00:00Z' })).toEqual([BANK()]);
    expect(await keysOf({ closedFrom: '2025-01-09T00:00:00Z' })).toEqual([]);
  });

  it('counts over all that matches', async () => {
    const { facets, totalCount } = await changes(
      { text: 'bank' },
      'totalCount facets(by: [OUTCOME, CLASS, RULE]) { by values { value count } }',
    );
    expect(totalCount).toBe(2);
    const of = (by: string) => all(all(facets).find((one) => String(one['by']) === by)?.['values']);
    expect(of('OUTCOME')).toEqual([
      { value: 'FAILED', count: 1 },
      { value: 'SUCCESSFUL', count: 1 },
    ]);
    expect(of('CLASS')).toHaveLength(2);
    expect(of('RULE')).toContainEqual({ value: 'unapproved-deployment', count: 1 });
  });
});

/** What the record of a change says of its end. */
async function recorded(
  ticket: JiraIssue,
  { outcome, changeClass, closedAt }: { outcome: string; changeClass: string; closedAt: string | null },
) {
  const change = `ticket:jira-acme:${ticket.id}`;
  await acme.sql`delete from change_record where change = ${change}`;
  await acme.sql`
    insert into change_record (change, recorded_from, kind, change_class, issue_type, risk, services, teams, environments, stage, outcome,
      outcome_from, closed_at, stages, contents, proofs, details)
    values (${change}, '2025-01-01', 'TICKET', ${changeClass}, '', '', '{}', '{}', '{}', '', ${outcome}, 'TICKET', ${closedAt}, '[]', '[]', '[]', '{}')`;
}

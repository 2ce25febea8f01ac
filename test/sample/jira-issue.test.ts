import { afterEach, describe, expect, it } from 'vitest';
import type { Jira, JiraComment, JiraWorld } from '../../src/sample/index.js';
import { startJira } from '../../src/sample/index.js';
import { ANA, BEN, DOOR, at, get, project, siteOf, statusChange, ticket } from './jira-world.js';

let jira: Jira;
afterEach(() => jira.close());
async function serve(world: JiraWorld): Promise<JiraWorld> {
  jira = await startJira(world, DOOR);
  return world;
}
const read = async (path: string): Promise<unknown> => (await get(jira, path)).body;
const comment = (number: number): JiraComment => ({
  id: String(number),
  author: BEN,
  body: `Line ${number}`,
  created: at(number),
  updated: at(number),
});

describe('one issue', () => {
  it('answers to its id, to its key in small letters, and to a former key of its own and of its project, under the present key', async () => {
    const moved = ticket(3, { key: 'OPS-1', formerKeys: ['PAY-3'], projectId: '2' });
    const projects = [project('1', 'PAY', { formerKeys: ['MONEY'] }), project('2', 'OPS')];
    await serve(siteOf([ticket(1), moved], { projects }));
    for (const name of ['10003', 'OPS-1', 'ops-1', 'PAY-3'])
      expect(await read(`/rest/api/3/issue/${name}?fields=id`)).toMatchObject({ id: '10003', key: 'OPS-1' });
    expect(await read('/rest/api/3/issue/MONEY-1')).toMatchObject({ id: '10001', key: 'PAY-1' });
    expect((await get(jira, '/rest/api/3/issue/PAY-2')).status).toBe(404);
  });

  it('shows text as documents, people as users without a hidden address, and an unset field as null', async () => {
    const fields = { summary: 'Pay twice', status: '12', issuetype: '21', assignee: BEN, reporter: ANA, description: 'One\n\nTwo' };
    await serve(siteOf([ticket(1, { fields })]));
    const { fields: shown } = (await read('/rest/api/3/issue/PAY-1')) as { fields: Record<string, unknown> };
    expect(shown).toMatchObject({
      summary: 'Pay twice',
      status: { id: '12', name: 'Done', statusCategory: { key: 'done' } },
      issuetype: { id: '21', name: 'Task' },
      project: { id: '1', key: 'PAY' },
      assignee: { accountId: BEN, emailAddress: 'ben@acme.example' },
      resolution: null,
      labels: [],
    });
    expect(shown['reporter']).not.toHaveProperty('emailAddress');
    const line = (...texts: string[]) => ({ type: 'paragraph', content: texts.map((text) => ({ type: 'text', text })) });
    expect(shown['description']).toEqual({ type: 'doc', version: 1, content: [line('One'), line(), line('Two')] });
  });

  it('shows a custom field by its id, a time of it in the time zone of the user', async () => {
    const world = siteOf([ticket(1, { fields: { customfield_10060: at(0) } })]);
    world.fields.push({ id: 'customfield_10060', name: 'Planned start', kind: 'datetime' });
    world.users[0]!.timeZone = 'Australia/Sydney';
    await serve(world);
    expect(await read('/rest/api/3/issue/PAY-1?fields=customfield_10060')).toMatchObject({
      fields: { customfield_10060: '2026-01-01T11:00:00.000+1100' },
    });
  });

  it('shows a link from both sides under one id, and hides it where the other issue may not be seen', async () => {
    const type = { id: '31', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' };
    const secret = ticket(3, { key: 'SEC-3', projectId: '2' });
    const links = [
      { id: '901', type, source: '10001', destination: '10002' },
      { id: '902', type, source: '10001', destination: '10003' },
    ];
    const projects = [project('1', 'PAY'), project('2', 'SEC')];
    await serve(siteOf([ticket(1), ticket(2), secret], { projects, links, denied: new Set(['browse 2']) }));
    const linksOf = async (key: string) =>
      ((await read(`/rest/api/3/issue/${key}?fields=issuelinks`)) as { fields: { issuelinks: unknown[] } }).fields.issuelinks;
    expect(await linksOf('PAY-1')).toMatchObject([{ id: '901', outwardIssue: { id: '10002', key: 'PAY-2' } }]);
    expect(await linksOf('PAY-2')).toMatchObject([{ id: '901', inwardIssue: { id: '10001', key: 'PAY-1' } }]);
  });

  it('gives remote links all at once', async () => {
    const remoteLinks = [{ id: 42, url: 'https://github.com/acme/pay/pull/7', title: 'Pull 7', relationship: 'mentioned on' }];
    await serve(siteOf([ticket(1, { remoteLinks })]));
    expect(await read('/rest/api/3/issue/PAY-1/remotelink')).toMatchObject([
      { id: 42, relationship: 'mentioned on', object: { url: 'https://github.com/acme/pay/pull/7', title: 'Pull 7' } },
    ]);
  });
});

describe('the changelog of an issue', () => {
  interface Changelog {
    readonly values: { id: string; created: string; author?: unknown; items: object[] }[];
    readonly total: number;
    readonly maxResults: number;
    readonly isLast: boolean;
    readonly nextPage?: string;
  }
  const changelog = async (query = '') => (await read(`/rest/api/3/issue/PAY-1/changelog${query}`)) as Changelog;

  it('comes oldest first, at most a hundred on a page, whole when paged though entries come meanwhile', async () => {
    const histories = Array.from({ length: 205 }, (_, index) => statusChange(500 + index, 1_000 + index, '11', '12')).reverse();
    const world = await serve(siteOf([ticket(1, { histories })]));
    const found: string[] = [];
    for (let start = 0, isLast = false; !isLast; start += 100) {
      const page = await changelog(`?startAt=${start}&maxResults=1000`);
      expect(page.maxResults).toBe(100);
      found.push(...page.values.map(({ id }) => id));
      isLast = page.isLast;
      if (start === 0) world.issues[0]!.histories.push(statusChange(900, 2_000, '12', '11'));
    }
    expect(found).toEqual([...Array.from({ length: 205 }, (_, index) => String(500 + index)), '900']);
  });

  it('names the next page, and says which is last', async () => {
    await serve(siteOf([ticket(1, { histories: [statusChange(1, 1, '11', '12'), statusChange(2, 2, '12', '11')] })]));
    const [first, second] = [await changelog('?maxResults=1'), await changelog('?startAt=1&maxResults=1')];
    expect([first.isLast, first.total, first.nextPage]).toEqual([
      false,
      2,
      `${jira.url}/rest/api/3/issue/10001/changelog?maxResults=1&startAt=1`,
    ]);
    expect([second.isLast, second.nextPage]).toEqual([true, undefined]);
  });

  it('has items with a property toString of their own, null or not, and no author where nobody is known', async () => {
    const item = { field: 'Sprint', fieldtype: 'custom' as const, from: '1', fromString: 'S 1', to: null, toString: null };
    await serve(siteOf([ticket(1, { histories: [{ id: '1', author: null, created: at(5), items: [item] }] })]));
    const [entry] = (await changelog()).values;
    expect(Object.hasOwn(entry?.items[0] as object, 'toString')).toBe(true);
    expect(entry?.items).toEqual([item]);
    expect([Object.hasOwn(entry as object, 'author'), entry?.created]).toEqual([false, '2026-01-01T00:00:05.000+0000']);
  });

  it.each(['?startAt=x', '?maxResults=0', '?startAt=-1'])('answers 400 to %s', async (query) => {
    await serve(siteOf([ticket(1)]));
    expect((await get(jira, `/rest/api/3/issue/PAY-1/changelog${query}`)).status).toBe(400);
  });
});

describe('the comments of an issue', () => {
  interface Comments {
    readonly comments: { id: string; body: unknown }[];
    readonly total: number;
  }
  const idsOf = ({ comments }: Comments): string[] => comments.map(({ id }) => id);

  it('come oldest first unless asked otherwise, in pages, as documents', async () => {
    await serve(siteOf([ticket(1, { comments: [comment(3), comment(1), comment(2)] })]));
    const page = (await read('/rest/api/3/issue/PAY-1/comment?startAt=1&maxResults=1')) as Comments;
    expect([idsOf(page), page.total]).toEqual([['2'], 3]);
    expect(page.comments[0]?.body).toMatchObject({ type: 'doc', content: [{ content: [{ text: 'Line 2' }] }] });
    expect(idsOf((await read('/rest/api/3/issue/PAY-1/comment?orderBy=-created')) as Comments)).toEqual(['3', '2', '1']);
    expect((await get(jira, '/rest/api/3/issue/PAY-1/comment?orderBy=updated')).status).toBe(400);
  });

  it('stand in the field comment as far as twenty, with how many there are', async () => {
    await serve(siteOf([ticket(1, { comments: Array.from({ length: 25 }, (_, index) => comment(index + 1)) })]));
    const shown = (await read('/rest/api/3/issue/PAY-1?fields=comment')) as { fields: { comment: Comments } };
    expect([shown.fields.comment.total, shown.fields.comment.comments.length]).toEqual([25, 20]);
    expect(((await read('/rest/api/3/issue/PAY-1?fields=*navigable')) as { fields: object }).fields).not.toHaveProperty('comment');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { Jira, JiraOptions, JiraWorld } from '../../src/sample/index.js';
import { startJira } from '../../src/sample/index.js';
import { DOOR, at, everyId, get, ids, messageOf, post, project, searched, siteOf, statusChange, ticket } from './jira-world.js';

let jira: Jira;
afterEach(() => jira.close());
async function serve(world: JiraWorld, options: Partial<JiraOptions> = {}): Promise<JiraWorld> {
  jira = await startJira(world, { ...DOOR, ...options });
  return world;
}
const SEARCH = '/rest/api/3/search/jql';
const tickets = (count: number) => Array.from({ length: count }, (_, index) => ticket(index + 1));
const all = (count: number) => tickets(count).map(({ id }) => id);
const BY_UPDATE = 'project = PAY ORDER BY updated ASC, key ASC';

describe('what search refuses', () => {
  it.each([
    ['', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['ORDER BY updated ASC', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
    ['project in (PAY, NOPE)', "The value 'NOPE' does not exist for the field 'project'."],
    ['key in (PAY-1, PAY-99)', "An issue with key 'PAY-99' does not exist for field 'key'."],
    ['colour = red', "Field 'colour' does not exist or you do not have permission to view it."],
    ['project = PAY AND updated >= "1767225600000"', "Date value '1767225600000' for field 'updated' is invalid."],
    ['project = PAY AND updated >= "2026-02-30 10:00"', "Date value '2026-02-30 10:00' for field 'updated' is invalid."],
    ['project = PAY AND updated >= "2026-01-01T10:00:00Z"', "Date value '2026-01-01T10:00:00Z' for field 'updated' is invalid."],
    ['project = PAY OR project = OPS', "Expecting 'AND' but got 'OR'"],
    ['project = PAY ORDER BY updated', "Say ASC or DESC behind 'updated'"],
    ['project in (PAY', "Expecting ')' or ','"],
    ['project', 'Expecting an operator before the end of the query.'],
  ])('answers 400 to the query "%s"', async (jql, words) => {
    await serve(siteOf(tickets(1)));
    const said = await post(jira, SEARCH, { jql });
    expect([said.status, messageOf(said)]).toEqual([400, expect.stringContaining(words)]);
    expect((await get(jira, `${SEARCH}?jql=${encodeURIComponent(jql)}`)).body).toEqual(said.body);
  });

  it('answers 400 to a project that may not be seen, in the words for one that is not there', async () => {
    await serve(siteOf(tickets(1), { denied: new Set(['browse 1']) }));
    expect(messageOf(await post(jira, SEARCH, { jql: 'project = PAY' }))).toBe("The value 'PAY' does not exist for the field 'project'.");
  });

  it.each([
    [{ startAt: 50 }, 'startAt'],
    [{ maxResults: '50' }, 'maxResults'],
    [{ expand: 'names' }, 'expand'],
    [{ reconcileIssues: Array.from({ length: 51 }, (_, index) => index + 1) }, 'reconcileIssues'],
  ])('answers 400 to the body %j', async (more, words) => {
    await serve(siteOf(tickets(1)));
    const said = await post(jira, SEARCH, { jql: 'project = PAY', ...more });
    expect([said.status, messageOf(said)]).toEqual([400, expect.stringContaining(words)]);
  });

  it('answers 400 to a token of another query, and to one that is too old', async () => {
    await serve(siteOf(tickets(3)), { tokenLifeMs: 60_000 });
    const { nextPageToken } = await searched(jira, { jql: BY_UPDATE, maxResults: 1 });
    expect((await post(jira, SEARCH, { jql: 'project = PAY ORDER BY updated DESC', nextPageToken })).status).toBe(400);
    expect((await post(jira, SEARCH, { jql: BY_UPDATE, nextPageToken })).status).toBe(200);
    jira.skewClock(60_001);
    expect((await post(jira, SEARCH, { jql: BY_UPDATE, nextPageToken })).status).toBe(400);
    expect((await post(jira, SEARCH, { jql: BY_UPDATE, nextPageToken: 'nonsense' })).status).toBe(400);
  });
});

describe('what search gives', () => {
  it('gives ids alone unless fields are asked for, and never a total', async () => {
    await serve(siteOf(tickets(1)));
    expect(await searched(jira, { jql: 'project = PAY' })).toEqual({ issues: [{ id: '10001' }], isLast: true });
    const page = await searched(jira, { jql: 'project = PAY', fields: ['summary'] });
    expect(page.issues).toMatchObject([{ id: '10001', key: 'PAY-1', fields: { summary: 'Ticket 1' } }]);
    expect(Object.keys(page.issues[0]?.fields ?? {})).toEqual(['summary']);
  });

  it('gives 50 unless told, thousands of ids, and a hundred at most with fields', async () => {
    await serve(siteOf(tickets(250)));
    const sizeOf = async (more: Record<string, unknown>) => (await searched(jira, { jql: BY_UPDATE, ...more })).issues.length;
    expect(await sizeOf({})).toBe(50);
    expect(await sizeOf({ maxResults: 5_000 })).toBe(250);
    expect(await sizeOf({ maxResults: 5_000, fields: ['id', 'key'] })).toBe(250);
    expect(await sizeOf({ maxResults: 5_000, fields: ['summary'] })).toBe(100);
    expect(await sizeOf({ maxResults: 5_000, expand: 'changelog' })).toBe(100);
  });

  it('answers GET and POST alike', async () => {
    await serve(siteOf(tickets(3)));
    const got = await get(jira, `${SEARCH}?jql=${encodeURIComponent(BY_UPDATE)}&fields=summary,status&maxResults=2`);
    expect(got.body).toMatchObject({ isLast: false, nextPageToken: expect.any(String) });
    expect((got.body as { issues: unknown }).issues).toEqual(
      (await searched(jira, { jql: BY_UPDATE, fields: ['summary', 'status'], maxResults: 2 })).issues,
    );
  });

  it('embeds the newest hundred of a changelog, newest first, and says how many there are', async () => {
    const histories = Array.from({ length: 130 }, (_, index) => statusChange(500 + index, 1_000 + index, '11', '12'));
    await serve(siteOf([ticket(1, { histories })]));
    const page = await searched(jira, { jql: 'key = PAY-1', fields: ['status'], expand: 'changelog' });
    const { changelog } = page.issues[0] as unknown as { changelog: { total: number; histories: { id: string }[] } };
    expect([changelog.total, changelog.histories.length, changelog.histories[0]?.id, changelog.histories[99]?.id]).toEqual([
      130,
      100,
      '629',
      '530',
    ]);
  });

  it('compares times to the millisecond when they are written as epoch milliseconds', async () => {
    await serve(siteOf([ticket(1, { updated: '2026-01-01T00:00:10.500Z' })]));
    const edge = Date.parse('2026-01-01T00:00:10.500Z');
    const found = async (clause: string) => ids(jira, { jql: `project = PAY AND updated ${clause}` });
    expect(await found(`>= ${edge}`)).toEqual(['10001']);
    expect(await found(`> ${edge}`)).toEqual([]);
    expect(await found(`<= ${edge}`)).toEqual(['10001']);
    expect(await found(`< ${edge}`)).toEqual([]);
  });

  it('sorts keys by their number, and by the list of an ORDER BY', async () => {
    await serve(siteOf([ticket(10), ticket(9), ticket(2, { updated: at(10) })]));
    expect(await ids(jira, { jql: 'project = PAY ORDER BY key ASC' })).toEqual(['10002', '10009', '10010']);
    expect(await ids(jira, { jql: BY_UPDATE })).toEqual(['10009', '10002', '10010']);
    expect(await ids(jira, { jql: 'project = PAY ORDER BY updated DESC, key DESC' })).toEqual(['10010', '10002', '10009']);
  });

  it('finds by a former key of the project and of the issue, and by id', async () => {
    const moved = ticket(3, { key: 'OPS-1', formerKeys: ['PAY-3'], projectId: '2' });
    await serve(siteOf([ticket(1), moved], { projects: [project('1', 'PAY', { formerKeys: ['MONEY'] }), project('2', 'OPS')] }));
    expect(await ids(jira, { jql: 'project = MONEY' })).toEqual(['10001']);
    expect(await ids(jira, { jql: 'key = PAY-3' })).toEqual(['10003']);
    expect(await ids(jira, { jql: 'id in (10001, 10003) ORDER BY created ASC' })).toEqual(['10001', '10003']);
    expect(await ids(jira, { jql: 'project in ("PAY", OPS) and created >= "2026-01-01 00:00" order by created asc' })).toEqual([
      '10001',
      '10003',
    ]);
  });

  it('leaves out what may not be seen and what was deleted, and says nothing of it', async () => {
    const secret = ticket(2, { key: 'SEC-2', projectId: '2' });
    const world = await serve(siteOf([ticket(1), secret, ticket(3)], { projects: [project('1', 'PAY'), project('2', 'SEC')] }));
    const request = { jql: 'created >= "2026-01-01" ORDER BY created ASC' };
    expect(await ids(jira, request)).toEqual(['10001', '10002', '10003']);
    world.denied.add('browse 2');
    world.issues.pop();
    expect(await searched(jira, request)).toEqual({ issues: [{ id: '10001' }], isLast: true });
  });
});

describe('paging while issues change', () => {
  it('skips no issue by ascending update when each page moves an issue that was read and one that was not', async () => {
    const world = await serve(siteOf(tickets(30)));
    let round = 0;
    const touch = (): void => {
      round += 1;
      for (const index of [round, 29 - round]) world.issues[index]!.updated = at(1_000 + round);
    };
    const found = await everyId(jira, { jql: BY_UPDATE, maxResults: 7 }, () => round < 4 && touch());
    expect(new Set(found)).toEqual(new Set(all(30)));
    expect(found.length).toBeGreaterThan(30);
  });

  it('goes on behind the last issue that was read when that issue is deleted, among issues of one millisecond', async () => {
    const world = await serve(siteOf(tickets(20).map((issue) => ({ ...issue, updated: at(50) }))));
    const request = { jql: 'project = PAY ORDER BY updated ASC', maxResults: 6 };
    const first = (await ids(jira, request)).at(-1);
    const found = await everyId(jira, request, () => {
      world.issues.splice(0, world.issues.length, ...world.issues.filter(({ id }) => id !== first));
    });
    expect(world.issues).toHaveLength(19);
    expect([...found].sort()).toEqual(all(20));
  });

  it('loses, by descending update, an issue that moves to the front while it is read', async () => {
    const world = await serve(siteOf(tickets(10)));
    const found = await everyId(jira, { jql: 'project = PAY ORDER BY updated DESC', maxResults: 5 }, () => {
      world.issues[0]!.updated = at(1_000);
    });
    expect(found).not.toContain('10001');
  });

  it('does not find a change that is younger than the lag of the index, unless reconcileIssues names the issue', async () => {
    const fresh = new Date(Date.now() - 5_000).toISOString();
    await serve(siteOf([ticket(1), ticket(2, { updated: fresh })]), { indexLagMs: 60_000 });
    const jql = 'project = PAY ORDER BY key ASC';
    expect(await ids(jira, { jql })).toEqual(['10001']);
    expect(await ids(jira, { jql, reconcileIssues: [10_002] })).toEqual(['10001', '10002']);
    expect((await get(jira, '/rest/api/3/issue/PAY-2')).status).toBe(200);
    jira.skewClock(60_000);
    expect(await ids(jira, { jql })).toEqual(['10001', '10002']);
  });
});

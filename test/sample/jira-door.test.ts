import { afterEach, describe, expect, it } from 'vitest';
import type { Jira, JiraOptions, JiraWorld } from '../../src/sample/index.js';
import { startJira } from '../../src/sample/index.js';
import { DOOR, HUB, TOKEN, get, messageOf, project, siteOf, ticket } from './jira-world.js';

let jira: Jira;
afterEach(() => jira.close());
async function serve(world: JiraWorld, options: Partial<JiraOptions> = {}): Promise<JiraWorld> {
  jira = await startJira(world, { ...DOOR, ...options });
  return world;
}

describe('the stand-in of Jira', () => {
  it.each(['', 'Bearer wrong', `Basic ${Buffer.from(`somebody@acme.example:${TOKEN}`).toString('base64')}`])(
    'answers 401 to the authorization "%s"',
    async (authorization) => {
      await serve(siteOf([]));
      const said = await get(jira, '/rest/api/3/myself', { authorization });
      expect([said.status, messageOf(said)]).toEqual([401, 'Client must be authenticated to access this resource.']);
    },
  );

  it('takes the token with its email, and as bearer', async () => {
    await serve(siteOf([]));
    expect((await get(jira, '/rest/api/3/myself')).body).toMatchObject({ accountId: HUB, timeZone: 'UTC' });
    expect((await get(jira, '/rest/api/3/myself', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  it.each(['/rest/api/3/nothing', '/rest/api/2/myself', '/rest/api/3/issue/PAY-1/nothing', '/'])(
    'answers 404 to the path %s',
    async (path) => {
      await serve(siteOf([ticket(1)]));
      expect(await get(jira, path)).toMatchObject({ status: 404, body: { errorMessages: [`No endpoint GET ${path}.`], errors: {} } });
    },
  );

  it.each([
    '/rest/api/3/issue/PAY-1?field=summary',
    '/rest/api/3/issue/PAY-1/changelog?start=0',
    '/rest/api/3/search/jql?jql=project=PAY&startAt=50',
    '/rest/api/3/field?maxResults=5',
  ])('answers 400 to %s and names the parameter that the endpoint lacks', async (path) => {
    await serve(siteOf([ticket(1)]));
    const said = await get(jira, path);
    const [, name] = /[?&](field|start|startAt|maxResults)=/.exec(path) ?? [];
    expect([said.status, messageOf(said)]).toEqual([400, `"${name}" is no parameter of this endpoint.`]);
  });

  it('answers 410 to the removed search, and says where to go', async () => {
    await serve(siteOf([ticket(1)]));
    const said = await get(jira, '/rest/api/3/search?jql=project=PAY');
    expect(said.status).toBe(410);
    expect(messageOf(said)).toContain('Please migrate to the /rest/api/3/search/jql API');
  });

  it('says of a deleted issue and of one that may not be seen the same 404, on every path', async () => {
    const world = await serve(
      siteOf([ticket(1), ticket(2, { key: 'SEC-2', projectId: '2' })], { projects: [project('1', 'PAY'), project('2', 'SEC')] }),
    );
    world.denied.add('browse 2');
    world.issues.splice(0, 1);
    for (const tail of ['', '/changelog', '/comment', '/remotelink']) {
      const [gone, unseen] = [await get(jira, `/rest/api/3/issue/10001${tail}`), await get(jira, `/rest/api/3/issue/SEC-2${tail}`)];
      expect([gone.status, unseen.status]).toEqual([404, 404]);
      expect(gone.body).toEqual(unseen.body);
    }
  });

  it('answers 429 over the limit, when to come again, and a reset that is a time to the minute', async () => {
    await serve(siteOf([]));
    jira.limit({ perWindow: 2, windowMs: 60_000 });
    const [first, , third] = [
      await get(jira, '/rest/api/3/field'),
      await get(jira, '/rest/api/3/field'),
      await get(jira, '/rest/api/3/field'),
    ];
    expect([first.headers.get('x-ratelimit-limit'), first.headers.get('x-ratelimit-remaining')]).toEqual(['2', '1']);
    expect(first.headers.get('x-ratelimit-reset')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    expect([third.status, third.headers.get('ratelimit-reason')]).toEqual([429, 'jira-burst-based']);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(third.headers.get('retry-after'))).toBeLessThanOrEqual(61);
  });

  it('tells its own time in Date, and times with an offset that has no colon', async () => {
    const world = await serve(siteOf([ticket(1)]), { clockOffsetMs: 3_600_000 });
    world.users[0]!.timeZone = 'Asia/Kolkata';
    const said = await get(jira, '/rest/api/3/issue/PAY-1?fields=created');
    const ahead = Date.parse(said.headers.get('date') as string) - Date.now();
    expect(Math.abs(ahead - 3_600_000)).toBeLessThan(60_000);
    expect(said.body).toMatchObject({ fields: { created: '2026-01-01T05:30:01.000+0530' } });
  });

  it('fails as planned, and remembers what was asked and how it answered', async () => {
    await serve(siteOf([]));
    jira.fail({ match: /field/, times: 1, with: 500 });
    expect([(await get(jira, '/rest/api/3/field')).status, (await get(jira, '/rest/api/3/field')).status]).toEqual([500, 200]);
    expect(jira.requests().map(({ path, status }) => [path, status])).toEqual([
      ['/rest/api/3/field', 500],
      ['/rest/api/3/field', 200],
    ]);
  });

  it('tells of the site: fields by id, custom ones as such, and statuses with their category', async () => {
    const world = siteOf([]);
    world.fields.push({ id: 'customfield_10050', name: 'Change risk', kind: 'raw' });
    await serve(world);
    const fields = (await get(jira, '/rest/api/3/field')).body as { id: string; name: string; custom: boolean }[];
    expect(fields.filter(({ custom }) => custom)).toMatchObject([{ id: 'customfield_10050', name: 'Change risk' }]);
    expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(['summary', 'status', 'updated', 'issuelinks']));
    expect((await get(jira, '/rest/api/3/status')).body).toMatchObject([
      { id: '11', statusCategory: { key: 'new' } },
      { id: '12', statusCategory: { key: 'done' } },
    ]);
    expect((await get(jira, '/rest/api/3/serverInfo')).body).toMatchObject({ deploymentType: 'Cloud', baseUrl: jira.url });
  });

  it('ends a request with 500 and a sentence where the world names somebody whom it does not have', async () => {
    await serve(siteOf([ticket(1, { fields: { assignee: 'nobody' } })]));
    const said = await get(jira, '/rest/api/3/issue/PAY-1');
    expect([said.status, messageOf(said)]).toEqual([500, 'The world of this stand-in has no user nobody; add it to the world.']);
  });
});

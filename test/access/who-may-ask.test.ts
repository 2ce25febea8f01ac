import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken, revokeToken, type Role } from '../../src/access/index.js';
import { runHub, type RunningHub } from '../schema/running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.stop());

const post = (headers: Record<string, string>, body = '{"query":"{ viewer { name } }"}') =>
  fetch(`${hub.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const codeOf = async (response: Response) =>
  ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe('nothing answers without a token but health', () => {
  it.each(['/graphql?query={viewer{name}}', '/metrics', '/schema.graphql'])('GET %s answers 401', async (path) => {
    const response = await fetch(`${hub.url}${path}`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await codeOf(response)).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['none', {}],
    ['an unknown one', { authorization: `Bearer cl_${'A'.repeat(43)}` }],
    ['one that is no bearer token', { authorization: 'Basic YWRhOnNlY3JldA==' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['a session cookie that nobody has', { cookie: 'changeline=nothing', 'sec-fetch-site': 'same-origin' }],
  ])('POST /graphql with %s answers 401 with a sentence that repeats no secret', async (_name, headers) => {
    const response = await post(headers);
    const text = await response.text();
    expect(response.status).toBe(401);
    expect(text).toMatch(/UNAUTHENTICATED/);
    expect(text).not.toMatch(/AAAA|YWRh/);
  });

  it.each(['/health/live', '/health/ready'])('GET %s answers anyone', async (path) => {
    expect((await fetch(`${hub.url}${path}`)).status).toBe(200);
  });
});

const QUESTIONS = {
  'query viewer': '{ viewer { name } }',
  'query timeline': '{ timeline(first: 1) { totalCount } }',
  'query explain': '{ explain(event: "' + '0'.repeat(64) + '") { event { eventId } } }',
  'query tokens': '{ tokens { totalCount } }',
  'mutation requestSync': 'mutation { requestSync(input: { source: "github-acme" }) { __typename } }',
  'mutation replay': 'mutation { replay(input: {}) { __typename } }',
  'mutation createToken':
    'mutation { createToken(input: { holder: "x", holderKind: PERSON, role: viewer, expiresInDays: 0 }) { __typename } }',
  'mutation revokeToken': 'mutation { revokeToken(input: { id: "x" }) { __typename } }',
} as const;
const LEAST: Record<keyof typeof QUESTIONS, Role> = {
  'query viewer': 'viewer',
  'query timeline': 'viewer',
  'query explain': 'auditor',
  'query tokens': 'administrator',
  'mutation requestSync': 'compliance',
  'mutation replay': 'administrator',
  'mutation createToken': 'administrator',
  'mutation revokeToken': 'administrator',
};
const ROLES: readonly Role[] = ['viewer', 'auditor', 'compliance', 'administrator'];

describe('what each role may do', () => {
  const cases = ROLES.flatMap((role) => Object.keys(QUESTIONS).map((name) => [role, name as keyof typeof QUESTIONS] as const));
  it.each(cases)('%s: %s', async (role, name) => {
    const { status, errors } = await hub.ask(QUESTIONS[name], { token: await hub.tokenFor(role) });
    const allowed = ROLES.indexOf(role) >= ROLES.indexOf(LEAST[name]);
    expect(status).toBe(200);
    expect(errors.map((error) => error.extensions['code'])).toEqual(allowed ? [] : ['FORBIDDEN']);
    if (!allowed)
      expect(errors[0]?.message).toMatch(new RegExp(`takes a token with the role ${LEAST[name]}, and this one has the role ${role}`));
  });

  it('ingest may ask nothing', async () => {
    const response = await post({ authorization: `Bearer ${await hub.tokenFor('ingest')}` });
    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe('FORBIDDEN');
  });
});

describe('the life of a token', () => {
  it('is made by an administrator, works, is revoked, and works no more; all of it is on record', async () => {
    const made = await hub.ask(
      'mutation { createToken(input: { holder: " Ana R. ", holderKind: PERSON, role: auditor, expiresInDays: 30 }) { ... on TokenCreated { secret token { id holder role revokedAt } } } }',
    );
    expect(made.errors).toEqual([]);
    const created = made.data['createToken'] as unknown as { secret: string; token: { id: string } };
    expect(created).toMatchObject({
      secret: expect.stringMatching(/^cl_[\w-]{43}$/),
      token: { holder: 'Ana R.', role: 'auditor', revokedAt: null },
    });
    const token = created.secret;
    expect((await hub.ask('{ viewer { name role token } }', { token })).data['viewer']).toEqual({
      name: 'Ana R.',
      role: 'auditor',
      token: created.token.id,
    });
    const revoked = await hub.ask(`mutation { revokeToken(input: { id: "${created.token.id}" }) { __typename } }`);
    expect(revoked.data['revokeToken']).toEqual({ __typename: 'TokenRevoked' });
    const refused = await post({ authorization: `Bearer ${token}` });
    expect(refused.status).toBe(401);
    expect(await refused.text()).toMatch(/was revoked/);
    expect(await recorded(created.token.id)).toEqual(['access.granted', 'access.revoked', 'access.refused']);
    const [kept] = await hub.sql<
      { n: number }[]
    >`select count(*)::int as n from ledger_event where position(${'Ana R'}::bytea in body) > 0 or position(${token}::bytea in body) > 0`;
    expect(kept?.n).toBe(0);
  });

  it('ends when it expires', async () => {
    const { secret } = await createToken(hub.hub.access, {
      holder: 'Old',
      holderKind: 'SERVICE',
      role: 'viewer',
      expiresAt: '2020-01-01T00:00:00.000000Z' as never,
      createdBy: 'test',
    });
    const response = await post({ authorization: `Bearer ${secret}` });
    expect(response.status).toBe(401);
    expect(await response.text()).toMatch(/has expired/);
  });

  it.each([
    ['holder: "", holderKind: PERSON, role: viewer, expiresInDays: 1', /give a holder/],
    ['holder: "x", holderKind: PERSON, role: viewer, expiresInDays: 367', /between 1 and 366/],
    ['holder: "x", holderKind: PERSON, role: viewer, expiresInDays: 0', /between 1 and 366/],
  ])('refuses %s as a member of the union', async (input, sentence) => {
    const { data, errors } = await hub.ask(`mutation { createToken(input: { ${input} }) { ... on Refused { sentence } } }`);
    expect(errors).toEqual([]);
    expect(data['createToken']?.['sentence']).toMatch(sentence);
  });

  it('cannot be made as the bootstrap token', async () => {
    const { errors } = await hub.ask(
      'mutation { createToken(input: { holder: "x", holderKind: BOOTSTRAP, role: viewer, expiresInDays: 1 }) { __typename } }',
    );
    expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
  });

  it('refuses to revoke one that is not there, or is revoked', async () => {
    const { token } = await createToken(hub.hub.access, {
      holder: 'Twice',
      holderKind: 'PERSON',
      role: 'viewer',
      expiresAt: { inDays: 1 },
      createdBy: 'test',
    });
    await revokeToken(hub.hub.access, token.id, 'test');
    const { data } = await hub.ask(
      `mutation { a: revokeToken(input: { id: "${token.id}" }) { __typename } b: revokeToken(input: { id: "nobody" }) { __typename } }`,
    );
    expect(data).toEqual({ a: { __typename: 'Refused' }, b: { __typename: 'Refused' } });
  });
});

describe('refusals to known tokens', () => {
  it('are recorded once for a token, reason and hour, however often', async () => {
    const { token, secret } = await createToken(hub.hub.access, {
      holder: 'Curious',
      holderKind: 'PERSON',
      role: 'viewer',
      expiresAt: { inDays: 1 },
      createdBy: 'test',
    });
    for (let n = 0; n < 5; n += 1) await hub.ask('{ tokens { totalCount } }', { token: secret });
    await hub.ask(QUESTIONS['query explain'], { token: secret });
    expect(await recorded(token.id)).toEqual(['access.granted', 'access.refused', 'access.refused']);
  });

  it('of strangers are not: they cannot make the ledger grow', async () => {
    const size = async () => (await hub.sql<{ size: number }[]>`select size from ledger_head`)[0]?.size;
    const before = await size();
    for (let n = 0; n < 5; n += 1) await post({ authorization: `Bearer cl_${String(n).repeat(43)}` });
    expect(await size()).toBe(before);
  });
});

async function recorded(token: string): Promise<string[]> {
  const rows = await hub.sql<{ type: string }[]>`
    select convert_from(leaf, 'UTF8')::jsonb ->> 'type' as type
    from ledger_event
    where convert_from(leaf, 'UTF8')::jsonb ->> 'subject' = ${`token:${token}`}
    order by seq`;
  return rows.map((row) => row.type);
}

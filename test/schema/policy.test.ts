import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../../src/access/index.js';
import { followToEnd } from '../../src/follow/index.js';
import { runHub, list, type RunningHub } from './running-hub.js';

let hub: RunningHub;
let following = true;
let loop: Promise<void>;

beforeAll(async () => {
  hub = await runHub();
  // What the follower of a running hub does beside.
  loop = (async () => {
    while (following) {
      await followToEnd(hub.sql, hub.key);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
});
afterAll(async () => {
  following = false;
  await loop;
  await hub.stop();
});

const ACTIVATE = `mutation ($text: String!, $reason: String!) { activatePolicy(input: { text: $text, reason: $reason }) {
  __typename
  ... on PolicyActivated { policy { version activatedBy activatedByName reason from changed file content differences { key before after } } }
  ... on PolicyRefused { mistakes { line column sentence } }
  ... on Refused { sentence } } }`;

async function activate(text: string, options: { reason?: string; token?: string } = {}) {
  const { reason = 'The audit asks for it.', token } = options;
  const answer = await hub.ask(ACTIVATE, { variables: { text, reason }, ...(token ? { token } : {}) });
  // False while the loop above does it.
  while (!(await followToEnd(hub.sql, hub.key)));
  return answer;
}

describe('activatePolicy', () => {
  it('shows every mistake with line and column, and records nothing', async () => {
    const { data } = await activate('settle: soon\nteam: {}\nzones: { github-acme: Mars }');
    expect(data['activatePolicy']).toMatchObject({
      __typename: 'PolicyRefused',
      mistakes: [
        { line: 1, column: 1, sentence: expect.stringMatching(/^settle does not fit/) as string },
        { line: 2, column: 1, sentence: expect.stringMatching(/^team is no known key/) as string },
        { line: 3, column: 10, sentence: expect.stringMatching(/^zones\.github-acme is Mars/) as string },
      ],
    });
    expect((await hub.ask('{ policies { totalCount } }')).data['policies']).toEqual({ totalCount: 0 });
  });

  it('puts a policy in force, with who, why, and what changed', async () => {
    await activate('settle: 1m');
    const { data } = await activate('settle: 5m\nteams: { pay: {} }', { reason: 'Slow webhooks.' });
    expect(data['activatePolicy']).toMatchObject({
      __typename: 'PolicyActivated',
      policy: {
        activatedBy: expect.stringMatching(/^token:/) as string,
        activatedByName: 'A administrator',
        reason: 'Slow webhooks.',
        from: 'API',
        changed: ['settleMs', 'teams.pay'],
        file: 'settle: 5m\nteams: { pay: {} }',
        differences: [
          { key: 'settleMs', before: '60000', after: '300000' },
          { key: 'teams.pay', before: null, after: '{}' },
        ],
      },
    });
    const asked = await hub.ask(
      '{ policy { changed content } policies(first: 1) { totalCount nodes { changed } pageInfo { hasNextPage } } }',
    );
    expect(asked.data['policy']?.['changed']).toEqual(['settleMs', 'teams.pay']);
    expect(JSON.parse(String(asked.data['policy']?.['content']))).toMatchObject({ settleMs: 300_000 });
    expect(asked.data['policies']).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
  });

  it('records nothing when the policy says the same as the one in force', async () => {
    await activate('settle: 7m');
    const { data } = await activate('settle: 420s # the same');
    expect(data['activatePolicy']).toMatchObject({ __typename: 'Refused', sentence: expect.stringMatching(/in force already/) as string });
  });

  it.each(['SERVICE', 'BOOTSTRAP'] as const)('is refused to a token of kind %s, in a sentence', async (holderKind) => {
    const secret = `cl_${randomBytes(32).toString('base64url')}`;
    await createToken(
      hub.hub.access,
      { holder: 'robot', holderKind, role: 'administrator', expiresAt: { inDays: 1 }, createdBy: 'test' },
      secret,
    );
    const { data } = await activate('settle: 9m', { token: secret });
    expect(data['activatePolicy']).toMatchObject({
      __typename: 'Refused',
      sentence: expect.stringMatching(/takes the token of a person/) as string,
    });
  });

  it('is refused without a reason, and to whoever is no administrator', async () => {
    expect((await activate('settle: 9m', { reason: '  ' })).data['activatePolicy']).toMatchObject({ __typename: 'Refused' });
    const { errors } = await activate('settle: 9m', { token: await hub.tokenFor('compliance') });
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('shows the file to compliance and administrators only', async () => {
    await activate('settle: 8m');
    const fileFor = async (role: 'auditor' | 'compliance') =>
      (await hub.ask('{ policy { file } }', { token: await hub.tokenFor(role) })).data['policy']?.['file'];
    expect(await fileFor('compliance')).toBe('settle: 8m');
    expect(await fileFor('auditor')).toBeNull();
  });

  it('lets two persons at the same moment follow one another: each names the one before it', async () => {
    await Promise.all([activate('settle: 11m'), activate('settle: 12m')]);
    const rows = await hub.sql<{ version: string; before: string }[]>`
      select v.version, convert_from(l.body, 'utf8')::jsonb #>> '{core,before}' as before
      from policy_version v join ledger_event l using (seq) order by seq desc limit 2`;
    expect(rows[0]?.before).toBe(rows[1]?.version);
  });

  it('finds a policy by its version, also when another is in force', async () => {
    const nodes = list((await hub.ask('{ policies { nodes { version } } }')).data['policies']?.['nodes']);
    const oldest = String(nodes.at(-1)?.['version']);
    expect((await hub.ask(`{ policy(version: "${oldest}") { version changed } }`)).data['policy']).toEqual({
      version: oldest,
      changed: [],
    });
    expect((await hub.ask('{ policy(version: "none") { version } }')).data['policy']).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertDoor, WALL_CLOCK } from '../../src/alerts/index.js';
import type { Role } from '../../src/access/index.js';
import { runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
  Object.assign(hub.hub, { alerts: alertDoor({ sql: hub.sql, key: hub.key, clock: WALL_CLOCK, allowPrivate: false }) });
});
afterAll(() => hub.stop());

const URL_OF = 'https://alerts.acme.example/a?b=path-that-is-secret';

async function create(input: object, role: Role = 'administrator') {
  const { data, errors } = await hub.ask(
    'mutation ($input: CreateAlertRouteInput!) { made: createAlertRoute(input: $input) { __typename ... on Refused { sentence } ... on AlertRouteMade { secret route { id host target state filter } } } }',
    { variables: { input: { name: 'One', kind: 'GAPS', url: URL_OF, ...input } }, token: await hub.tokenFor(role) },
  );
  return { made: data?.['made'], errors };
}

describe('routes', () => {
  it.each(['viewer', 'auditor', 'compliance'] as const)('are seen and made by no %s', async (role) => {
    const { errors } = await create({}, role);
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    const seen = await hub.ask('{ alertRoutes { nodes { id } } }', { token: await hub.tokenFor(role) });
    expect(seen.errors[0]?.extensions['code']).toBe('FORBIDDEN');
    for (const mutation of ['testAlertRoute', 'enableAlertRoute', 'deleteAlertRoute', 'replayAlerts', 'rotateAlertSecret']) {
      const id = '00000000-0000-0000-0000-000000000000';
      const done = await hub.ask(`mutation { ${mutation}(input: { id: "${id}" }) { __typename } }`, { token: await hub.tokenFor(role) });
      expect(done.errors[0]?.extensions['code']).toBe('FORBIDDEN');
    }
  });

  it('are made with a secret that is shown once, and show the host alone of their address', async () => {
    const { made } = await create({ gaps: { severities: ['HIGH'], openedFrom: '2026-01-01T00:00:00Z' } });
    expect(made).toMatchObject({
      secret: expect.stringMatching(/^whsec_/) as string,
      route: { host: 'alerts.acme.example', target: 'WEBHOOK', state: 'ACTIVE', filter: { severities: ['HIGH'] } },
    });
    expect(JSON.stringify(made)).not.toContain('path-that-is-secret');
    expect(await create({})).toMatchObject({ made: { __typename: 'Refused', sentence: expect.stringContaining('already') as string } });
  });

  it.each([
    [{ name: ' ' }, 'a name of 1 to 100 characters'],
    [{ name: 'a', url: 'path-that-is-secret' }, 'url is no address'],
    [{ name: 'a', url: 'file:///path-that-is-secret' }, 'url is no address'],
    [{ name: 'a', url: 'https://ada:path-that-is-secret@acme.example/' }, 'holds a user or a password'],
    [{ name: 'a', url: 'http://acme.example/path-that-is-secret' }, 'must begin with https'],
    [{ name: 'a', after: '999999' }, 'The ledger ends before 999999'],
  ])('are refused as %o, without telling the address', async (input, why) => {
    const { made } = await create(input);
    expect(made).toMatchObject({ __typename: 'Refused', sentence: expect.stringContaining(why) as string });
    expect(JSON.stringify(made)).not.toContain('path-that-is-secret');
  });

  it.each([
    [{ name: 'b', events: { types: ['gap.opened'] } }, 'events is no filter of a route of the kind GAPS; that is gaps.'],
    [{ name: 'b', gaps: { openedFrom: '2026-01-02T00:00:00Z', openedTo: '2026-01-01T00:00:00Z' } }, 'openedTo'],
    [{ name: 'b', kind: 'EVENTS', events: { sources: Array.from({ length: 101 }, String) } }, 'at most 100'],
  ])('are refused with a filter that cannot be: %#', async (input, why) => {
    const { errors } = await create(input);
    expect(errors[0]).toMatchObject({ message: expect.stringContaining(why) as string, extensions: { code: 'BAD_INPUT' } });
  });

  it('that are not there are refused in words', async () => {
    for (const id of ['nonsense', '00000000-0000-4000-8000-000000000000']) {
      for (const mutation of ['testAlertRoute', 'enableAlertRoute', 'deleteAlertRoute', 'replayAlerts', 'rotateAlertSecret']) {
        const { data } = await hub.ask(`mutation { done: ${mutation}(input: { id: "${id}" }) { ... on Refused { sentence } } }`);
        expect(data['done']).toEqual({ sentence: 'There is no such route. The list `alertRoutes` shows which there are.' });
      }
    }
  });

  it('that are tested at a private address say so, and nobody is called', async () => {
    const { made } = await create({ name: 'private', url: 'https://127.0.0.1:1/' });
    const id = String(made?.['route']?.['id']);
    const { data } = await hub.ask(
      `mutation { done: testAlertRoute(input: { id: "${id}" }) { ... on AlertRouteTested { delivered sentence } } }`,
    );
    expect(data['done']).toEqual({
      delivered: false,
      sentence: '127.0.0.1 is, or leads to, an address that is not public; alerts go there only where alerts.allowPrivate is set.',
    });
  });
});

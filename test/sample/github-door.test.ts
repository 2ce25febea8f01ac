import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { GitHub, World } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { TOKEN, get, payRepository, payWorld } from './small-world.js';

let github: GitHub;
afterEach(() => github.close());
async function serve(world: World): Promise<GitHub> {
  github = await startGitHub(world, { token: TOKEN });
  return github;
}

describe('the stand-in of GitHub', () => {
  it('answers 401 without a token and with a wrong one, on both APIs', async () => {
    await serve(payWorld());
    for (const path of ['/repos/acme/pay', '/graphql']) {
      for (const authorization of ['', 'Bearer wrong', `Basic ${TOKEN}`]) {
        const said = await get(github, path, { authorization });
        expect([path, said.status, (said.body as { message: string }).message]).toEqual([path, 401, 'Bad credentials']);
      }
    }
  });

  it('takes "token" and "bearer" in any case', async () => {
    await serve(payWorld());
    for (const scheme of ['token', 'bearer', 'Bearer'])
      expect((await get(github, '/repos/acme/pay', { authorization: `${scheme} ${TOKEN}` })).status).toBe(200);
  });

  it('answers 403 to a request without User-Agent', async () => {
    await serve(payWorld());
    const status = await new Promise((resolve) => {
      // fetch adds a User-Agent of its own.
      request(`${github.url}/repos/acme/pay`, { headers: { authorization: `Bearer ${TOKEN}` } }, (answer) =>
        resolve(answer.resume().statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });

  it.each([
    '/repos/acme/nothing',
    '/repositories/1',
    '/repos/acme/pay/nothing',
    '/nothing',
    '/repos/acme/pay/deployments/1',
    '/repos/acme/pay/pulls/9/reviews',
  ])('answers 404 to %s', async (path) => {
    await serve(payWorld());
    const said = await get(github, path);
    expect([said.status, said.body]).toMatchObject([404, { message: 'Not Found', status: '404' }]);
  });

  it('answers 422 to a parameter that the endpoint does not have, and names it', async () => {
    await serve(payWorld());
    const said = await get(github, '/repos/acme/pay/deployments?since=2026-01-01');
    expect(said.status).toBe(422);
    expect((said.body as { message: string }).message).toContain('"since"');
  });

  it('leads from a former name to the id with 301, behind the repository too, until a new repository bears the name', async () => {
    const world = payWorld({ name: 'payments', formerNames: ['acme/pay'] });
    await serve(world);
    const moved = await get(github, '/repos/acme/pay/releases?per_page=5');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `${github.url}/repositories/4711/releases?per_page=5`]);
    expect(await get(github, '/repositories/4711')).toMatchObject({ status: 200, body: { id: 4711, full_name: 'acme/payments' } });
    world.repositories.push(payRepository({ id: 4712 }));
    expect(await get(github, '/repos/acme/pay')).toMatchObject({ status: 200, body: { id: 4712 } });
  });

  it.each([
    ['activity', '/repos/acme/pay/activity'],
    ['reviews', '/repos/acme/pay/pulls/1/reviews'],
    ['checks', '/repos/acme/pay/commits/main/check-runs'],
    ['protection', '/repos/acme/pay/branches/main/protection'],
    ['deployments', '/repos/acme/pay/deployments'],
  ] as const)('answers 403 where the token lacks %s', async (permission, path) => {
    const world = payWorld();
    world.denied.add(permission);
    await serve(world);
    const said = await get(github, path);
    expect([said.status, said.body]).toMatchObject([403, { message: 'Resource not accessible by personal access token', status: '403' }]);
  });

  it('remembers what was asked and how it answered', async () => {
    await serve(payWorld());
    await get(github, '/repos/acme/pay?x=1');
    await get(github, '/repos/acme/pay');
    expect(github.requests()).toEqual([
      { method: 'GET', path: '/repos/acme/pay?x=1', status: 422 },
      { method: 'GET', path: '/repos/acme/pay', status: 200 },
    ]);
  });
});

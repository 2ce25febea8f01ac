import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '#contract';
import github from '../../../connectors/github/index.js';
import { type Checked, checkerOf, gitHubDescription } from './openapi.js';
import { connected, type Connected, pass } from './reading.js';
import { wholeWorld } from './whole-world.js';
import { shaOf } from './world.js';

const STREAMS = `repository commits activity tags pull_requests deployments releases builds checks protections environments bypasses
  access alerts attestations deliveries`.split(/\s+/);

/** Redirects lead there, and an id outlives every name; GitHub describes it nowhere. */
const BY_ID = '/repositories/{id}';

const poll = fileURLToPath(new URL('../../../connectors/github/poll', import.meta.url));
/** Every route that stands in the connector, with the names in it made alike. */
const ROUTES = readdirSync(poll).flatMap((file) =>
  [...readFileSync(join(poll, file), 'utf8').matchAll(/'(\/(?:repos|repositories)\/\{[^']*)'/g)].map(([, route = '']) => alike(route)),
);

function alike(route: string): string {
  return route.replace(/\{[^}]+\}/g, '{}');
}

describe('the requests to GitHub', () => {
  let tool: Connected;
  const checked: (Checked & { readonly path: string })[] = [];

  beforeAll(async () => {
    tool = await connected(wholeWorld());
    const { io, server } = tool;
    for (const stream of STREAMS) {
      const first = await pass(io, stream);
      await pass(io, stream, first.cursor);
    }
    await github.poll.permissions?.(io);
    const window = { from: '2025-01-01T00:00:00.000000Z', to: '2027-01-01T00:00:00.000000Z' } as never;
    for (const stream of await github.poll.streams(io)) await github.poll.census(stream, window, io);
    const bells: [string, Json][] = [
      ['commits', { repository: '4711', sha: shaOf(3) }],
      ['paths', { repository: '4711', sha: shaOf(7) }],
      ['pull_requests', { repository: '4711', number: 1 }],
      ['deployments', { repository: '4711', sha: shaOf(3), environment: 'production' }],
      ['attestations', { repository: '4711', digest: `sha256:${'ab'.repeat(32)}` }],
    ];
    for (const [collection, reference] of bells) await github.poll.fetch({ collection, reference }, io);
    const check = checkerOf(gitHubDescription());
    for (const { method, path } of server.requests()) {
      if (path !== '/graphql') checked.push({ path, ...check(method, path) });
    }
  }, 120_000);
  afterAll(() => tool.server.close());

  it('are legal by its own OpenAPI description: path, method, parameters, values', () => {
    expect(checked.length).toBeGreaterThan(100);
    const faults = checked.filter(({ path }) => !/^\/repositories\/\d+$/.test(path)).flatMap((one) => one.faults);
    expect([...new Set(faults)]).toEqual([]);
  });

  it('are all that the connector can send', () => {
    const sent = new Set([...checked.flatMap(({ template }) => (template === null ? [] : [alike(template)])), alike(BY_ID)]);
    expect(ROUTES.length).toBeGreaterThan(20);
    // Where one is only the beginning of others, these were sent.
    const isSent = (route: string) => [...sent].some((one) => one === route || one.startsWith(`${route}/`));
    expect(ROUTES.filter((route) => !isSent(route))).toEqual([]);
  });

  it('would be refused where they were not', () => {
    const check = checkerOf(gitHubDescription());
    expect(check('GET', '/repos/acme/pay/rulesets/rule-suites?time_period=year').faults).toHaveLength(1);
    expect(check('GET', '/repos/acme/pay/deployments?since=2026').faults).toHaveLength(1);
    expect(check('PUT', '/repos/acme/pay/releases').faults).toHaveLength(1);
    expect(check('GET', '/repos/acme/pay/approvals').template).toBe(null);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { SourceUnavailable } from '#contract';
import github from '../../../connectors/github/index.js';
import { type Permission, worldOf } from '../../../src/sample/index.js';
import { type Connected, connected } from './reading.js';
import { pay, pull } from './world.js';

let tool: Connected;
afterEach(() => tool.server.close());

async function probed(denied: readonly Permission[]) {
  tool = await connected(worldOf([pay(1, { pulls: [pull(1)] })], denied));
  const claims = (await github.poll.permissions?.(tool.io)) ?? [];
  return new Map(claims.map((claim) => [claim.collection, claim]));
}

describe('the permissions of a GitHub token', () => {
  it('are named for every collection that rules ask about, and all granted to a token that has them', async () => {
    const claims = await probed([]);
    expect([...claims.keys()].sort()).toEqual([
      'access',
      'approvals',
      'attestations',
      'branches',
      'builds',
      'bypasses',
      'checks',
      'code_scanning_alerts',
      'commits',
      'deliveries',
      'dependabot_alerts',
      'deployments',
      'environments',
      'protections',
      'pull_requests',
      'releases',
      'reviews',
      'secret_scanning_alerts',
      'tags',
    ]);
    expect([...claims.values()].filter(({ denied }) => denied !== null)).toEqual([]);
    expect(claims.get('reviews')).toMatchObject({ permission: 'Pull requests: read', scope: { $ref: ['repository', '4711'] } });
  });

  it.each([
    ['reviews', ['reviews'], 'Pull requests: read'],
    ['pulls', ['pull_requests', 'reviews'], 'Pull requests: read'],
    ['contents', ['commits', 'tags', 'releases'], 'Contents: read'],
    ['activity', ['branches'], 'Contents: read'],
    ['deployments', ['approvals', 'deployments'], 'Deployments: read'],
    ['actions', ['approvals', 'builds'], 'Actions: read'],
    ['checks', ['checks'], 'Checks: read'],
    ['statuses', ['checks'], 'Commit statuses: read'],
    ['environments', ['environments'], 'Actions: read'],
    ['bypasses', ['bypasses'], 'Administration: read'],
    ['access', ['access'], 'Metadata: read'],
    [
      'alerts',
      ['code_scanning_alerts', 'dependabot_alerts', 'secret_scanning_alerts'],
      '(Code scanning|Dependabot|Secret scanning) alerts: read',
    ],
    ['attestations', ['attestations'], 'Attestations: read'],
    ['hooks', ['deliveries'], 'Webhooks: read'],
  ] as const)('without %s deny %j, with a sentence that names the permission', async (lacking, collections, permission) => {
    const claims = [...(await probed([lacking])).values()].filter(({ denied }) => denied !== null);
    expect(claims.map(({ collection }) => collection).sort()).toEqual([...collections].sort());
    for (const { denied } of claims) expect(denied).toMatch(new RegExp(`GitHub refused .* of acme/pay: the token lacks "${permission}"`));
  });

  it('are not told where the source was away when only its reviews were asked for, so that a denial on record stands', async () => {
    tool = await connected(worldOf([pay(1, { pulls: [pull(1)] })], ['reviews']));
    let asked = 0;
    const fetch: typeof globalThis.fetch = async (...request) => {
      const isAboutReviews = JSON.stringify(request[1]?.body ?? '').includes('reviews(first: 1)');
      // The pull requests themselves are probed by the first.
      if (isAboutReviews && ++asked === 2) return new Response('Bad Gateway', { status: 502 });
      return tool.io.http.fetch(...request);
    };
    const reading = github.poll.permissions?.({ ...tool.io, http: { ...tool.io.http, fetch } });
    await expect(reading).rejects.toBeInstanceOf(SourceUnavailable);
    expect(asked).toBe(2);
  });

  it('are not told of a repository that the token does not see, whose stream tells of it', async () => {
    tool = await connected(worldOf([]));
    expect(await github.poll.permissions?.(tool.io)).toEqual([]);
  });
});

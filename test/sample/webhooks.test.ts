import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, GitHub, Payload, Pull, Release, Scene } from '../../src/sample/index.js';
import {
  NO_COMMIT,
  deliver,
  deploymentPayload,
  deploymentStatusPayload,
  pullRequestPayload,
  pushPayload,
  refPayload,
  releasePayload,
  renamedPayload,
  reviewPayload,
  signatureOf,
  startGitHub,
  tagPushPayload,
  transferredPayload,
} from '../../src/sample/index.js';
import { ANA, BEN, TOKEN, get, graphql, payRepository, pull, shaOf, timeOf } from './small-world.js';

const review = { id: 31, author: BEN, state: 'APPROVED' as const, body: 'Good', commit: shaOf(3), submittedAt: timeOf(40) };
const one: Pull = pull(7, { commits: [shaOf(2), shaOf(3)], reviews: [review] });
const status = { id: 91, state: 'success' as const, environment: 'production', description: '', creator: ANA, createdAt: timeOf(60) };
const deployment: Deployment = {
  id: 9,
  sha: shaOf(4),
  ref: 'main',
  task: 'deploy',
  environment: 'production',
  productionEnvironment: true,
  transientEnvironment: false,
  description: null,
  creator: ANA,
  createdAt: timeOf(50),
  statuses: [status],
};
const release: Release = {
  id: 5,
  tag: 'v1',
  targetCommitish: 'main',
  name: 'One',
  body: 'Notes',
  draft: false,
  prerelease: false,
  author: ANA,
  createdAt: timeOf(70),
  publishedAt: timeOf(71),
};
const activity = {
  id: 3,
  ref: 'refs/heads/main',
  before: shaOf(7),
  after: shaOf(10),
  timestamp: timeOf(10),
  type: 'push' as const,
  actor: ANA,
};
const repository = payRepository({ pulls: [one], deployments: [deployment], releases: [release], activity: [activity] });
const scene: Scene = { addresses: { api: 'https://api.github.com', html: 'https://github.com' }, repository };

const PAYLOADS: [name: string, payload: Payload, action?: string][] = [
  ['push', pushPayload(scene, activity)],
  ['push of a tag', tagPushPayload(scene, { name: 'v1', before: NO_COMMIT, after: shaOf(900), commit: shaOf(5), pushedAt: timeOf(8) })],
  ['opened', pullRequestPayload(scene, one, { action: 'opened' }), 'opened'],
  ['synchronize', pullRequestPayload(scene, one, { action: 'synchronize', before: shaOf(2), after: shaOf(3) }), 'synchronize'],
  ['closed', pullRequestPayload(scene, one, { action: 'closed' }), 'closed'],
  ['reopened', pullRequestPayload(scene, one, { action: 'reopened' }), 'reopened'],
  ['review submitted', reviewPayload(scene, one, review, 'submitted'), 'submitted'],
  ['review dismissed', reviewPayload(scene, one, review, 'dismissed'), 'dismissed'],
  ['deployment', deploymentPayload(scene, deployment), 'created'],
  ['deployment status', deploymentStatusPayload(scene, deployment, status), 'created'],
  ['release', releasePayload(scene, release, 'published'), 'published'],
  ['create', refPayload(scene, 'create', { type: 'tag', name: 'v1' })],
  ['delete', refPayload(scene, 'delete', { type: 'tag', name: 'v1' })],
  ['renamed', renamedPayload(scene, 'payments'), 'renamed'],
  ['transferred', transferredPayload(scene, BEN), 'transferred'],
];

type Tree = Record<string, unknown>;
const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly { name: string; examples: Tree[] }[];
// Keys that not every real example bears, and what depends on how a hook was made, are not asked for.
const OF_THE_HOOK = new Set(['installation', 'organization', 'enterprise']);

/** Paths of fields that every recorded example of the event has and `ours` lacks or has in another JSON type. */
function missing(recorded: readonly Tree[], ours: Tree, path = ''): string[] {
  const [first, ...others] = recorded;
  return Object.keys(first ?? {})
    .filter((key) => !OF_THE_HOOK.has(key) && others.every((other) => key in other))
    .flatMap((key) => {
      const at = `${path}/${key}`;
      if (!(key in ours)) return [at];
      const values = recorded.map((each) => each[key]);
      if (values.some((value) => typeof value !== 'object' || value === null || Array.isArray(value))) {
        const types = new Set(values.map((value) => typeof value));
        return values.includes(null) || ours[key] === null || types.has(typeof ours[key]) ? [] : [`${at} is ${typeof ours[key]}`];
      }
      return ours[key] === null ? [] : missing(values as Tree[], ours[key] as Tree, at);
    });
}

describe('a webhook payload', () => {
  it.each(PAYLOADS)('of %s has every field that all recorded examples of it have', (_, { event, body }, action) => {
    const recorded = examples
      .find(({ name }) => name === event)
      ?.examples.filter((each) => action === undefined || each['action'] === action);
    expect(recorded?.length).toBeGreaterThan(0);
    expect(missing(recorded as Tree[], JSON.parse(JSON.stringify(body)) as Tree)).toEqual([]);
  });

  it('of a push has its time in epoch seconds and its commits oldest first', () => {
    const { body } = pushPayload(scene, activity);
    expect((body['repository'] as Tree)['pushed_at']).toBe(Date.parse(timeOf(10)) / 1000);
    expect((body['commits'] as Tree[]).map(({ id }) => id)).toEqual([8, 9, 10].map(shaOf));
    expect(body).toMatchObject({
      before: activity.before,
      after: activity.after,
      head_commit: { id: shaOf(10) },
      forced: false,
      created: false,
    });
  });

  it('of a review has its state in lower case, and of a dismissal not the earlier one', () => {
    expect(reviewPayload(scene, one, review, 'submitted').body).toMatchObject({ review: { state: 'approved' } });
    expect(reviewPayload(scene, one, review, 'dismissed').body).toMatchObject({ review: { state: 'dismissed' } });
  });
});

describe('the two doors', () => {
  let github: GitHub;
  afterEach(() => github.close());

  it('tell the same ids, times and shas of one object', async () => {
    github = await startGitHub({ repositories: [repository], denied: new Set() }, { token: TOKEN });
    const here: Scene = { addresses: github.addresses, repository };
    const rest = async (path: string): Promise<unknown> => (await get(github, `/repos/acme/pay${path}`)).body;
    expect(deploymentStatusPayload(here, deployment, status).body).toMatchObject({
      deployment: await rest('/deployments/9'),
      deployment_status: ((await rest('/deployments/9/statuses')) as unknown[])[0],
    });
    expect(releasePayload(here, release, 'published').body['release']).toEqual(((await rest('/releases')) as unknown[])[0]);
    const [read] = (await rest('/pulls/7/reviews')) as Tree[];
    expect(reviewPayload(here, one, review, 'submitted').body['review']).toEqual({ ...read, state: 'approved' });
    const asked =
      '{ repository(owner: "acme", name: "pay") { pullRequest(number: 7) { fullDatabaseId number title createdAt updatedAt headRefOid baseRefName } } }';
    const { fullDatabaseId, number, title, createdAt, updatedAt, headRefOid, baseRefName } = (
      (await graphql(github, asked)).data as { repository: { pullRequest: Tree } }
    ).repository.pullRequest;
    expect(pullRequestPayload(here, one, { action: 'opened' }).body['pull_request']).toMatchObject({
      id: Number(fullDatabaseId),
      number,
      title,
      created_at: createdAt,
      updated_at: updatedAt,
      head: { sha: headRefOid },
      base: { ref: baseRefName },
    });
    const [pushed] = (await rest('/activity')) as Tree[];
    expect(pushPayload(here, activity).body).toMatchObject({ ref: pushed?.['ref'], before: pushed?.['before'], after: pushed?.['after'] });
  });
});

describe('a delivery', () => {
  it('is signed as the vector of the documentation is', () => {
    expect(signatureOf("It's a Secret to Everybody", 'Hello, World!')).toBe(
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  it.each([false, true])('comes with the headers of GitHub and a signature over the bytes sent (as a form: %s)', async (form) => {
    const seen: { headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        seen.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString() });
        outgoing.writeHead(202).end('kept');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/github-acme`;
    const answer = await deliver({ url, secret: 'secret' }, { event: 'ping', body: { zen: 'Ümläut' } }, { deliveryId: 'guid-1', form });
    server.close();
    expect(answer).toEqual({ status: 202, body: 'kept', deliveryId: 'guid-1' });
    const [{ headers, body } = { headers: {}, body: '' }] = seen;
    expect(headers).toMatchObject({
      'x-github-event': 'ping',
      'x-github-delivery': 'guid-1',
      'x-github-hook-id': '292430182',
      'user-agent': 'GitHub-Hookshot/5cd1d3a',
    });
    expect(headers['x-hub-signature-256']).toBe(`sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`);
    expect(JSON.parse(form ? (new URLSearchParams(body).get('payload') as string) : body)).toEqual({ zen: 'Ümläut' });
  });
});

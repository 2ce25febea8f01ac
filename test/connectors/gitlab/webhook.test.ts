import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Delivery, genuine, type Json, MalformedRecord } from '#contract';
import gitlab from '../../../connectors/gitlab/index.js';
import { webhook } from '../../../connectors/gitlab/webhook.js';
import { tools } from '../../contract/tools.js';
import { ANA, BEN, deployment, incident, merge, note, pay, pipeline, shaOf, timeOf } from './world.js';
import {
  deploymentPayload,
  issuePayload,
  mergeRequestPayload,
  notePayload,
  pipelinePayload,
  pushPayload,
  releasePayload,
} from './webhooks.js';

const KEYS = ['thirty-two-bytes-of-made-up-key!', 'thirty-two-bytes-of-another-key!'].map((text) => Buffer.from(text));
const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = KEYS;
const asToken = (key: Buffer) => `whsec_${key.toString('base64')}`;
const NOW = Date.parse('2026-01-31T09:00:00Z') / 1000;

interface Sent {
  readonly keys: readonly Buffer[];
  readonly at?: number;
  readonly more?: Readonly<Record<string, string>>;
}

function signed({ keys, at = NOW, more = {} }: Sent): Delivery {
  const body = JSON.stringify({ object_kind: 'push' });
  const signatures = keys.map(
    (key) =>
      `v1,${createHmac('sha256', key)
        .update(`id-1.${String(at)}.${body}`)
        .digest('base64')}`,
  );
  const headers = { 'webhook-id': 'id-1', 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' '), ...more };
  return { headers, body: new TextEncoder().encode(body) };
}

const verdict = (delivery: Delivery, ...secrets: readonly string[]) => {
  const answer = webhook.verify(delivery, secrets, tools);
  return 'genuine' in answer ? 'genuine' : answer.refused;
};

describe('a signed delivery', () => {
  it('14.9 is genuine when one of its two signatures is right, whichever of the two tokens the hub has', () => {
    for (const key of [first, second]) expect(verdict(signed({ keys: [first, second] }), asToken(key))).toBe('genuine');
    expect(verdict(signed({ keys: [second] }), asToken(first), asToken(second))).toBe('genuine');
    expect(verdict(signed({ keys: [second] }), asToken(first))).toMatch(/does not match/);
  });

  it('14.9 is signed with the bytes of the token, and not with its text', () => {
    expect(verdict(signed({ keys: [Buffer.from(asToken(first))] }), asToken(first))).toMatch(/does not match/);
    expect(verdict(signed({ keys: [Buffer.from(asToken(first).slice(6))] }), asToken(first))).toMatch(/does not match/);
  });

  it.each([
    [0, true],
    [299, true],
    [-299, true],
    [301, false],
    [-301, false],
  ])('%d seconds away from the clock of the hub is taken: %s', (away, isTaken) => {
    const answer = verdict(signed({ keys: [first], at: NOW + away }), asToken(first));
    if (isTaken) expect(answer).toBe('genuine');
    else expect(answer).toMatch(/more than 300 seconds away/);
  });

  it('is never judged by its plain token instead', () => {
    const more = { 'x-gitlab-token': 'plain', 'webhook-signature': 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' };
    expect(verdict(signed({ keys: [first], more }), 'plain', asToken(first))).toMatch(/does not match/);
    expect(verdict(signed({ keys: [first], more }), 'plain')).toMatch(/holds no signing token/);
  });

  it('with only versions that nobody knows is refused', () => {
    const more = { 'webhook-signature': 'v1a,AAAA v2,BBBB' };
    expect(verdict(signed({ keys: [first], more }), asToken(first))).toMatch(/holds no v1/);
  });

  it.each(['whsec_', 'whsec_%%%', 'whsec_====', 'plain'])('is refused where the hub has %s for a token', (secret) => {
    expect(verdict(signed({ keys: [first] }), secret)).toMatch(/holds no signing token/);
  });
});

const parsed = (payload: unknown) => {
  const answer = genuine({
    headers: {},
    body: typeof payload === 'string' ? Buffer.from(payload, 'latin1') : Buffer.from(JSON.stringify(payload)),
  });
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return webhook.parse(answer.genuine);
};

describe('a delivery', () => {
  const project = pay(3);
  const one = merge(12);
  const push = { id: 1, author: ANA, at: timeOf(1), type: 'branch' as const, ref: 'main', from: shaOf(1), to: shaOf(2) };
  const bell = (collection: string, reference: Json) => [{ collection, reference }];

  it.each([
    ['a push', pushPayload(project, push), bell('commits', { project: '4711', sha: shaOf(2) })],
    ['a push of a tag', pushPayload(project, { ...push, type: 'tag' }), []],
    ['a deleted branch', pushPayload(project, { ...push, to: null }), []],
    [
      'an approval',
      mergeRequestPayload(project, one, { action: 'approved', by: BEN }),
      bell('pull_requests', { project: '4711', iid: 12 }),
    ],
    ['a comment', notePayload(project, one, note(9, 'Why?', { system: false })), bell('pull_requests', { project: '4711', iid: 12 })],
    ['a pipeline that ended', pipelinePayload(project, pipeline(80)), bell('builds', { project: '4711', id: '80' })],
    ['a pipeline that runs', pipelinePayload(project, pipeline(80, { status: 'running' })), []],
    ['a deployment', deploymentPayload(project, deployment(10), 'approved', timeOf(9)), bell('deployments', { project: '4711', id: '10' })],
    [
      'a release',
      releasePayload(project, { tag: 'v1', name: '', author: ANA, at: timeOf(1), upcoming: false }),
      bell('releases', { project: '4711', tag: 'v1' }),
    ],
    ['an incident', issuePayload(project, incident(5), 'open'), bell('incidents', { project: '4711', iid: 5 })],
    ['another issue', issuePayload(project, incident(5, { type: 'issue' }), 'open'), []],
    ['a renamed project', { event_name: 'project_rename', project_id: 4711 }, bell('project', { project: '4711' })],
  ])('of %s wakes the reading of what it does not hold', (_, payload, doorbells) => {
    expect(parsed(payload).doorbells).toEqual(doorbells);
    expect(parsed(payload).records).toHaveLength(1);
  });

  it.each<[string, string, RegExp]>([
    ['that is no JSON', '{"object_kind"', /not JSON/],
    ['that is no UTF-8', '{"a":"\xff"}', /not UTF-8/],
    ['that is no object', '[1]', /no object/],
    ['that is nested too deep', `${'['.repeat(200)}${']'.repeat(200)}`, /nested/],
    ['of a custom template', '{"text":"somebody pushed"}', /custom webhook template/],
    ['whose kind is the name of a member of every object', '{"object_kind":"__proto__"}', /custom webhook template/],
  ])('14.10 %s is malformed', (_, body, words) => {
    expect(() => parsed(body)).toThrow(words);
    expect(() => parsed(body)).toThrow(MalformedRecord);
  });

  it('14.10 of a kind that is called like a member of every object is ignored', () => {
    for (const object_kind of ['constructor', 'to_string', 'valueof']) {
      const { records, doorbells } = parsed({ object_kind, project: { id: 1 } });
      expect(doorbells).toEqual([]);
      expect(records.map((record) => gitlab.normaliser.normalise(record))[0]).toHaveProperty('ignored');
    }
  });

  it('without a token, where the operator says so, rings and keeps nothing', () => {
    const body = Buffer.from(JSON.stringify(mergeRequestPayload(project, one, { action: 'approved', by: BEN })));
    expect(webhook.ring?.({ headers: {}, body })).toEqual(bell('pull_requests', { project: '4711', iid: 12 }));
    expect(() => webhook.ring?.({ headers: {}, body: Buffer.from('no') })).toThrow(MalformedRecord);
  });

  it('is known again by the key that every resending has', () => {
    const keyOf = (headers: Readonly<Record<string, string>>) => {
      const answer = genuine({ headers, body: new Uint8Array() });
      return 'genuine' in answer ? webhook.deliveryKey(answer.genuine) : '';
    };
    expect(keyOf({ 'idempotency-key': 'a', 'x-gitlab-webhook-uuid': '1' })).toBe(
      keyOf({ 'idempotency-key': 'a', 'x-gitlab-webhook-uuid': '2' }),
    );
    expect(keyOf({ 'idempotency-key': 'a' })).not.toBe(keyOf({ 'idempotency-key': 'b' }));
    expect(keyOf({})).not.toBe('');
  });
});

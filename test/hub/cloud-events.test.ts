import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHub, type RunningHub } from '../schema/running-hub.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.stop());

const event = (id: string, more: object = {}) => ({
  specversion: '1.0',
  source: 'tso-acme',
  type: 'incident.opened',
  subject: 'INC1',
  id,
  time: '2026-03-01T10:00:00Z',
  data: { number: 'INC1', severity: '2' },
  ...more,
});

async function post(body: unknown, headers: Record<string, string>, role: 'ingest' | 'viewer' = 'ingest') {
  const authorization = `Bearer ${await hub.tokenFor(role)}`;
  const response = await fetch(`${hub.url}/events`, { method: 'POST', headers: { authorization, ...headers }, body: JSON.stringify(body) });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };

describe('POST /events', () => {
  it('takes one event in three forms: structured, binary and batched, and it is one event', async () => {
    expect(await post(event('a'), STRUCTURED)).toMatchObject({ status: 200, answer: { added: 1 } });
    const { data, specversion, ...attributes } = event('a');
    const named = Object.entries({ ...attributes, specversion }).map(([name, value]) => [`ce-${name}`, encodeURIComponent(String(value))]);
    expect(await post(data, { 'content-type': 'application/json', ...Object.fromEntries(named) })).toMatchObject({ answer: { added: 0 } });
    expect(await post([event('a'), event('b', { subject: 'INC2' })], BATCH)).toMatchObject({ status: 200, answer: { added: 1 } });
  });

  it('keeps a delivery, which explain knows', async () => {
    const { answer } = await post(event('k', { subject: 'INC9' }), STRUCTURED);
    const { data, errors } = await hub.ask(
      'query ($id: ID!) { explain(delivery: $id) { delivery { door records(first: 5) { nodes { kind key state } } } } }',
      { variables: { id: answer['delivery'] } },
    );
    expect(errors).toEqual([]);
    expect(data['explain']).toMatchObject({
      delivery: { door: 'PUSH', records: { nodes: [{ kind: 'incident.opened', key: 'INC9 k', state: 'EVENTS' }] } },
    });
  });

  it('records nothing of a batch in which anything is wrong, and names each mistake', async () => {
    expect(await post([event('c', { subject: 'INC3' }), event('d', { type: 'incident.closed' })], BATCH)).toMatchObject({
      status: 422,
      answer: { detail: '1 of 2 events cannot be read, so nothing was recorded.', mistakes: [{ index: 1, path: 'type' }] },
    });
    expect(await post([event('c', { subject: 'INC3' })], BATCH)).toMatchObject({ answer: { added: 1 } });
  });

  it.each([
    ['of another version', event('e', { specversion: '0.3' }), STRUCTURED, /no CloudEvent of version 1\.0/],
    ['of two sources', [event('e'), event('f', { source: 'other' })], BATCH, /are of one source/],
    ['without a source', event('e', { source: undefined }), STRUCTURED, /has no source/],
    ['without attributes', { number: 'INC1' }, { 'content-type': 'application/json' }, /Send CloudEvents/],
    ['of a source that pushes nothing', event('e', { source: 'github-acme' }), STRUCTURED, /has no source github-acme of pushed events/],
  ])('refuses events %s', async (_, body, headers, sentence) => {
    const { status, answer } = await post(body, headers);
    expect(status).toBe(400);
    expect(JSON.stringify(answer)).toMatch(sentence);
  });

  it('takes a token with the role ingest', async () => {
    expect((await post(event('g'), STRUCTURED, 'viewer')).status).toBe(403);
    expect((await fetch(`${hub.url}/events`, { method: 'POST', headers: STRUCTURED, body: '{}' })).status).toBe(401);
  });
});

import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf, signatureOf, startGitHub, type GitHub, type Message } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { payRepository, payWorld } from '../sample/small-world.js';
import { told } from './deployments.js';
import { connectionsTo, externalPlace, GITHUB_TOKEN, SECRET, SOURCE, type Place } from './place.js';
import { list, startHub, type RunningHub, type Tree } from './running-hub.js';

let github: GitHub;
let place: Place;
let hub: RunningHub;

beforeAll(async () => {
  github = await startGitHub(payWorld(), { token: GITHUB_TOKEN });
  place = await externalPlace({ connections: connectionsTo({ [SOURCE]: github.url }) });
  hub = await startHub(place.folder, place.env);
});
afterAll(async () => {
  await hub.stop();
  await github.close();
  await place.clear();
});

let made = 0;
const message = (secret = SECRET): Message => deliveryOf(secret, told(github, payRepository(), (made += 1)));

const sourceNow = async (): Promise<Tree> =>
  list((await hub.graphql('{ sources { deliveries refused lastRefusal } }'))['sources'])[0] as Tree;

describe('a delivery that is not as it must be', () => {
  // Whatever came before, the next good one is taken.
  afterEach(async () => {
    expect(await hub.hook(message())).toMatchObject({ status: 202, body: { delivery: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
  });

  it('is refused with 401 when another secret signed it, and sources counts it with the reason', async () => {
    const detail = 'The signature does not match the body. Give the webhook the same secret as webhookSecret of this source.';
    expect(await refusalOf(await hub.hook(message('another secret')))).toEqual({ status: 401, detail });
    await until('it is counted', async () => Number((await sourceNow())['refused']) === 1);
    expect(await sourceNow()).toMatchObject({ lastRefusal: detail });
  });

  it('is refused with 401 when its body was cut by one byte', async () => {
    const { headers, body } = message();
    expect(await hub.hook({ headers, body: body.slice(0, -1) })).toMatchObject({ status: 401 });
  });

  it('is not kept when the connection ends in the middle of its body', async () => {
    const cut = message();
    await cutOff(hub.address, cut);
    const whole = await hub.hook(cut);
    expect(whole).toMatchObject({ status: 202 });
    const asked = `{ explain(delivery: "${String(whole.body['delivery'])}") { delivery { bytes } } }`;
    expect((await hub.graphql(asked))['explain']).toEqual({ delivery: { bytes: Buffer.byteLength(cut.body) } });
  });

  it('is refused with 413 when it is larger than 25 MB', async () => {
    const { headers } = message();
    const status = await announced(hub.address, { ...headers, 'content-length': String(26 * 1024 * 1024) });
    expect(status).toEqual({
      status: 413,
      detail: 'The body is larger than 25 MB, and no tool sends such a webhook. What it says is read by polling.',
    });
  });

  it('is refused with 404 and the known names when no source is called so', async () => {
    expect(await refusalOf(await hub.hook(message(), { source: 'github-acne' }))).toEqual({
      status: 404,
      detail: 'No source has this name. Sources with webhooks: github-acme. Sources are named in changeline.yaml.',
    });
  });

  it('is refused with 405 and the right method when it is not sent with POST', async () => {
    const answer = await hub.hook(message(), { method: 'PUT' });
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await refusalOf(answer)).toEqual({
      status: 405,
      detail: 'Webhooks are sent with POST. Correct the method at the sender.',
    });
  });

  it('is refused with 415 and the right content type when it is plain text', async () => {
    const { headers, body } = message();
    expect(await refusalOf(await hub.hook({ headers: { ...headers, 'content-type': 'text/plain' }, body }))).toEqual({
      status: 415,
      detail: 'Only JSON and form bodies are read: set the content type of the webhook to application/json.',
    });
  });

  it('is kept and quarantined with a sentence when it is signed and no JSON', async () => {
    const body = '{"action":';
    const headers = { ...message().headers, 'x-hub-signature-256': signatureOf(SECRET, body) };
    const { status, body: kept } = await hub.hook({ headers, body });
    expect(status).toBe(202);
    const asked = `{ explain(delivery: "${String(kept['delivery'])}") { delivery { state records(first: 2) { nodes { state reason } } } } }`;
    const way = await until('it has an end', async () => {
      const found = (await hub.graphql(asked))['explain']?.['delivery'];
      return String(found?.['state']) === 'SETTLED' ? found : null;
    });
    expect(way['records']?.['nodes']).toEqual([{ state: 'QUARANTINED', reason: expect.stringMatching(/JSON.*replay\.$/) }]);
  });
});

async function refusalOf({ status, type, body }: { status: number; type: string | null; body: Tree }) {
  expect(type).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ status, title: expect.any(String), type: 'about:blank' });
  return { status, detail: body['detail'] };
}

/** Promises the whole body, sends half, and hangs up. */
function cutOff(address: string, { headers, body }: Message): Promise<void> {
  return new Promise((resolve) => {
    const sent = request(`${address}/hooks/${SOURCE}`, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    sent.on('error', () => resolve());
    sent.on('close', () => resolve());
    sent.write(body.slice(0, body.length / 2), () => sent.destroy());
  });
}

/** The answer to headers alone: a sender that is told no need not send 26 MB. */
function announced(address: string, headers: Record<string, string>): Promise<{ status: number; detail: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${address}/hooks/${SOURCE}`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        sent.destroy();
        resolve({ status: answer.statusCode ?? 0, detail: (JSON.parse(text) as Tree)['detail'] });
      });
    });
    sent.on('error', reject);
    sent.write('{');
  });
}

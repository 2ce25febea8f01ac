import { setTimeout as after } from 'node:timers/promises';
import { expect } from 'vitest';
import { deliveryOf, type Message } from '../../src/sample/index.js';
import { told } from './deployments.js';
import { until } from '../intake/until.js';
import { payRepository } from '../sample/small-world.js';
import { run } from './launched.js';
import { SECRET, type Place } from './place.js';
import { list, type Answered, type RunningHub } from './running-hub.js';

const ADDRESSES = { api: 'http://127.0.0.1', html: 'https://github.com' };
/** As a sender that does not wait as long as it is asked to. */
const AGAIN_MS = 50;

/** `count` deliveries, each of a deployment of its own; `padding` makes them as large as real ones are. */
export function messages(count: number, padding: () => string = () => ''): readonly Message[] {
  return Array.from({ length: count }, (_, number) => {
    const payload = told({ addresses: ADDRESSES }, payRepository(), number);
    return deliveryOf(SECRET, { ...payload, body: { ...payload.body, padding: padding() } }, { deliveryId: `delivery-${number}` });
  });
}

export interface Flood {
  /** What was refused so far. */
  readonly refusals: readonly Answered[];
  /** Ids of what was answered 202 so far. */
  readonly ids: readonly string[];
  /** Every message was answered 202. */
  readonly over: Promise<void>;
}

/** Sends all of them over a few connections, each again until it is answered 202. */
export function flood(hub: RunningHub, given: readonly Message[], lanes = 4): Flood {
  const refusals: Answered[] = [];
  const ids: string[] = [];
  const waiting = given.values();
  const lane = async (): Promise<void> => {
    for (const message of waiting) {
      for (let answer = await hub.hook(message); ; answer = await hub.hook(message)) {
        if (answer.status === 202) {
          ids.push(String(answer.body['delivery']));
          break;
        }
        refusals.push(answer);
        await after(AGAIN_MS);
      }
    }
  };
  return { refusals, ids, over: Promise.all(Array.from({ length: lanes }, lane)).then(() => undefined) };
}

/** Each refusal is a 503 that says what is wrong and what to do. */
export function expectHonest(refusals: readonly Answered[], sentence: RegExp): void {
  for (const { status, type, headers, body } of refusals) {
    expect([status, type, headers.get('retry-after')]).toEqual([503, 'application/problem+json; charset=utf-8', '10']);
    expect(body['detail']).toMatch(sentence);
  }
}

/** Everything that was answered 202 is in the timeline, once; the hub is ready; the ledger is whole and the read tables are its own. */
export async function expectWhole(hub: RunningHub, place: Place, { ids }: Flood): Promise<void> {
  const asked = '{ timeline(filter: { types: ["deployment.requested"] }, first: 1) { totalCount } sources { pendingDeliveries } }';
  await until(
    'all is recorded and followed',
    async () => {
      const seen = await hub.graphql(asked);
      const pending = Number(list(seen['sources'])[0]?.['pendingDeliveries']);
      return pending === 0 && Number(seen['timeline']?.['totalCount']) >= new Set(ids).size;
    },
    30_000,
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect((await hub.graphql(asked))['timeline']).toEqual({ totalCount: ids.length });
  await until('it is ready', async () => (await hub.ready()).status === 200);
  expect(await run(place.folder, place.env, ['verify'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^The ledger is whole/) });
}

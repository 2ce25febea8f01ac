import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { bodiesAt, idsAt, receiver, type Receiver } from '../alerts/receiver.js';
import { until } from '../intake/until.js';
import { externalPlace, type ExternalPlace } from './place.js';
import { startHub, type RunningHub } from './running-hub.js';

const CONNECTIONS = `alerts:
  allowPrivate: true
  heartbeat: { env: HEARTBEAT_URL }
sources:
  mainframe: { type: events }
`;

let place: ExternalPlace;
let hubs: RunningHub[] = [];
let to: Receiver;
let watcher: Receiver;
let secret = '';
/** What the receiver does with a message: answers it, unless a test says otherwise. */
let onMessage: (nth: number) => boolean = () => true;

const start = () => startHub(place.folder, { ...place.env, LOG_LEVEL: 'info', HEARTBEAT_URL: watcher.url.href });

beforeAll(async () => {
  to = await receiver((response, nth) => void (onMessage(nth) && response.writeHead(204).end()));
  watcher = await receiver((response) => response.end());
  place = await externalPlace({ connections: CONNECTIONS });
  hubs = [await start()];
  const [hub] = hubs;
  const made = await hub?.graphql(
    `mutation ($url: String!) { made: createAlertRoute(input: { name: "tokens", kind: EVENTS, url: $url, events: { types: ["access.granted"] } }) { ... on AlertRouteMade { secret } } }`,
    { url: `${to.url.href}/path-that-is-secret` },
  );
  secret = String(made?.['made']?.['secret']);
});
afterAll(async () => {
  await Promise.all(hubs.map((hub) => hub.stop()));
  await to.close();
  await watcher.close();
  await place.clear();
});

/** Each is one event of the ledger, `access.granted`. */
async function grants(hub: RunningHub | undefined, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await hub?.graphql(
      'mutation { createToken(input: { holder: "Somebody", holderKind: SERVICE, role: viewer, expiresInDays: 1 }) { __typename } }',
    );
  }
}

describe('alerts of a hub', () => {
  it('arrive, signed, while it runs, and its heartbeat is heard', async () => {
    await grants(hubs[0], 1);
    await until('the alert arrives', () => to.received.length === 1);
    const [first] = to.received;
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers as Record<string, string>)).toMatchObject({
      type: 'access.granted',
    });
    await until('the heartbeat is heard', () => watcher.received.length > 0);
  });

  it('arrive again with the same id, and none is lost, when it is killed between sending and noting that', async () => {
    const killed = hubs.pop();
    onMessage = () => false;
    await grants(killed, 5);
    await until('one was sent and not answered', () => to.received.length === 2);
    await killed?.kill();
    onMessage = () => true;
    hubs = [await start()];
    await until('all are told', () => new Set(idsAt(to)).size === 6 && to.received.length >= 7);
    expect(idsAt(to)[2]).toBe(idsAt(to)[1]);
    expect(to.received).toHaveLength(7);
    const cursors = bodiesAt(to).map(({ data }) => Number(data['cursor']));
    expect(cursors.slice(2)).toEqual([...cursors.slice(2)].sort((a, b) => a - b));
  });

  it('arrive once each where two hubs share a database, and go on when one of them is killed', async () => {
    hubs = [...hubs, await start()];
    const before = to.received.length;
    await Promise.all(hubs.map((hub) => grants(hub, 3)));
    await until('all are told', () => new Set(idsAt(to)).size === 12);
    expect(to.received).toHaveLength(before + 6);
    // What was sent and not noted yet would be sent again.
    await until('all are noted', async () => {
      const routes = await hubs[0]?.graphql('{ alertRoutes(first: 1) { nodes { queued } } }');
      return JSON.stringify(routes).includes('"queued":0');
    });
    await hubs.shift()?.kill();
    await grants(hubs[0], 2);
    await until('the other tells', () => new Set(idsAt(to)).size === 14);
    expect(to.received).toHaveLength(before + 8);
  });

  it('leave no secret in what the hub says, logs or answers', async () => {
    const listed = await hubs[0]?.graphql('{ alertRoutes(first: 5) { nodes { name host filter lastSentence createdBy } } }');
    const said = JSON.stringify(listed) + hubs.map((hub) => hub.output()).join();
    expect(said).toContain(to.url.host);
    expect(said).not.toContain('path-that-is-secret');
    expect(said).not.toContain(secret.slice('whsec_'.length, -1));
  });
});

import { expect, onTestFinished } from 'vitest';
import { alertDoor } from '../../src/alerts/index.js';
import type { Clock } from '../../src/alerts/clock.js';
import { readOn } from '../../src/alerts/queue/read-on.js';
import { Sender } from '../../src/alerts/queue/sender.js';
import { deploy } from '../schema/deployed.js';
import { runHub, type RunningHub, type Tree } from '../schema/running-hub.js';

/** A hub whose routes are told when a test says so, by a clock that the test moves. */
export interface AlertWorld {
  readonly hub: RunningHub;
  readonly clock: Clock;
  /** By milliseconds. */
  passes(ms: number): void;
  /** Reads the ledger for all routes, and sends what is due until nothing is. */
  tell(): Promise<void>;
  /** The same without waiting for anybody's answer. */
  begin(): Promise<number>;
  /** One of a test, GAPS if nothing is said; deleted when the test is over. */
  route(to: URL, input?: object): Promise<{ readonly id: string; readonly secret: string }>;
  /** A mutation with one input; the union member that it gave. */
  does(mutation: string, input: object): Promise<Tree>;
  look(id: string): Promise<Tree>;
  stop(): Promise<void>;
}

export const ADDRESS = 'https://changeline.acme.example/';

export async function alertWorld({ allowPrivate = true, timeoutMs = 400 } = {}): Promise<AlertWorld> {
  const hub = await runHub();
  await hub.tokenFor('administrator');
  await deploy(hub.sql, 30);
  let ms = Date.now();
  let routes = 0;
  const clock = { now: () => ms, chance: () => 0 };
  // By the clock of the test, too; the setting was another when the routes were made.
  Object.assign(hub.hub, { alerts: alertDoor({ sql: hub.sql, key: hub.key, clock, allowPrivate: true, timeoutMs }) });
  const sender = new Sender({ sql: hub.sql, key: hub.key, clock, allowPrivate, timeoutMs });
  const read = async () => {
    while (await readOn({ sql: hub.sql, clock, address: ADDRESS }));
  };
  const does = async (mutation: string, input: object) => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`.replace(
      /^(Test|Enable|Delete)AlertRouteInput$/,
      'AlertRouteInput',
    );
    const { data, errors } = await hub.ask(
      `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { __typename ... on Refused { sentence }
        ... on AlertRouteMade { secret route { ${FIELDS} } } ... on AlertRouteTested { delivered said: sentence route { ${FIELDS} } }
        ... on AlertsReplayed { deadLetters route { ${FIELDS} } } ... on AlertRouteDone { route { ${FIELDS} } } } }`.replaceAll(
        otherMembers(mutation),
        '',
      ),
      { variables: { input } },
    );
    expect(errors).toEqual([]);
    return data['done'] as Tree;
  };
  return {
    hub,
    clock,
    does,
    passes: (by) => void (ms += by),
    async tell() {
      await read();
      do await sender.idle();
      while ((await sender.begin()) > 0);
    },
    async begin() {
      await read();
      return sender.begin();
    },
    async route(to, input) {
      const made = await does('createAlertRoute', { name: `route ${(routes += 1)}`, kind: 'GAPS', url: to.href, ...input });
      expect(made).toMatchObject({ __typename: 'AlertRouteMade' });
      const id = String(made['route']?.['id']);
      onTestFinished(async () => void (await does('deleteAlertRoute', { id })));
      return { id, secret: String(made['secret']) };
    },
    async look(id) {
      const { data, errors } = await hub.ask(
        `{ alertRoutes(first: 200) { nodes { ${FIELDS} deadLetters(first: 5) { totalCount nodes { id type attempts sentence } } } } }`,
      );
      expect(errors).toEqual([]);
      const found = (data['alertRoutes']?.['nodes'] as unknown as Tree[]).find((node) => String(node['id']) === id);
      if (!found) throw new Error(`no route ${id}`);
      return found;
    },
    async stop() {
      await sender.idle();
      await hub.stop();
    },
  };
}

const FIELDS = 'id name kind target host filter cursor behind queued state reason lastSentence formerUntil';

const MEMBER: Readonly<Record<string, string>> = {
  createAlertRoute: 'AlertRouteMade',
  rotateAlertSecret: 'AlertRouteMade',
  testAlertRoute: 'AlertRouteTested',
  replayAlerts: 'AlertsReplayed',
};

/** A fragment on what is no member of the union is a mistake of the question. */
function otherMembers(mutation: string): RegExp {
  const own = MEMBER[mutation] ?? 'AlertRouteDone';
  return new RegExp(`\\.\\.\\. on (?!Refused|${own} )\\w+ \\{[^{}]*(\\{[^{}]*\\})?[^{}]*\\}`, 'g');
}

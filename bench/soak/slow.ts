import { setTimeout as after } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Sql } from '../../src/db/pool.js';
import { untilTrue } from '../hub.js';
import { subscriptionsOf } from './hub-load.js';
import type { HubProcess } from './hub-process.js';

/** One that takes so many messages a second. */
interface Listener {
  readonly cursors: readonly number[];
  /** The `cursor` of the refusal with which it was ended; NaN where its connection was. */
  readonly endedAfter: Promise<number>;
  stop(): void;
}

/** Of a hundred; at fewer, what the two processes keep between them would hold up pings for longer than they wait. */
const SLOWLY = 20;

/** What fills the buffers between the two processes within seconds: each message says it once. */
const LONG = 'a'.repeat(60_000);
const LATEST_MS = 60_000;
const QUESTION = `subscription ($after: LedgerCursor) { timeline(after: $after) { cursor ${LONG}: __typename } }`;

/**
 * What is wrong when somebody listens to the whole timeline, takes a fifth of it under load, and goes on after the cursor with which
 * he is ended: he must have had every event once. `load` records rollouts from this number on.
 */
export async function slowFaults(hub: HubProcess, sql: Sql, load: (from: number) => Promise<unknown>): Promise<readonly string[]> {
  const [begin, { subscribers: others }] = [await lastOf(sql), await subscriptionsOf(hub)];
  const slow = listen(hub, begin, SLOWLY);
  await untilTrue(async () => (await subscriptionsOf(hub)).subscribers === others + 1);
  await load(1_000_000);
  const cursor = await Promise.race([slow.endedAfter, after(LATEST_MS, null, { ref: false })]);
  slow.stop();
  if (cursor === null) return ['Who was slow was not ended.'];
  if (slow.cursors.at(-1) !== cursor)
    return [`Who was slow was ended with ${cursor}, and had had all up to ${slow.cursors.at(-1) ?? 'nothing'}.`];
  const end = await lastOf(sql);
  const again = listen(hub, cursor, Infinity);
  await untilTrue(() => Promise.resolve((again.cursors.at(-1) ?? -1) >= end));
  again.stop();
  const wanted = (await sql<{ seq: number }[]>`select seq from timeline_entry where seq > ${begin} order by seq`).map(({ seq }) =>
    Number(seq),
  );
  const had = [...slow.cursors, ...again.cursors];
  const wrong = wanted.findIndex((seq, nth) => seq !== had[nth]);
  return wrong < 0 ? [] : [`Who was slow had ${had[wrong] ?? 'nothing'} where the timeline has ${wanted[wrong]}.`];
}

async function lastOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`select coalesce(max(seq), -1) as seq from timeline_entry`;
  return Number(row?.seq ?? -1);
}

interface Message {
  readonly type: string;
  readonly payload?:
    | { readonly data?: { readonly timeline: { readonly cursor: string } } }
    | readonly { readonly extensions: { readonly cursor: string } }[];
}

/** The protocol by hand: a client library would go on reading. */
function listen({ port, token }: HubProcess, begin: number, perSecond: number): Listener {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const cursors: number[] = [];
  const send = (message: object) => socket.send(JSON.stringify(message));
  let left = perSecond;
  const turn = setInterval(() => {
    left = perSecond;
    socket.resume();
  }, 1_000);
  let ended: (cursor: number) => void = () => undefined;
  const endedAfter = new Promise<number>((resolve) => (ended = resolve));
  socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as Message;
    if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: { query: QUESTION, variables: { after: String(begin) } } });
    if (type === 'error' && Array.isArray(payload)) ended(Number(payload[0]?.extensions.cursor));
    if (type !== 'next' || !payload || !('data' in payload) || !payload.data) return;
    cursors.push(Number(payload.data.timeline.cursor));
    if ((left -= 1) <= 0) socket.pause();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => ended(NaN));
  return {
    cursors,
    endedAfter,
    stop: () => {
      clearInterval(turn);
      socket.terminate();
    },
  };
}

import { execute, type ExecutionArgs, type ExecutionResult, type GraphQLError } from 'graphql';
import type { Writable } from 'node:stream';
import { Refusal, stillStands, type Viewer } from '../access/index.js';
import type { Feed } from '../read/index.js';
import type { ServerHub } from './hub.js';
import { wrapped } from './prepare.js';
import { shownError } from './shown-error.js';

/** What a subscription tells, with its place in the ledger. */
export interface News {
  readonly seq: number;
}

export interface Streaming {
  readonly hub: Pick<ServerHub, 'sql' | 'log'>;
  readonly viewer: Viewer;
  readonly args: ExecutionArgs;
  readonly feed: Feed<News>;
}

const CHECK_MS = 5_000;

/**
 * The text of a stream: first the position at which it begins, which a client keeps that is cut before the first news;
 * then the news. Ends when the feed does, and soon after the token no longer stands.
 */
export async function* serverSentEvents(streaming: Streaming): AsyncGenerator<string, void> {
  const { feed, args, hub } = streaming;
  const watch = watchToken(streaming);
  try {
    yield `id: ${feed.start}\n\n`;
    for await (const news of feed) yield `id: ${news.seq}\n${next(hub, await execute({ ...args, rootValue: news }))}`;
    if (watch.gone()) yield next(hub, { errors: [wrapped(NO_LONGER)] });
    // Not empty: browsers drop an event without data.
    yield 'event: complete\ndata: {}\n\n';
  } finally {
    watch.stop();
    await feed.return?.();
  }
}

const NO_LONGER = new Refusal('UNAUTHENTICATED', 'This token has expired or was revoked. Ask an administrator for another one.');

function next(hub: Streaming['hub'], result: ExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(shown(hub, result))}\n\n`;
}

/** A stream must not outlive its token. A database that does not answer is no reason to end it. */
function watchToken({ hub, viewer, feed }: Streaming): { gone(): boolean; stop(): void } {
  let gone = false;
  const check = async () => {
    gone = !(await stillStands(hub.sql, viewer).catch(() => true));
    if (gone) await feed.return?.();
  };
  const timer = setInterval(() => void check(), CHECK_MS);
  return { gone: () => gone, stop: () => clearInterval(timer) };
}

function shown({ log }: Streaming['hub'], { data, errors }: ExecutionResult): object {
  if (!errors) return { data };
  return { ...(data === undefined ? {} : { data }), errors: errors.map((error: GraphQLError) => shownError(log, error.toJSON(), error)) };
}

/** Proxies cut silent connections, often after 60 s. Each event is one write, so a comment stands between two. */
export function heartbeat(to: Writable, everyMs: number): void {
  const timer = setInterval(() => void (to.writableNeedDrain || to.write(':\n\n')), everyMs);
  to.once('close', () => clearInterval(timer));
}

import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Writable } from 'node:stream';
import { Refusal, type Viewer } from '../access/index.js';
import type { Answers } from './audience/index.js';
import type { ServerHub } from './hub.js';
import { wrapped } from './prepare.js';
import { shownError } from './shown-error.js';
import { whileItStands } from './token-watch.js';

export interface Streaming {
  readonly hub: Pick<ServerHub, 'sql' | 'log'>;
  readonly viewer: Viewer;
  readonly answers: Answers;
}

/**
 * The text of a stream: first the position at which it begins, which a client keeps that is cut before the first news;
 * then the news. Ends when they do, when the client is too slow for them, and soon after the token no longer stands.
 */
export async function* serverSentEvents({ hub, viewer, answers: { start, told } }: Streaming): AsyncGenerator<string, void> {
  let gone = false;
  const unwatch = whileItStands(hub.sql, viewer, () => void ((gone = true), told.return(undefined)));
  try {
    yield `id: ${start}\n\n`;
    for await (const { seq, result } of told) yield `id: ${seq}\n${next(hub, result)}`;
    if (gone) yield next(hub, { errors: [wrapped(NO_LONGER)] });
  } catch (error) {
    yield next(hub, { errors: [wrapped(error)] });
  } finally {
    unwatch();
    await told.return(undefined);
  }
  // Not empty: browsers drop an event without data.
  yield 'event: complete\ndata: {}\n\n';
}

const NO_LONGER = new Refusal('UNAUTHENTICATED', 'This token has expired or was revoked. Ask an administrator for another one.');

function next(hub: Streaming['hub'], result: ExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(shown(hub, result))}\n\n`;
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

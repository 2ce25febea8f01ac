import { type Listening, SourceUnavailable } from '#contract';
import type { Clockwork } from './backoff.js';
import type { Ask } from './exchange.js';
import { judgeAnswer } from './judge-answer.js';
import { listen } from './listen.js';
import { networkFailure } from './network-failure.js';
import type { Asker, Pace } from './pace.js';
import { askedFor, withoutSecrets } from './redact.js';

export interface ListenOptions {
  readonly secrets: () => readonly string[];
  readonly fetch: typeof globalThis.fetch;
  readonly clockwork: Clockwork;
  readonly timeoutMs: number;
  /** The longest that an answer that goes on may say nothing. */
  readonly idleMs: number;
  readonly mostLineBytes: number;
  readonly signal: AbortSignal;
  /** What a person should know of an answer that goes on all the same. */
  readonly tell: (sentence: string) => void;
}

/** Listens when it is its turn. Its budget is told of at its headers, and its turn ends there: an answer that goes on is in nobody's way. */
export async function pacedListen(ask: Ask, pace: Pace, asker: Asker, options: ListenOptions): Promise<Listening> {
  const asked = askedFor(ask.method, ask.url);
  const why = (error: unknown, timeoutMs: number): string => withoutSecrets(networkFailure(error, timeoutMs), options.secrets());
  const answered = await pace.admit(ask.url, asked, asker).catch(stopping(options));
  let came: Parameters<typeof answered>[0] = null;
  try {
    const heard = await listen(ask, asked, { ...options, why, onTooLong: () => options.tell(tooLong(asked, options)) });
    came = heard.response;
    return judged(ask, heard, asked, options);
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('Source')) throw error;
    throw new SourceUnavailable(`${asked} ${why(error, options.timeoutMs)}. It is listened to again by itself.`, { cause: error });
  } finally {
    answered(came);
  }
}

function judged(ask: Ask, heard: Listening, asked: string, { clockwork }: ListenOptions): Listening {
  const { status, headers } = heard.response;
  const verdict = judgeAnswer(ask, { status, headers, body: Buffer.alloc(0) }, asked, clockwork.nowMs());
  if (verdict.kind === 'GOOD') return heard;
  throw new SourceUnavailable(`${asked} ${verdict.why}. It is listened to again by itself.`, { retryAfterMs: verdict.waitMs });
}

function tooLong(asked: string, { mostLineBytes }: ListenOptions): string {
  return `${asked} sent a line of more than ${String(Math.round(mostLineBytes / 1_000_000))} MB, which was left out. The next poll reads what it was about.`;
}

export function stopping({ signal }: Pick<ListenOptions, 'signal'>) {
  return (error: unknown): never => {
    throw signal.aborted ? new SourceUnavailable('The hub is stopping.', { cause: error }) : error;
  };
}

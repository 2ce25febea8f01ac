import { type Listening, SourceUnavailable } from '#contract';
import { type Ask, followed } from './exchange.js';
import { lineCutter } from './lines.js';

export interface Ear {
  readonly fetch: typeof globalThis.fetch;
  /** Until the headers are there. Some send them with the first line only, or with the first sign of life (Argo CD: 15 s). */
  readonly timeoutMs: number;
  /** The longest silence. */
  readonly idleMs: number;
  readonly mostLineBytes: number;
  /** A line was left out, as it is longer than that. */
  readonly onTooLong: () => void;
  /** Ends it all. */
  readonly signal: AbortSignal;
  /** The end of a sentence in place of what the network threw: no secret. */
  readonly why: (error: unknown, timeoutMs: number) => string;
}

/** Sends the request, and gives the answer when its headers are there; its body is read as its lines are asked for. */
export async function listen(ask: Ask, asked: string, ear: Ear): Promise<Listening> {
  const hush = silence();
  hush.within(ear.timeoutMs);
  const signal = AbortSignal.any([hush.signal, ear.signal]);
  const send = ({ method, url, headers }: Ask) => ear.fetch(url, { method, headers, redirect: 'manual', signal });
  try {
    const response = await followed(ask, send);
    if (!response.ok) return await refusal(response);
    return { response: bare(response), lines: linesOf(response, asked, ear, hush) };
  } finally {
    hush.end();
  }
}

/** Everything of an answer but its body, which is read elsewhere. */
function bare({ status, headers }: Response): Response {
  return new Response(null, { status, headers });
}

async function refusal(response: Response): Promise<Listening> {
  const { status, headers } = response;
  return { response: new Response(await response.text(), { status, headers }), lines: none() };
}

async function* none(): AsyncGenerator<readonly Uint8Array[]> {
  yield* [];
}

async function* linesOf(response: Response, asked: string, ear: Ear, hush: Silence): AsyncGenerator<readonly Uint8Array[]> {
  const cutter = lineCutter(ear.mostLineBytes);
  const body = response.body?.getReader();
  try {
    for (;;) {
      hush.within(ear.idleMs);
      const { done, value } = (await body?.read()) ?? { done: true, value: undefined };
      hush.end();
      if (done) return;
      const before = cutter.tooLong();
      const lines = cutter.take(value as Uint8Array);
      if (cutter.tooLong() > before) ear.onTooLong();
      yield lines;
    }
  } catch (error) {
    throw new SourceUnavailable(`${asked} ${ear.why(error, ear.idleMs)}. It is listened to again by itself.`, { cause: error });
  } finally {
    hush.end();
    // Whoever asks for no more lines ends the connection; after a failure there is none.
    await body?.cancel().catch(() => undefined);
  }
}

interface Silence {
  readonly signal: AbortSignal;
  /** From now on; what was begun before is over. */
  within(ms: number): void;
  end(): void;
}

function silence(): Silence {
  const aborted = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => clearTimeout(timer);
  return {
    signal: aborted.signal,
    end,
    within(ms) {
      end();
      timer = setTimeout(() => aborted.abort(new DOMException('Nothing came.', 'TimeoutError')), ms);
    },
  };
}

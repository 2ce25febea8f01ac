import { setMaxListeners } from 'node:events';
import { SourceRefused, SourceUnavailable, type ListeningHttp } from '#contract';
import { backoffMs, REAL_CLOCKWORK, type Clockwork } from './backoff.js';
import type { Budget } from './budget.js';
import { sourceClock, type SourceClock } from './clock.js';
import { exchange, stillValid, type Ask, type Exchanged } from './exchange.js';
import { judgeAnswer } from './judge-answer.js';
import { networkFailure } from './network-failure.js';
import { openPaces, type Asker, type Pace, type Paces } from './pace.js';
import { pacedListen, stopping } from './paced-listen.js';
import { askedFor, withoutSecrets } from './redact.js';
import { openRemembered, rememberedAs, type Remembered } from './remembered.js';

export interface PacedHttp extends ListeningHttp {
  /** How far the source's clock is ahead of the hub's, or null before an answer. */
  clockOffsetMs(): number | null;
  budgets(): Readonly<Record<string, Budget>>;
}

export interface PacedHttpOptions {
  /** What must never show in an error. */
  readonly secrets?: () => readonly string[];
  readonly fetch?: typeof globalThis.fetch;
  readonly clockwork?: Clockwork;
  readonly timeoutMs?: number;
  readonly idleMs?: number;
  readonly mostLineBytes?: number;
  /** What a person should know of an answer that goes on all the same. */
  readonly tell?: (sentence: string) => void;
  readonly tries?: number;
  /** The longest that a request waits for its turn or its next try; beyond that the caller is told when to come back. */
  readonly patienceMs?: number;
  readonly concurrency?: number;
  /** Whose requests they are among those that share the credential: the name of the source. */
  readonly asker?: string;
  /** Shared by all who may use the same credential; left out, its own. */
  readonly paces?: Paces;
  /** Aborted when the hub stops: nothing is waited for any more. */
  readonly signal?: AbortSignal;
}

interface Paced {
  readonly options: Required<PacedHttpOptions>;
  readonly asker: Asker;
  /** That were used; the last one is of the credential of today. */
  readonly used: Set<Pace>;
  readonly remembered: Remembered;
  clock: SourceClock | null;
}

/** `fetch` for one credential: tries again what passes, keeps to the source's budget, asks conditionally, hides secrets. Throws `SourceUnavailable` and `SourceRefused` only. */
export function pacedHttp(given: PacedHttpOptions = {}): PacedHttp {
  const options = {
    secrets: () => [],
    fetch: globalThis.fetch,
    clockwork: REAL_CLOCKWORK,
    timeoutMs: 30_000,
    idleMs: 60_000,
    mostLineBytes: 8_000_000,
    tell: () => undefined,
    tries: 5,
    patienceMs: 60_000,
    concurrency: 8,
    asker: '',
    paces: openPaces(given.concurrency),
    signal: new AbortController().signal,
    ...given,
  };
  // Each request that waits for its turn listens.
  setMaxListeners(0, options.signal);
  const paced: Paced = {
    options,
    asker: { ...options, name: options.asker },
    used: new Set(),
    remembered: openRemembered(),
    clock: null,
  };
  return {
    fetch: async (input, init) => responseOf(await ask(askOf(input, init), paced)),
    listen: (address, headers) => {
      const wish = askOf(address, { headers });
      return pacedListen(wish, paceOf(wish, paced), paced.asker, paced.options);
    },
    sourceTime: () => paced.clock?.at ?? null,
    clockOffsetMs: () => paced.clock?.offsetMs ?? null,
    budgets: () => Object.assign({}, ...[...paced.used].map((pace) => pace.budgets())) as Record<string, Budget>,
  };
}

function askOf(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Ask {
  if (input instanceof Request) throw new TypeError('The paced fetch takes an address and options, so that it can send a request again.');
  if (init.body instanceof ReadableStream) throw new TypeError('The paced fetch takes no stream as a body: it could not be sent again.');
  return {
    method: (init.method ?? 'GET').toUpperCase(),
    url: new URL(String(input)),
    headers: new Headers(init.headers),
    body: init.body as Ask['body'],
    signal: init.signal ?? null,
  };
}

async function ask(wish: Ask, paced: Paced): Promise<Exchanged> {
  const { clockwork, tries, patienceMs, signal } = paced.options;
  const asked = askedFor(wish.method, wish.url);
  for (let attempt = 0; ; attempt += 1) {
    if (signal.aborted) throw new SourceUnavailable('The hub is stopping.');
    const { answer, why, waitMs } = await tried(wish, asked, paced);
    if (answer) return answer;
    const next = waitMs ?? backoffMs(attempt, 1_000, patienceMs, clockwork.random);
    if (attempt + 1 >= tries || next > patienceMs) throw unavailable(`${asked} ${why}`, waitMs);
    await clockwork.sleep(next, signal);
  }
}

interface Tried {
  readonly answer?: Exchanged;
  readonly why?: string;
  readonly waitMs?: number | null;
}

async function tried(wish: Ask, asked: string, paced: Paced): Promise<Tried> {
  const answered = await paceOf(wish, paced).admit(wish.url, asked, paced.asker).catch(stopping(paced.options));
  let came: Parameters<typeof answered>[0] = null;
  try {
    const { answer, status } = await conditional(wish, paced);
    came = { status, headers: answer.headers };
    paced.clock = sourceClock(answer) ?? paced.clock;
    const judged = judgeAnswer(wish, answer, asked, paced.options.clockwork.nowMs());
    if (judged.kind === 'AGAIN') return judged;
    remember(wish, answer, paced);
    return { answer };
  } catch (error) {
    if (error instanceof SourceRefused || error instanceof SourceUnavailable || wish.signal?.aborted) throw error;
    return { why: withoutSecrets(networkFailure(error, paced.options.timeoutMs), paced.options.secrets()), waitMs: null };
  } finally {
    answered(came);
  }
}

function paceOf({ url, headers }: Ask, { options, used }: Paced): Pace {
  const pace = options.paces.of(url, headers, options.clockwork);
  used.delete(pace);
  used.add(pace);
  return pace;
}

/** Asks whether what is remembered still holds; a 304 is answered with it. */
async function conditional(wish: Ask, paced: Paced): Promise<{ readonly answer: Exchanged; readonly status: number }> {
  const wire = {
    fetch: paced.options.fetch,
    timeoutMs: paced.options.timeoutMs,
    nowMs: paced.options.clockwork.nowMs,
    signal: paced.options.signal,
  };
  const known = canBeRemembered(wish) ? paced.remembered.get(rememberedAs(wish.url, wish.headers)) : undefined;
  const etag = known?.headers.get('etag');
  if (!known || !etag) return asIs(await exchange(wish, wire));
  const headers = new Headers(wish.headers);
  headers.set('if-none-match', etag);
  const answer = await exchange({ ...wish, headers }, wire);
  return answer.status === 304 ? { answer: stillValid(known, answer), status: 304 } : asIs(answer);
}

/** With the status that came: what is remembered is answered as 200, and cost nothing. */
function asIs(answer: Exchanged) {
  return { answer, status: answer.status };
}

/** After it was judged, so that half a page is never remembered. */
function remember(wish: Ask, answer: Exchanged, paced: Paced): void {
  if (!canBeRemembered(wish) || answer.status !== 200 || !answer.headers.has('etag')) return;
  paced.remembered.put(rememberedAs(wish.url, wish.headers), { status: 200, headers: answer.headers, body: answer.body });
}

function canBeRemembered(wish: Ask): boolean {
  return wish.method === 'GET' && !wish.headers.has('if-none-match');
}

function unavailable(what: string, retryAfterMs: number | null | undefined): SourceUnavailable {
  return new SourceUnavailable(`${what}. It is asked again by itself.`, { retryAfterMs: retryAfterMs ?? null });
}

/** The body has been decoded already, so the headers that describe its transport go. */
function responseOf(answer: Exchanged): Response {
  const headers = new Headers(answer.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  const empty = [204, 205, 304].includes(answer.status);
  const response = new Response(empty ? null : new Uint8Array(answer.body), { status: answer.status, headers });
  // A response made by hand has no address, and octokit reads it to page through comparisons.
  return Object.defineProperty(response, 'url', { value: answer.url });
}

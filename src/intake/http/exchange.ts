import { SourceRefused } from '#contract';
import { askedFor } from './redact.js';
import type { Answer } from './remembered.js';

/** One request, ready to be sent more than once. */
export interface Ask {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Exclude<RequestInit['body'], ReadableStream>;
  readonly signal: AbortSignal | null;
}

export interface Wire {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

/** An answer with the moments, by the hub's clock, between which it was given. */
export interface Exchanged extends Answer {
  /** Where it came from in the end. */
  readonly url: string;
  readonly sentMs: number;
  readonly gotMs: number;
}

const MOST_HOPS = 5;

/**
 * Sends the request and reads the answer to its end within the time allowed. Follows 301, 302, 307 and 308 on the
 * same host only, since the token goes with it; a way to another host is `SourceRefused`.
 */
export function exchange(ask: Ask, wire: Wire): Promise<Exchanged> {
  return followed(ask, (each) => once(each, wire));
}

/** The answer behind all redirections on the same host; `send` is given each address in turn. */
export async function followed<T extends { readonly status: number; readonly headers: Headers }>(
  ask: Ask,
  send: (ask: Ask) => Promise<T>,
): Promise<T> {
  let url = ask.url;
  for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
    const answer = await send({ ...ask, url });
    const next = [301, 302, 307, 308].includes(answer.status) ? answer.headers.get('location') : null;
    if (next === null) return answer;
    url = sameHost(ask, url, next, answer.status);
  }
  throw new SourceRefused(
    310,
    `${askedFor(ask.method, ask.url)} was redirected more than ${MOST_HOPS} times. Correct the address in changeline.yaml.`,
  );
}

async function once(ask: Ask, wire: Wire): Promise<Exchanged> {
  const signal = AbortSignal.any([AbortSignal.timeout(wire.timeoutMs), wire.signal, ...(ask.signal ? [ask.signal] : [])]);
  const sentMs = wire.nowMs();
  const { method, headers, body } = ask;
  const response = await wire.fetch(ask.url, { method, headers, redirect: 'manual', signal, ...(body ? { body } : {}) });
  const gotMs = wire.nowMs();
  const bytes = Buffer.from(await response.arrayBuffer());
  return { url: ask.url.href, status: response.status, headers: response.headers, body: bytes, sentMs, gotMs };
}

function sameHost(ask: Ask, from: URL, location: string, status: number): URL {
  const to = new URL(location, from);
  if (to.host === from.host && to.protocol === from.protocol) return to;
  throw new SourceRefused(
    status,
    `${askedFor(ask.method, ask.url)} redirects to another host (${to.protocol}//${to.host}), where the token must not go. ` +
      'If the tool moved, write its new address in changeline.yaml.',
  );
}

/** What is known, with what the 304 says anew: the date, the budget. */
export function stillValid(known: Answer, confirmed: Exchanged): Exchanged {
  const headers = new Headers(known.headers);
  confirmed.headers.forEach((value, name) => {
    if (!name.startsWith('content-')) headers.set(name, value);
  });
  return { ...confirmed, status: known.status, headers, body: known.body };
}

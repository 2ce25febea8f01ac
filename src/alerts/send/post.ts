import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isPublic, PrivateAddress, publicOnly } from './address.js';

/** What is sent. */
export interface Message {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an attempt ended. `GONE`: the receiver wants no more of it. */
export interface Attempt {
  readonly end: 'DELIVERED' | 'FAILED' | 'GONE';
  /** One sentence without address or answer: both may hold secrets. */
  readonly sentence: string;
  readonly retryAfterMs: number | null;
  /** Of the answer; null: there was none. */
  readonly status: number | null;
}

export interface Bounds {
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
}

/**
 * Posts once: delivered by any 2xx. A redirect is not followed, an answer not read, and a connection to an address that
 * is not public is not opened unless that is allowed, whatever the name in the address said before.
 */
export async function post(message: Message, { timeoutMs, allowPrivate }: Bounds): Promise<Attempt> {
  const host = message.url.hostname.replace(/^\[|\]$/g, '');
  // A literal address asks no look-up.
  if (!allowPrivate && /^[\d.]+$|:/.test(host) && !isPublic(host)) return failed(new PrivateAddress(host).message);
  return new Promise((resolve) => {
    const send = message.url.protocol === 'https:' ? overHttps : overHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const request = send(message.url, {
      method: 'POST',
      headers: { ...message.headers, 'content-length': Buffer.byteLength(message.body) },
      agent: false,
      signal,
      ...(allowPrivate ? {} : { lookup: publicOnly }),
    });
    request.once('response', (response) => {
      response.destroy();
      resolve(answered(response.statusCode ?? 0, response.headers['retry-after']));
    });
    request.on('error', (error) => resolve(failed(signal.aborted ? `It did not answer within ${timeoutMs / 1_000} s.` : whyNot(error))));
    request.end(message.body);
  });
}

function answered(status: number, retryAfter: string | undefined): Attempt {
  if (status >= 200 && status < 300) return { end: 'DELIVERED', sentence: `It answered ${status}.`, retryAfterMs: null, status };
  if (status === 410) return { ...failed('It answered 410: it wants no more messages.'), end: 'GONE', status };
  const isRedirect = status >= 300 && status < 400;
  const sentence = isRedirect
    ? `It answered ${status}, and redirects are not followed: give the route the new address.`
    : `It answered ${status}.`;
  return { ...failed(sentence), retryAfterMs: msOf(retryAfter), status };
}

function failed(sentence: string): Attempt {
  return { end: 'FAILED', sentence, retryAfterMs: null, status: null };
}

function whyNot(error: Error & { readonly code?: unknown }): string {
  if (error instanceof PrivateAddress) return error.message;
  const code = typeof error.code === 'string' ? error.code : error.name;
  return `It could not be reached (${code}).`;
}

/** `Retry-After` in seconds; a date is not obeyed, since it needs the receiver's clock. */
function msOf(retryAfter: string | undefined): number | null {
  return retryAfter !== undefined && /^\d{1,7}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : null;
}

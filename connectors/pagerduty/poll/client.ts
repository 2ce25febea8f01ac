import { type Instant, type Io, type Json, SourceRefused, SourceUnavailable } from '#contract';
import type { z } from 'zod';
import type { PagerdutyConfig } from '../config.js';
import { type Asked, failureOf, unavailable } from './refusal.js';

export type PagerdutyIo = Io<PagerdutyConfig>;

/** A name may come several times: `include[]`. */
export type Query = readonly (readonly [name: string, value: string])[];

/** Throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
export interface Client {
  get(path: string, query: Query, asked: Asked): Promise<Json>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

/** One client for one pass. */
export function clientOf({ config, secret, http }: PagerdutyIo): Client {
  const token = secret('token');
  if (!token) throw new SourceRefused(401, 'This source has no token for PagerDuty; set `token` to where it is found.');
  const headers = { authorization: `Token token=${token}`, accept: 'application/vnd.pagerduty+json;version=2' };
  let started: Instant | null = null;
  return {
    async get(path, query, asked) {
      const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
      const address = `${config.url.replace(/\/$/, '')}${path}${search === '' ? '' : `?${search}`}`;
      const response = await sent(() => http.fetch(address, { headers }), asked);
      started ??= http.sourceTime();
      if (!response.ok) throw await failureOf(response, asked);
      return jsonOf(response, asked);
    },
    startedAt: () => started,
  };
}

/** Nothing of what `fetch` throws becomes a `cause`: it may hold the request. */
async function sent(send: () => Promise<Response>, asked: Asked): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof SourceRefused || error instanceof SourceUnavailable) throw error;
    throw unavailable(asked, 'no connection, or it broke off');
  }
}

async function jsonOf(response: Response, asked: Asked): Promise<Json> {
  const data: unknown = await response.json().catch(() => undefined);
  if (typeof data !== 'object' || data === null) throw unavailable(asked, 'it sent something that is no JSON');
  return data as Json;
}

/** The part of an answer that reading on needs. Throws `SourceUnavailable` when it is not there: then it is no answer of PagerDuty. */
export function expect<T>(schema: z.ZodType<T>, data: Json, asked: Asked): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw unavailable(asked, `its answer has no usable ${issue?.path.join('.') || 'content'} (${issue?.message ?? ''})`);
}

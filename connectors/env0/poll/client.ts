import { type Instant, type Io, type Json, SourceRefused, SourceUnavailable } from '#contract';
import type { z } from 'zod';
import type { Env0Config } from '../config.js';
import { type Asked, failureOf, unavailable } from './refusal.js';

export type Env0Io = Io<Env0Config>;

/** Throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
export interface Client {
  get(path: string, query: Readonly<Record<string, string>>, asked: Asked): Promise<Json>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

/** One client for one pass. */
export function clientOf({ config, secret, http }: Env0Io): Client {
  const key = secret('apiKeySecret');
  if (!key) throw new SourceRefused(401, 'This source has no API key for env zero; set `apiKeySecret` to where its secret is found.');
  const headers = {
    authorization: `Basic ${Buffer.from(`${config.apiKeyId}:${key}`).toString('base64')}`,
    accept: 'application/json',
  };
  let started: Instant | null = null;
  return {
    async get(path, query, asked) {
      const search = new URLSearchParams(query).toString();
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

/** The part of an answer that reading on needs. Throws `SourceUnavailable` when it is not there: then it is no answer of env zero. */
export function expect<T>(schema: z.ZodType<T>, data: Json, asked: Asked): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw unavailable(asked, `its answer has no usable ${issue?.path.join('.') || 'content'} (${issue?.message ?? ''})`);
}

import { type Instant, type Io, type Json, SourceRefused } from '#contract';
import type { z } from 'zod';
import type { GitlabConfig } from '../config.js';
import { type Asked, failureOf, unavailable } from './refusal.js';

export type GitlabIo = Io<GitlabConfig>;
export type Parameters = Readonly<Record<string, string | number | boolean>>;

export interface Answer {
  readonly data: Json;
  /** The parameters of the next page, as `Link` names them, by number or by key; null: this is the last. */
  readonly next: Parameters | null;
  /** Where GitLab counts: not above 10,000. */
  readonly total: number | undefined;
}

/** Every member throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
export interface Client {
  /** `path` below `/api/v4`. */
  get(path: string, parameters: Parameters, asked: Asked): Promise<Answer>;
  /** The raw answer of `/api/graphql`: `data` and `errors`, which can come together. */
  graphql(query: string, variables: Readonly<Record<string, Json>>, asked: Asked): Promise<Json>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

/** One client for one pass. */
export function clientOf(io: GitlabIo): Client {
  const token = io.secret('token');
  if (!token) throw new SourceRefused(401, 'This source has no token for GitLab; set `token` to where it is found.');
  const base = io.config.url.replace(/\/+$/, '');
  const headers = { 'private-token': token, accept: 'application/json', 'user-agent': 'changeline' };
  let started: Instant | null = null;

  async function ask(url: string, init: RequestInit, asked: Asked): Promise<{ readonly data: Json; readonly headers: Headers }> {
    const response = await io.http.fetch(url, init).catch((error: unknown) => {
      throw failureOf(error, asked);
    });
    // Here and not after the body: another stream's later answer would move the clock past what this pass has seen.
    started ??= io.http.sourceTime();
    const data = await jsonIn(response);
    if (!response.ok) throw failureOf({ status: response.status, headers: response.headers, data }, asked);
    if (typeof data !== 'object' || data === null) throw unavailable(asked, 'it sent something that is no JSON');
    return { data, headers: response.headers };
  }

  return {
    async get(path, parameters, asked) {
      const { data, headers: told } = await ask(`${base}/api/v4${path}${queryOf(parameters)}`, { headers }, asked);
      const total = told.get('x-total');
      return { data, next: nextIn(told.get('link')), total: total && /^\d+$/.test(total) ? Number(total) : undefined };
    },
    async graphql(query, variables, asked) {
      const body = JSON.stringify({ query, variables });
      const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
      return (await ask(`${base}/api/graphql`, init, asked)).data;
    },
    startedAt: () => started,
  };
}

/** Null where it is none. */
async function jsonIn(response: Response): Promise<Json> {
  try {
    return (await response.json()) as Json;
  } catch {
    return null;
  }
}

function queryOf(parameters: Parameters): string {
  const entries = Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]);
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}

/** Only the parameters: the address in it is what the instance calls itself, which a proxy may not reach. */
function nextIn(link: string | null): Parameters | null {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return next === undefined ? null : Object.fromEntries(new URL(next, 'https://gitlab.invalid').searchParams);
}

/** The part of an answer that reading on needs. Throws `SourceUnavailable` when it is not there: then it is no answer of GitLab. */
export function expect<T>(schema: z.ZodType<T>, data: Json, asked: Asked): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw unavailable(asked, `its answer has no usable ${issue?.path.join('.') || 'content'} (${issue?.message ?? ''})`);
}

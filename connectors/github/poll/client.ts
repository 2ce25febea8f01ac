import { type Instant, type Io, type Json, SourceRefused } from '#contract';
import { Octokit } from '@octokit/rest';
import type { z } from 'zod';
import type { GithubConfig } from '../config.js';
import { type Asked, failureOf, unavailable } from './refusal.js';

export type GithubIo = Io<GithubConfig>;
type Parameters = Readonly<Record<string, string | number>>;

export interface Answer {
  readonly data: Json;
  readonly link: string;
}

export interface Client {
  /** Throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
  get(route: string, parameters: Parameters, asked: Asked): Promise<Answer>;
  /** The raw answer of `/graphql`: `data` and `errors`, which can come together. */
  post(query: string, variables: Readonly<Record<string, Json>>, asked: Asked): Promise<Json>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

/** One client for one pass. Octokit's retry and throttling are not in it: the handed-in HTTP does both. */
export function clientOf(io: GithubIo): Client {
  const auth = io.secret('token');
  if (!auth) throw new SourceRefused(401, 'This source has no token for GitHub; set `token` to where it is found.');
  let started: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await io.http.fetch(...request);
    // Here and not after the body: another stream's later answer would move the clock past what this pass has seen.
    started ??= io.http.sourceTime();
    return response;
  };
  const octokit = new Octokit({ auth, baseUrl: io.config.url, userAgent: 'changeline', request: { fetch }, log: SILENT });
  return {
    get: async (route, parameters, asked) => ask(() => octokit.request(`GET ${route}`, { ...parameters, headers: VERSION }), asked),
    post: async (query, variables, asked) => {
      const baseUrl = graphqlBase(io.config.url);
      const { data } = await ask(() => octokit.request('POST /graphql', { baseUrl, query, variables }), asked);
      return data;
    },
    startedAt: () => started,
  };
}

const VERSION = { 'x-github-api-version': '2022-11-28' };
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** An Enterprise Server has REST under /api/v3 and GraphQL under /api. */
function graphqlBase(url: string): string {
  return url.replace(/\/$/, '').replace(/\/api\/v3$/, '/api');
}

async function ask(send: () => Promise<{ data: unknown; headers: { link?: string } }>, asked: Asked): Promise<Answer> {
  const { data, headers } = await send().catch((error: unknown) => {
    throw failureOf(error, asked);
  });
  if (typeof data !== 'object' || data === null) throw unavailable(asked, 'it sent something that is no JSON');
  return { data: plain(data), link: headers.link ?? '' };
}

/** Octokit reads whole numbers above 2^53 as BigInt, which JSON cannot hold. */
function plain(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** The part of an answer that paging needs. Throws `SourceUnavailable` when it is not there: then it is no answer of GitHub. */
export function expect<T>(schema: z.ZodType<T>, data: Json, asked: Asked): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw unavailable(asked, `its answer has no usable ${issue?.path.join('.') ?? 'content'} (${issue?.message ?? ''})`, read.error);
}

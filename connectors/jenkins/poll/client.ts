import { type Instant, type Io, SourceRefused } from '#contract';
import type { z } from 'zod';
import type { JenkinsConfig } from '../config.js';
import { failure, unavailable } from './refusal.js';

export type JenkinsIo = Io<JenkinsConfig>;

/** Every member throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
export interface Client {
  /** Of a job or a build: `path` below the job, `tree` says which fields. */
  read<T>(job: string, path: string, schema: z.ZodType<T>, tree?: string): Promise<T>;
  /** Null where there is none: a plug-in that is not installed, a build that is gone. */
  readIfThere<T>(job: string, path: string, schema: z.ZodType<T>, tree?: string): Promise<T | null>;
  /** The log of a build, as HTML. */
  log(job: string, number: number): Promise<string>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

export function clientOf(io: JenkinsIo): Client {
  const token = io.secret('token');
  if (!token) throw new SourceRefused(401, 'This source has no token for Jenkins; set `token` to where it is found.');
  const root = io.config.url.replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${io.config.user}:${token}`).toString('base64')}`;
  let started: Instant | null = null;
  const ask = async (job: string, path: string, accept: string): Promise<Response> => {
    const response = await io.http.fetch(`${root}${pathOf(job)}/${path}`, { headers: { authorization, accept } });
    started ??= io.http.sourceTime();
    return response;
  };
  const get = async <T>(job: string, path: string, schema: z.ZodType<T>, tree: string | undefined): Promise<T | null> => {
    const what = `${path.split('/')[0] === 'api' ? '' : `${path} of `}the job ${job}`;
    const query = tree === undefined ? '' : `?tree=${encodeURIComponent(tree)}`;
    const response = await ask(job, `${path}${query}`, 'application/json');
    if (response.status === 404) return null;
    if (!response.ok) return failure(response, what);
    const result = schema.safeParse(await response.json().catch(() => null));
    if (!result.success) throw unavailable(what, 'it sent something else than was asked for, or no JSON');
    return result.data;
  };
  return {
    async read(job, path, schema, tree) {
      const found = await get(job, path, schema, tree);
      return found ?? failure(new Response(null, { status: 404 }), `the job ${job}`);
    },
    readIfThere: get,
    async log(job, number) {
      const response = await ask(job, `${String(number)}/logText/progressiveHtml?start=0`, 'text/html');
      return response.ok ? response.text() : failure(response, `the log of build ${String(number)} of the job ${job}`);
    },
    startedAt: () => started,
  };
}

/** `payments/deploy-pay` lies at `/job/payments/job/deploy-pay`. */
function pathOf(job: string): string {
  return job
    .split('/')
    .map((name) => `/job/${encodeURIComponent(name)}`)
    .join('');
}

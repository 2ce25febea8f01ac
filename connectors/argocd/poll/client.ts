import { type Instant, type Io, type Json, SourceRefused } from '#contract';
import { z } from 'zod';
import type { ArgocdConfig } from '../config.js';
import { APPLICATIONS, type Asked, failure, unavailable } from './refusal.js';

export type ArgocdIo = Io<ArgocdConfig>;

const listed = z.object({
  metadata: z.object({ resourceVersion: z.string().nullish() }).nullish(),
  // null where there is none: Go writes an empty list so.
  items: z.array(z.looseObject({ metadata: z.looseObject({ uid: z.string(), name: z.string() }) })).nullish(),
});
export type Listed = NonNullable<z.output<typeof listed>['items']>[number];

/** Every member throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
export interface Client {
  /** All of them in one answer: Argo CD has no pages. Those that the token may not get are left out without a word. */
  applications(): Promise<readonly Listed[]>;
  /** Null when it is not there, or not shown: Argo CD answers both alike. */
  application(name: string, namespace: string | null): Promise<Json | null>;
  /** Whether the token may get the applications of a project; `*`: of all. */
  mayGet(project: string): Promise<boolean>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

/** Throws `SourceRefused` where there is no token. */
export function authorization(io: ArgocdIo): string {
  const token = io.secret('token');
  if (token) return `Bearer ${token}`;
  throw new SourceRefused(401, 'This source has no token for Argo CD; set `token` to where it is found.');
}

/** Under the address of the API server. */
export function addressOf({ config }: ArgocdIo, path: string): string {
  return config.url.replace(/\/+$/, '') + path;
}

/** The query for the applications that are wanted. */
export function ofProjects({ config }: ArgocdIo): string {
  const projects = (config.projects ?? []).map((project) => `projects=${project}`);
  return projects.length === 0 ? '' : `?${projects.join('&')}`;
}

export function clientOf(io: ArgocdIo): Client {
  const headers = { authorization: authorization(io), accept: 'application/json' };
  let started: Instant | null = null;
  const ask = async (path: string): Promise<Response> => {
    const response = await io.http.fetch(addressOf(io, path), { headers });
    started ??= io.http.sourceTime();
    return response;
  };
  return {
    async applications() {
      const response = await ask(`/api/v1/applications${ofProjects(io)}`);
      return (await read(response, listed, APPLICATIONS)).items ?? [];
    },
    async application(name, namespace) {
      const response = await ask(`/api/v1/applications/${name}${namespace === null ? '' : `?appNamespace=${namespace}`}`);
      if (response.status === 403 || response.status === 404) return null;
      return (await read(response, z.looseObject({}), { ...APPLICATIONS, what: `the application ${name}` })) as Json;
    },
    async mayGet(project) {
      const response = await ask(`/api/v1/account/can-i/applications/get/${project}/*`);
      const about = { what: 'what the token may do', permission: APPLICATIONS.permission };
      return (await read(response, z.object({ value: z.enum(['yes', 'no']) }), about)).value === 'yes';
    },
    startedAt: () => started,
  };
}

async function read<T>(response: Response, schema: z.ZodType<T>, asked: Asked): Promise<T> {
  if (!response.ok) return failure(response, asked);
  const result = schema.safeParse(await response.json().catch(() => null));
  if (!result.success) throw unavailable(asked.what, 'it sent something that is no list of them in JSON');
  return result.data;
}

import { type Instant, type Json, SourceRefused } from '#contract';
import type { z } from 'zod';
import type { Client, JiraIo } from './asking.js';
import { dataCenterOf } from './data-center.js';
import { type Asked, failureOf, unavailable } from './refusal.js';

/** One client for one pass. Loaded here and not above: importing jira.js takes 0.3 s, also where no Jira is configured. */
export async function clientOf(io: JiraIo): Promise<Client> {
  if (io.config.dataCenter) return dataCenterClient(io);
  const authentication = authenticationOf(io);
  const [{ Version3Client }, { ServiceDeskClient }] = await Promise.all([import('jira.js/version3'), import('jira.js/serviceDesk')]);
  let started: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await io.http.fetch(...request);
    started ??= io.http.sourceTime();
    return response;
  };
  // `Request: null` makes axios hand over an address and options, which alone can be sent again.
  const baseRequestConfig = { adapter: 'fetch' as const, env: { fetch, Request: null, Response: null } };
  const config = { host: io.config.url.replace(/\/$/, ''), authentication, baseRequestConfig };
  const jira = new Version3Client(config);
  const desk = new ServiceDeskClient(config);
  return {
    search: ({ fields, ...search }, asked) =>
      ask(() => jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({ ...search, fields: [...fields] }), asked),
    issue: (id, fields, asked) => ask(() => jira.issues.getIssue({ issueIdOrKey: id, fields: [...fields] }), asked),
    changelog: (id, startAt, asked) => ask(() => jira.issues.getChangeLogs({ issueIdOrKey: id, startAt, maxResults: 100 }), asked),
    comments: (id, startAt, asked) =>
      ask(() => jira.issueComments.getComments({ issueIdOrKey: id, startAt, maxResults: 100, orderBy: 'created' }), asked),
    approvals: (id, start, asked) => ask(() => desk.request.getApprovals({ issueIdOrKey: id, start, limit: 50 }), asked),
    project: (project, asked) => ask(() => jira.projects.getProject({ projectIdOrKey: project }), asked),
    permissions: (projectKey, key, asked) => ask(() => jira.permissions.getMyPermissions({ projectKey, permissions: key }), asked),
    startedAt: () => started,
  };
}

function dataCenterClient(io: JiraIo): Client {
  let started: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await io.http.fetch(...request);
    started ??= io.http.sourceTime();
    return response;
  };
  return dataCenterOf({ ...io, http: { ...io.http, fetch } }, () => started);
}

function authenticationOf({ config, secret }: JiraIo) {
  const token = secret('token');
  if (!token) throw new SourceRefused(401, 'This source has no token for Jira; set `token` to where it is found.');
  const authentication = config.email ? { basic: { email: config.email, apiToken: token } } : { oauth2: { accessToken: token } };
  return authentication as { readonly basic: { readonly email: string; readonly apiToken: string } };
}

async function ask(send: () => Promise<unknown>, asked: Asked): Promise<Json> {
  const data = await send().catch((error: unknown) => {
    throw failureOf(error, asked);
  });
  if (typeof data !== 'object' || data === null) throw unavailable(asked, 'it sent something that is no JSON');
  return data as Json;
}

/** The part of an answer that reading on needs. Throws `SourceUnavailable` when it is not there: then it is no answer of Jira. */
export function expect<T>(schema: z.ZodType<T>, data: Json, asked: Asked): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw unavailable(asked, `its answer has no usable ${issue?.path.join('.') || 'content'} (${issue?.message ?? ''})`);
}

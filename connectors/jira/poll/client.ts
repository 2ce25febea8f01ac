import { type Instant, type Io, type Json, SourceRefused } from '#contract';
import type { z } from 'zod';
import type { JiraConfig } from '../config.js';
import { type Asked, failureOf, unavailable } from './refusal.js';

export type JiraIo = Io<JiraConfig>;

export interface Search {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly maxResults: number;
  readonly nextPageToken?: string;
}

/** Every member throws `SourceRefused` or `SourceUnavailable`; JSON that is none (HTML, half a page) is unavailable. */
export interface Client {
  search(search: Search, asked: Asked): Promise<Json>;
  issue(id: string, fields: readonly string[], asked: Asked): Promise<Json>;
  /** Oldest first. */
  changelog(id: string, startAt: number, asked: Asked): Promise<Json>;
  comments(id: string, startAt: number, asked: Asked): Promise<Json>;
  approvals(id: string, start: number, asked: Asked): Promise<Json>;
  project(id: string, asked: Asked): Promise<Json>;
  /** Whether the account has this permission in the project. */
  permissions(project: string, key: string, asked: Asked): Promise<Json>;
  /** The source's clock at the first answer of this pass. */
  startedAt(): Instant | null;
}

/** One client for one pass. Loaded here and not above: importing jira.js takes 0.3 s, also where no Jira is configured. */
export async function clientOf(io: JiraIo): Promise<Client> {
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

import { type Json, SourceRefused } from '#contract';
import { z } from 'zod';
import type { Client, JiraIo } from './asking.js';
import { type Asked, failureOf, unavailable } from './refusal.js';

type Query = Readonly<Record<string, string | number>>;

const searched = z.looseObject({ startAt: z.int(), total: z.int(), issues: z.array(z.looseObject({})) });
const history = z.looseObject({ id: z.string(), created: z.string() });
const expanded = z.object({ changelog: z.object({ histories: z.array(history) }) });

/**
 * The same client for a Data Center (docs.atlassian.com/software/jira/docs/api/REST): version 2 of the API, pages by numbers, the
 * changelog whole inside the issue, texts as wiki markup, and a personal access token.
 */
export function dataCenterOf({ config, secret, http }: JiraIo, startedAt: Client['startedAt']): Client {
  const token = secret('token');
  if (!token) throw new SourceRefused(401, 'This source has no token for Jira; set `token` to where it is found.');
  const get = async (path: string, query: Query, asked: Asked, headers: Readonly<Record<string, string>> = {}): Promise<Json> => {
    const parameters = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]));
    const address = `${config.url.replace(/\/$/, '')}/rest/${path}?${parameters.toString()}`;
    const own = { authorization: `Bearer ${token}`, accept: 'application/json', ...headers };
    const response = await http.fetch(address, { headers: own }).catch((error: unknown) => {
      throw failureOf(error, asked);
    });
    return bodyOf(response, asked);
  };
  const ofIssue = (id: string, rest = '') => `api/2/issue/${encodeURIComponent(id)}${rest}`;
  return {
    search: async ({ jql, fields, maxResults, nextPageToken }, asked) => {
      const startAt = Number(nextPageToken ?? 0);
      return pageAsInCloud(await get('api/2/search', { jql, fields: fields.join(','), maxResults, startAt }, asked), asked);
    },
    issue: (id, fields, asked) => get(ofIssue(id), { fields: fields.join(',') }, asked),
    changelog: async (id, startAt, asked) => {
      const data = await get(ofIssue(id), { fields: 'created', expand: 'changelog' }, asked);
      const all = [...checked(expanded, data, asked).changelog.histories].sort(oldestFirst);
      return { values: all.slice(startAt) as Json[], total: all.length };
    },
    comments: (id, startAt, asked) => get(ofIssue(id, '/comment'), { startAt, maxResults: 100, orderBy: 'created' }, asked),
    approvals: (id, start, asked) =>
      get(`servicedeskapi/request/${encodeURIComponent(id)}/approval`, { start, limit: 50 }, asked, { 'x-experimentalapi': 'opt-in' }),
    project: (project, asked) => get(`api/2/project/${encodeURIComponent(project)}`, {}, asked),
    // It has no parameter that names the permissions, and shows all.
    permissions: (projectKey, _key, asked) => get('api/2/mypermissions', { projectKey }, asked),
    startedAt,
  };
}

async function bodyOf(response: Response, asked: Asked): Promise<Json> {
  const data = (await response.json().catch(() => null)) as Json;
  if (!response.ok) {
    const headers = Object.fromEntries(response.headers);
    throw failureOf({ status: response.status, response: { data }, cause: { response: { headers } } }, asked);
  }
  if (typeof data !== 'object' || data === null) throw unavailable(asked, 'it sent something that is no JSON');
  return data;
}

/** Where the next page begins stands in for the token that leads there. */
function pageAsInCloud(data: Json, asked: Asked): Json {
  const { startAt, total, issues } = checked(searched, data, asked);
  const next = startAt + issues.length;
  const isLast = issues.length === 0 || next >= total;
  return { issues: issues as Json[], isLast, ...(isLast ? {} : { nextPageToken: String(next) }) };
}

function oldestFirst(a: z.output<typeof history>, b: z.output<typeof history>): number {
  return Date.parse(a.created) - Date.parse(b.created) || Number(a.id) - Number(b.id);
}

function checked<T>(schema: z.ZodType<T>, data: Json, asked: Asked): T {
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  throw unavailable(asked, `its answer has no usable ${read.error.issues[0]?.path.join('.') || 'content'}`);
}

import type { Jira, JiraIssue, JiraProject, JiraUser, JiraWorld } from '../../src/sample/index.js';
import { emptyJiraIssue, jiraSystemFields } from '../../src/sample/index.js';

export const EMAIL = 'hub@acme.example';
export const TOKEN = 'token-of-the-tests';
export const DOOR = { email: EMAIL, token: TOKEN };

const user = (accountId: string, displayName: string, timeZone: string): JiraUser => ({ accountId, displayName, active: true, timeZone });
export const HUB = 'hub-account';
export const ANA = 'ana-account';
export const BEN = 'ben-account';

/** `seconds` after the start of 2026. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
}

export function project(id: string, key: string, more: Partial<JiraProject> = {}): JiraProject {
  return { id, key, name: `Project ${key}`, formerKeys: [], type: 'software', ...more };
}

/** PAY-`number`, made `number` seconds after the start of 2026. */
export function ticket(number: number, more: Partial<JiraIssue> = {}): JiraIssue {
  return emptyJiraIssue({
    id: String(10_000 + number),
    key: `PAY-${number}`,
    projectId: '1',
    created: at(number),
    creator: ANA,
    fields: { summary: `Ticket ${number}`, status: '11', issuetype: '21' },
    ...more,
  });
}

export function statusChange(id: number, seconds: number, from: string, to: string): JiraIssue['histories'][number] {
  const item = { field: 'status', fieldtype: 'jira' as const, fieldId: 'status', from, fromString: `S${from}`, to, toString: `S${to}` };
  return { id: String(id), author: BEN, created: at(seconds), items: [item] };
}

/** A site with the project PAY and what `more` brings. */
export function siteOf(issues: JiraIssue[], more: Partial<JiraWorld> = {}): JiraWorld {
  return {
    me: HUB,
    users: [
      user(HUB, 'Hub', 'UTC'),
      user(ANA, 'Ana', 'Europe/Berlin'),
      { ...user(BEN, 'Ben', 'America/New_York'), emailAddress: 'ben@acme.example' },
    ],
    projects: [project('1', 'PAY')],
    statuses: [
      { id: '11', name: 'To Do', category: 'new' },
      { id: '12', name: 'Done', category: 'done' },
    ],
    issueTypes: [{ id: '21', name: 'Task', subtask: false }],
    fields: jiraSystemFields(),
    issues,
    links: [],
    denied: new Set(),
    ...more,
  };
}

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const BASIC = `Basic ${Buffer.from(`${EMAIL}:${TOKEN}`).toString('base64')}`;

export async function get(jira: Jira, path: string, headers: Record<string, string> = {}): Promise<Said> {
  const answer = await fetch(jira.url + path, { headers: { authorization: BASIC, ...headers } });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export async function post(jira: Jira, path: string, body: unknown): Promise<Said> {
  const headers = { authorization: BASIC, 'content-type': 'application/json' };
  const answer = await fetch(jira.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export interface Page {
  readonly issues: readonly { readonly id: string; readonly key?: string; readonly fields?: Record<string, unknown> }[];
  readonly nextPageToken?: string;
  readonly isLast: boolean;
}

export async function searched(jira: Jira, request: Record<string, unknown>): Promise<Page> {
  const said = await post(jira, '/rest/api/3/search/jql', request);
  if (said.status !== 200) throw new Error(`search answered ${said.status}: ${JSON.stringify(said.body)}`);
  return said.body as Page;
}

export async function ids(jira: Jira, request: Record<string, unknown>): Promise<string[]> {
  return (await searched(jira, request)).issues.map(({ id }) => id);
}

/** Ids page after page; `between` runs after each page. */
export async function everyId(jira: Jira, request: Record<string, unknown>, between: () => void = () => undefined): Promise<string[]> {
  const found: string[] = [];
  for (let token: string | undefined, isFirst = true; isFirst || token !== undefined; isFirst = false) {
    const page: Page = await searched(jira, token === undefined ? request : { ...request, nextPageToken: token });
    found.push(...page.issues.map(({ id }) => id));
    token = page.nextPageToken;
    between();
  }
  return found;
}

export function messageOf(said: Said): string {
  return (said.body as { errorMessages: string[] }).errorMessages.join(' ');
}

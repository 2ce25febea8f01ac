import type { Rows } from '../history/rows.js';
import { BadHistory, readRows } from '../history/rows.js';
import { systemFields } from './system-fields.js';
import type { Issue, Project, World } from './world.js';
import { emptyIssue } from './world.js';

export interface KeysAsked {
  /** Keys of the projects that this Jira has: `['MM', 'MI']`. */
  readonly projects: readonly string[];
}

/**
 * A git-history folder as the Jira that its people must have had: one issue for each key of the given projects that a
 * commit message or the title of a pull request mentions, made when it was first mentioned. Throws `BadHistory` when the
 * folder cannot be read or a project key is none.
 */
export async function jiraKeysFromHistory(folder: string, { projects }: KeysAsked): Promise<World> {
  const bad = projects.find((key) => !/^[A-Z][A-Z0-9_]+$/.test(key));
  if (bad !== undefined || projects.length === 0)
    throw new BadHistory(`Name at least one project key, in capitals: ${JSON.stringify(bad ?? null)} is none.`);
  const mentions = mentionsOf(await readRows(folder), keyPattern(projects));
  const made = projects.map((key, index): Project => ({ id: String(10_000 + index), key, name: key, formerKeys: [], type: 'software' }));
  return {
    me: ROBOT.accountId,
    users: [ROBOT],
    projects: made,
    statuses: [{ id: '1', name: 'Open', category: 'new' }],
    issueTypes: [{ id: '1', name: 'Task', subtask: false }],
    fields: systemFields(),
    issues: [...mentions].sort(byKey).map(([key, created], index) => issueOf(key, created, index, made)),
    links: [],
    denied: new Set(),
  };
}

// The folder names nobody; someone must hold the token.
const ROBOT = { accountId: 'changeline', displayName: 'Changeline', active: true, timeZone: 'UTC', accountType: 'app' as const };

// Wider than what correlation takes for a mention: an issue may exist that nothing leads to, never the other way round.
function keyPattern(projects: readonly string[]): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])(?:${projects.join('|')})-[1-9][0-9]{0,8}(?![0-9])`, 'g');
}

/** When each key was first mentioned. */
function mentionsOf({ commits, pullCommits, pulls }: Rows, pattern: RegExp): Map<string, string> {
  // A pull request that was never merged may have no time at all.
  const beginning = commits.map((row) => row.commit_time).sort()[0] ?? '1970-01-01T00:00:00Z';
  const texts = [
    ...commits.map(({ subject, body, commit_time: time }) => ({ text: `${subject}\n${body}`, time })),
    ...pullCommits.map(({ subject, commit_time: time }) => ({ text: subject, time })),
    ...pulls.map((pull) => ({ text: pull.title, time: pull.first_commit_authored_at ?? pull.merged_at ?? beginning })),
  ];
  const first = new Map<string, string>();
  for (const { text, time } of texts) for (const [key] of text.matchAll(pattern)) if (time < (first.get(key) ?? '~')) first.set(key, time);
  return first;
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function issueOf(key: string, created: string, index: number, projects: readonly Project[]): Issue {
  const project = projects.find((each) => key.startsWith(`${each.key}-`)) as Project;
  const fields = { summary: `Ticket ${key}`, status: '1', issuetype: '1' };
  return emptyIssue({ id: String(10_001 + index), key, projectId: project.id, created: new Date(created).toISOString(), fields });
}

import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import { historyObject, oldestFirst } from '../history-object.js';
import { issueObject } from '../issue-object.js';
import { parseJql } from '../jql/parse.js';
import { comparing, placeOf } from '../jql/place.js';
import { testOf } from '../jql/select.js';
import { BadJql } from '../jql/tokens.js';
import { isVisible } from '../lookup.js';
import { visibleProject } from '../lookup.js';
import type { Call } from './call.js';
import { listed, rangeOf } from './call.js';
import { ofIssue } from './issue.js';

/** GET /rest/api/2/search: pages by numbers, with a total; nothing is behind an index here. */
export function searchByNumbers(call: Call): Answer {
  const { view, query, nowMs } = call;
  const range = rangeOf(query, 1_000);
  if ('status' in range) return range;
  try {
    const asked = parseJql(query.get('jql') ?? '');
    const fits = testOf(asked, { world: view.world, zone: view.zone, nowMs });
    const compare = comparing(asked.order);
    const all = view.world.issues.filter((issue) => isVisible(view.world, issue) && fits(issue));
    const ordered = all.map((issue) => ({ issue, place: placeOf(issue) })).sort((a, b) => compare(a.place, b.place));
    const fields = query.has('fields') ? listed(query, 'fields') : ['*navigable'];
    const issues = ordered.slice(range.start, range.start + range.size).map(({ issue }) => issueObject(view, issue, fields));
    return ok({ expand: 'names,schema', startAt: range.start, maxResults: range.size, total: all.length, issues });
  } catch (error) {
    if (error instanceof BadJql) return refusal(400, error.message);
    throw error;
  }
}

/** GET /rest/api/2/issue/{idOrKey}: with `expand=changelog` the whole of it, oldest first. */
export const getIssueWhole = ofIssue(({ view, query }, issue) => {
  const fields = query.has('fields') ? listed(query, 'fields') : ['*all'];
  const histories = oldestFirst(issue).map((history) => historyObject(view, history));
  const changelog = { startAt: 0, maxResults: histories.length, total: histories.length, histories };
  return ok({ ...issueObject(view, issue, fields), ...(query.get('expand') === 'changelog' ? { changelog } : {}) });
});

/** GET /rest/api/2/mypermissions: all that there are; it has no parameter that names them. */
export function allPermissions({ view, query }: Call): Answer {
  const key = query.get('projectKey');
  if (key !== null && visibleProject(view.world, key) === undefined) return refusal(404, `No project could be found with key '${key}'.`);
  const of = (id: string, name: string) => ({ id, key: name, name, type: 'PROJECT', description: '', havePermission: true });
  return ok({ permissions: { BROWSE_PROJECTS: of('10', 'BROWSE_PROJECTS'), CREATE_ISSUES: of('11', 'CREATE_ISSUES') } });
}

/** A Data Center knows people by key and name, and no account ids. */
export function asDataCenter(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asDataCenter);
  if (typeof value !== 'object' || value === null) return value;
  const { accountId, accountType: _type, ...rest } = value as Record<string, unknown>;
  const own = typeof accountId === 'string' ? { ...rest, key: accountId, name: `user-${accountId}` } : (value as Record<string, unknown>);
  return Object.fromEntries(Object.entries(own).map(([name, inner]) => [name, asDataCenter(inner)]));
}

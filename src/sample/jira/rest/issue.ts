import type { Answer } from '../answer.js';
import { noIssue, ok, refusal } from '../answer.js';
import { embeddedChangelog, historyObject, oldestFirst } from '../history-object.js';
import { issueObject } from '../issue-object.js';
import { visibleIssue } from '../lookup.js';
import { commentObject } from '../objects.js';
import { selfOf } from '../view.js';
import type { Comment, Issue } from '../world.js';
import type { Call } from './call.js';
import { listed, rangeOf } from './call.js';

/** Answers of an issue that the path names by id, key or former key; 404 where it is gone or may not be seen. */
export function ofIssue(answer: (call: Call, issue: Issue) => Answer): (call: Call) => Answer {
  return (call) => {
    const issue = visibleIssue(call.view.world, call.names[0] as string);
    return issue === undefined ? noIssue() : answer(call, issue);
  };
}

/** GET /rest/api/3/issue/{idOrKey}: the issue under its present key, whatever key was asked for. */
export const getIssue = ofIssue(({ view, query }, issue) => {
  const expand = listed(query, 'expand');
  const unknown = expand.find((part) => part !== 'changelog');
  if (unknown !== undefined) return refusal(400, `expand can be changelog here, not "${unknown}".`);
  const fields = query.has('fields') ? listed(query, 'fields') : ['*all'];
  const changelog = expand.length > 0 ? { changelog: embeddedChangelog(view, issue) } : {};
  return ok({ ...issueObject(view, issue, fields), ...changelog });
});

const MOST_HISTORIES = 100;

/** GET …/changelog: oldest first, at most a hundred on a page. */
export const getChangelog = ofIssue(({ view, query }, issue) => {
  const range = rangeOf(query, MOST_HISTORIES);
  if ('status' in range) return range;
  const { start, size } = range;
  const all = oldestFirst(issue);
  const values = all.slice(start, start + size).map((history) => historyObject(view, history));
  const self = `${selfOf(view, 'issue', issue.id, 'changelog')}?maxResults=${size}&startAt=`;
  const isLast = start + values.length >= all.length;
  const nextPage = isLast ? {} : { nextPage: `${self}${start + size}` };
  return ok({ self: `${self}${start}`, ...nextPage, maxResults: size, startAt: start, total: all.length, isLast, values });
});

const MOST_COMMENTS = 100;

/** GET …/comment: oldest first unless `orderBy=-created`. */
export const getComments = ofIssue(({ view, query }, issue) => {
  const range = rangeOf(query, MOST_COMMENTS);
  if ('status' in range) return range;
  const orderBy = query.get('orderBy') ?? 'created';
  if (!/^[-+ ]?created$/.test(orderBy)) return refusal(400, `orderBy can be created, +created or -created, not "${orderBy}".`);
  const byAge = (a: Comment, b: Comment): number => Date.parse(a.created) - Date.parse(b.created) || Number(a.id) - Number(b.id);
  const all = [...issue.comments].sort((a, b) => (orderBy.startsWith('-') ? byAge(b, a) : byAge(a, b)));
  const comments = all.slice(range.start, range.start + range.size).map((comment) => commentObject(view, issue.id, comment));
  return ok({ startAt: range.start, maxResults: range.size, total: all.length, comments });
});

/** GET …/remotelink: all of them at once. */
export const getRemoteLinks = ofIssue(({ view }, issue) =>
  ok(
    issue.remoteLinks.map(({ id, globalId, relationship, url, title }) => ({
      id,
      self: selfOf(view, 'issue', issue.id, 'remotelink', String(id)),
      ...(globalId === undefined ? {} : { globalId }),
      application: {},
      ...(relationship === undefined ? {} : { relationship }),
      object: { url, title, icon: {}, status: { icon: {} } },
    })),
  ),
);

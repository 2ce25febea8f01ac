import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import { embeddedChangelog } from '../history-object.js';
import { issueObject } from '../issue-object.js';
import type { Query } from '../jql/parse.js';
import { parseJql } from '../jql/parse.js';
import type { Place } from '../jql/place.js';
import { comparing, placeOf } from '../jql/place.js';
import { testOf } from '../jql/select.js';
import { BadJql } from '../jql/tokens.js';
import { isVisible } from '../lookup.js';
import type { Shape } from '../objects.js';
import type { Issue } from '../world.js';
import type { Call } from './call.js';
import { placeIn, tokenOf } from './page-token.js';
import type { SearchRequest } from './search-request.js';
import { searchRequest } from './search-request.js';

// Jira fills a page of 5,000 with ids and keys alone, and says no more than "fewer" of the others; a hundred is what people see.
const MOST_WITH_FIELDS = 100;

/**
 * GET and POST /rest/api/3/search/jql: pages by the place of their last issue, so an issue that moves behind it comes
 * again and one that moves before it is not seen; no total; the index may lag behind the issues.
 */
export function search(call: Call, method: string): Answer {
  const request = searchRequest(call, method);
  if ('status' in request) return request;
  try {
    return pageOf(call, request, parseJql(request.jql));
  } catch (error) {
    if (error instanceof BadJql) return refusal(400, error.message);
    throw error;
  }
}

function pageOf(call: Call, request: SearchRequest, query: Query): Answer {
  const { jql, nextPageToken: token } = request;
  const after = token === undefined ? null : placeIn(token, jql, call.nowMs, call.indexing.tokenLifeMs);
  if (after === undefined) return refusal(400, 'The nextPageToken is invalid or has expired: it belongs to one query, for seven days.');
  const left = behind(call, request, query, after);
  const page = left.slice(0, sizeOf(request));
  const last = page.at(-1);
  const isLast = last === undefined || page.length === left.length;
  return ok({
    issues: page.map(({ issue }) => shown(call, request, issue)),
    ...(isLast ? {} : { nextPageToken: tokenOf(jql, last.place, call.nowMs) }),
    isLast,
  });
}

interface Placed {
  readonly issue: Issue;
  readonly place: Place;
}

function behind({ view, nowMs, indexing }: Call, { reconcileIssues }: SearchRequest, query: Query, after: Place | null): Placed[] {
  const fits = testOf(query, { world: view.world, zone: view.zone, nowMs });
  const isIndexed = (issue: Issue): boolean =>
    indexing.lagMs === 0 || Date.parse(issue.updated) <= nowMs - indexing.lagMs || reconcileIssues.includes(issue.id);
  const compare = comparing(query.order);
  return view.world.issues
    .filter((issue) => isVisible(view.world, issue) && isIndexed(issue) && fits(issue))
    .map((issue) => ({ issue, place: placeOf(issue) }))
    .filter(({ place }) => after === null || compare(place, after) > 0)
    .sort((a, b) => compare(a.place, b.place));
}

const isBrief = ({ fields, expand }: SearchRequest): boolean => expand.length === 0 && fields.every((id) => id === 'id' || id === 'key');

function sizeOf(request: SearchRequest): number {
  return isBrief(request) ? request.maxResults : Math.min(request.maxResults, MOST_WITH_FIELDS);
}

// The default is the id alone: not even the key.
function shown({ view }: Call, { fields, expand }: SearchRequest, issue: Issue): Shape {
  const changelog = expand.includes('changelog') ? { changelog: embeddedChangelog(view, issue) } : {};
  if (fields.every((id) => id === 'id')) return { id: issue.id, ...changelog };
  return { ...issueObject(view, issue, fields), ...changelog };
}

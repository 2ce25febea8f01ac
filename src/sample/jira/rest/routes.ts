import type { Answer } from '../answer.js';
import { deskRefusal, refusal } from '../answer.js';
import type { View } from '../view.js';
import { getApprovals } from './approvals.js';
import type { Call, Indexing } from './call.js';
import { allPermissions, asDataCenter, getIssueWhole, searchByNumbers } from './data-center.js';
import { getChangelog, getComments, getIssue, getRemoteLinks } from './issue.js';
import { search } from './search.js';
import { getFields, getMyPermissions, getMyself, getProject, getServerInfo, getStatuses } from './site.js';

interface Route {
  readonly path: RegExp;
  readonly methods: readonly string[];
  readonly query: readonly string[];
  readonly answer: (call: Call, method: string) => Answer;
}

const GET = ['GET'];
const SEARCH = ['jql', 'fields', 'expand', 'maxResults', 'nextPageToken', 'reconcileIssues'];
const PAGED = ['startAt', 'maxResults'];
const ROUTES: readonly Route[] = [
  { path: /^\/rest\/api\/3\/myself$/, methods: GET, query: [], answer: getMyself },
  { path: /^\/rest\/api\/3\/mypermissions$/, methods: GET, query: ['projectKey', 'permissions'], answer: getMyPermissions },
  { path: /^\/rest\/api\/3\/serverInfo$/, methods: GET, query: [], answer: getServerInfo },
  { path: /^\/rest\/api\/3\/field$/, methods: GET, query: [], answer: getFields },
  { path: /^\/rest\/api\/3\/status$/, methods: GET, query: [], answer: getStatuses },
  { path: /^\/rest\/api\/3\/project\/([^/]+)$/, methods: GET, query: [], answer: getProject },
  { path: /^\/rest\/api\/3\/search\/jql$/, methods: ['GET', 'POST'], query: SEARCH, answer: search },
  { path: /^\/rest\/api\/3\/issue\/([^/]+)$/, methods: GET, query: ['fields', 'expand'], answer: getIssue },
  { path: /^\/rest\/api\/3\/issue\/([^/]+)\/changelog$/, methods: GET, query: PAGED, answer: getChangelog },
  { path: /^\/rest\/api\/3\/issue\/([^/]+)\/comment$/, methods: GET, query: [...PAGED, 'orderBy'], answer: getComments },
  { path: /^\/rest\/api\/3\/issue\/([^/]+)\/remotelink$/, methods: GET, query: [], answer: getRemoteLinks },
  { path: /^\/rest\/servicedeskapi\/request\/([^/]+)\/approval$/, methods: GET, query: ['start', 'limit'], answer: getApprovals },
];
/** Of a Data Center, which has nothing of version 3. */
const DATA_CENTER: readonly Route[] = [
  { path: /^\/rest\/api\/2\/mypermissions$/, methods: GET, query: ['projectKey'], answer: allPermissions },
  { path: /^\/rest\/api\/2\/project\/([^/]+)$/, methods: GET, query: [], answer: getProject },
  { path: /^\/rest\/api\/2\/search$/, methods: GET, query: ['jql', 'fields', 'expand', 'maxResults', 'startAt'], answer: searchByNumbers },
  { path: /^\/rest\/api\/2\/issue\/([^/]+)$/, methods: GET, query: ['fields', 'expand'], answer: getIssueWhole },
  { path: /^\/rest\/api\/2\/issue\/([^/]+)\/comment$/, methods: GET, query: [...PAGED, 'orderBy'], answer: getComments },
  { path: /^\/rest\/servicedeskapi\/request\/([^/]+)\/approval$/, methods: GET, query: ['start', 'limit'], answer: getApprovals },
];
const REMOVED =
  'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046';

/** One request before its route is known. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

export function answerRest(view: View, indexing: Indexing, nowMs: number, { method, url, body }: Request): Answer {
  const { pathname, searchParams } = url;
  const isDesk = pathname.startsWith('/rest/servicedeskapi/');
  const refuse = (status: number, message: string): Answer =>
    isDesk ? deskRefusal(status, message, 'sd.error') : refusal(status, message);
  // Every method, with whatever parameters: nothing of it is left.
  if (view.version === 3 && pathname === '/rest/api/3/search') return refusal(410, REMOVED);
  for (const route of view.version === 3 ? ROUTES : DATA_CENTER) {
    const match = route.path.exec(pathname);
    if (match === null) continue;
    if (!route.methods.includes(method)) return refuse(405, 'Method Not Allowed');
    const allowed = method === 'POST' ? [] : route.query;
    const unknown = [...searchParams.keys()].filter((name) => !allowed.includes(name));
    if (unknown.length > 0) return refuse(400, `"${unknown.join('", "')}" is no parameter of this endpoint.`);
    const call = { view, names: match.slice(1).map(decodeURIComponent), query: searchParams, body, nowMs, indexing };
    const answer = route.answer(call, method);
    return view.version === 3 ? answer : { ...answer, body: asDataCenter(answer.body) };
  }
  return refuse(404, `No endpoint ${method} ${pathname}.`);
}

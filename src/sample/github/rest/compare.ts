import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Answer } from '../answer.js';
import { notFound, ok, refusal } from '../answer.js';
import { apiOf, htmlOf } from '../addresses.js';
import { diffOf } from '../files.js';
import { comparison } from '../graph.js';
import { commitOf, resolved } from '../lookup.js';
import type { Commit } from '../world.js';
import type { Call } from './call.js';
import { commitObject } from './commit.js';
import { fileObject } from './commit-files.js';
import { numbered } from './paging.js';

type CompareObject = RestEndpointMethodTypes['repos']['compareCommitsWithBasehead']['response']['data'];

const MOST_UNPAGED = 250;
/** For the whole comparison, and on its first page only. */
const MOST_FILES = 300;

/** GET …/compare/{base}...{head}: commits reachable from head and not from base, oldest first; 404 when a revision is unknown. */
export function compare(call: Call): Answer {
  const [base, head] = call.names.map((name) => resolved(call.repository, name));
  const found = base !== undefined && head !== undefined ? comparison(call.repository, base, head) : undefined;
  if (base === undefined || head === undefined || found === undefined) return notFound();
  if (found.mergeBase === null) return refusal(404, `No common ancestor between ${call.names[0]} and ${call.names[1]}.`);
  const all = [...found.ahead].reverse();
  const isPaged = call.query.has('page') || call.query.has('per_page');
  const { items, headers } = isPaged ? numbered(call, all) : { items: all.slice(-MOST_UNPAGED), headers: {} };
  const shape = (commit: Commit): CompareObject['commits'][number] => commitObject(call.addresses, call.repository, commit);
  const url = `${apiOf(call.addresses, call.repository)}/compare/${base}...${head}`;
  const html = `${htmlOf(call.addresses, call.repository)}/compare/${base}...${head}`;
  const body: CompareObject = {
    url,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: shape(commitOf(call.repository, base) as Commit),
    merge_base_commit: shape(found.mergeBase),
    status: statusOf(found.ahead.length, found.behind.length),
    ahead_by: found.ahead.length,
    behind_by: found.behind.length,
    total_commits: found.ahead.length,
    commits: items.map(shape),
    ...(first(call) ? filesOf(diffOf(found.ahead), MOST_FILES) : {}),
  };
  return ok(body, headers);
}

function first(call: Call): boolean {
  return Number(call.query.get('page') ?? '1') === 1;
}

function filesOf(files: ReturnType<typeof diffOf>, most: number): Pick<CompareObject, 'files'> {
  return files === null ? {} : { files: files.slice(0, most).map(fileObject) };
}

function statusOf(ahead: number, behind: number): CompareObject['status'] {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

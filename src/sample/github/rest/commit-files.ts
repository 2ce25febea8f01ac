import { createHash } from 'node:crypto';
import type { RestEndpointMethodTypes } from '@octokit/rest';
import { type Answer, ok, refusal } from '../answer.js';
import { filesOfCommit } from '../files.js';
import { commitOf, resolved } from '../lookup.js';
import type { CommitFile } from '../world.js';
import type { Call } from './call.js';
import { commitObject } from './commit.js';
import { linkHeader } from './paging.js';

type FileObject = NonNullable<RestEndpointMethodTypes['repos']['getCommit']['response']['data']['files']>[number];

const A_PAGE = 300;
/** What is beyond is never shown, and no word says so. */
const MOST = 3_000;

/** GET …/commits/{ref}: the commit with 300 of its files a page, 3,000 in all; 422 when nothing is called so. */
export function commitWithFiles(call: Call): Answer {
  const sha = resolved(call.repository, call.names[0] ?? '');
  const commit = sha === undefined ? undefined : commitOf(call.repository, sha);
  if (commit === undefined) return refusal(422, `No commit found for SHA: ${call.names[0]}`);
  const all = filesOfCommit(call.repository, commit)?.slice(0, MOST);
  const page = Math.max(1, Number.parseInt(call.query.get('page') ?? '1', 10) || 1);
  const last = Math.max(1, Math.ceil((all?.length ?? 0) / A_PAGE));
  const next =
    page < last ? linkHeader(call, [['next', { page: String(page + 1) }] as const, ['last', { page: String(last) }] as const]) : {};
  const shown = all?.slice((page - 1) * A_PAGE, page * A_PAGE).map(fileObject);
  return ok({ ...commitObject(call.addresses, call.repository, commit), ...(shown ? { files: shown } : {}) }, next);
}

export function fileObject({ path, status = 'modified', from }: CommitFile): FileObject {
  const sha = createHash('sha1').update(path).digest('hex');
  const common = { sha, filename: path, additions: 1, deletions: 1, changes: 2, blob_url: '', raw_url: '', contents_url: '' };
  return from === undefined ? { ...common, status } : { ...common, status: 'renamed', previous_filename: from };
}

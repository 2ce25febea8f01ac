import { apiOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { notFound } from '../answer.js';
import { resolved } from '../lookup.js';
import type { CommitStatus } from '../checks.js';
import { accountOrNull } from './account.js';
import type { Call } from './call.js';
import { numberedList } from './paging.js';

/** GET …/commits/{ref}/statuses: every setting of every status, newest first. */
export function listStatusesOfCommit(call: Call): Answer {
  const sha = resolved(call.repository, call.names[0] ?? '');
  if (sha === undefined) return notFound();
  const all = call.repository.statuses.filter((status) => status.sha === sha).reverse();
  return numberedList(call, all, (status) => commitStatusObject(call, status));
}

export function commitStatusObject(
  { addresses, repository }: Pick<Call, 'addresses' | 'repository'>,
  status: CommitStatus,
): Record<string, unknown> {
  return {
    url: `${apiOf(addresses, repository)}/statuses/${status.sha}`,
    avatar_url: null,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: null,
    target_url: null,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: accountOrNull(addresses, status.creator),
  };
}

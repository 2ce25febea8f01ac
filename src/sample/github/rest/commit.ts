import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Addresses } from '../addresses.js';
import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Account } from '../account.js';
import type { Commit, Repository } from '../world.js';
import { accountOrNull } from './account.js';

type CommitObject = RestEndpointMethodTypes['repos']['getCommit']['response']['data'];

/** The signature in a commit: what the author typed, made up from his account; nothing where none is known. */
export function signature(account: Account | null): { name?: string; email?: string } {
  return account === null ? {} : { name: account.login, email: account.email ?? `${account.id}+${account.login}@users.noreply.github.com` };
}

export function commitObject(addresses: Addresses, repository: Repository, commit: Commit): CommitObject {
  const [api, html] = [apiOf(addresses, repository), htmlOf(addresses, repository)];
  const url = `${api}/commits/${commit.sha}`;
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', repository.id, commit.sha),
    url,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.sha}`,
      author: { ...signature(commit.author), date: commit.authoredAt },
      committer: { ...signature(commit.committer), date: commit.committedAt },
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    author: accountOrNull(addresses, commit.author),
    committer: accountOrNull(addresses, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
  };
}

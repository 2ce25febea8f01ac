import { apiOf, htmlOf, nodeId } from '../addresses.js';
import { accountOrNull, accountObject } from '../rest/account.js';
import { webhookRepository } from '../rest/repository.js';
import type { Pull } from '../world.js';
import type { Scene } from './frame.js';

/** A pull request as webhooks bear it; a review's payload bears less of it (`simple`). */
export function simplePull(scene: Scene, pull: Pull): Record<string, unknown> {
  const { addresses, repository } = scene;
  const api = `${apiOf(addresses, repository)}/pulls/${pull.number}`;
  const issue = `${apiOf(addresses, repository)}/issues/${pull.number}`;
  const html = `${htmlOf(addresses, repository)}/pull/${pull.number}`;
  const urls = links(scene, pull);
  return {
    url: api,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    user: accountOrNull(addresses, pull.author),
    body: pull.body === '' ? null : pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: urls['commits'],
    review_comments_url: urls['review_comments'],
    review_comment_url: urls['review_comment'],
    comments_url: urls['comments'],
    statuses_url: urls['statuses'],
    head: end(scene, pull.head),
    base: end(scene, pull.base),
    _links: Object.fromEntries(Object.entries(urls).map(([name, href]) => [name, { href }])),
    author_association: 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** With merge state and counts, as `pull_request` bears it. */
export function fullPull(scene: Scene, pull: Pull): Record<string, unknown> {
  return {
    ...simplePull(scene, pull),
    merged: pull.state === 'MERGED',
    mergeable: null,
    rebaseable: null,
    mergeable_state: 'unknown',
    merged_by: accountOrNull(scene.addresses, pull.mergedBy),
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits.length,
    additions: 1,
    deletions: 1,
    changed_files: 1,
  };
}

function links({ addresses, repository }: Scene, pull: Pull): Record<string, string> {
  const api = apiOf(addresses, repository);
  return {
    self: `${api}/pulls/${pull.number}`,
    html: `${htmlOf(addresses, repository)}/pull/${pull.number}`,
    issue: `${api}/issues/${pull.number}`,
    comments: `${api}/issues/${pull.number}/comments`,
    review_comments: `${api}/pulls/${pull.number}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${api}/pulls/${pull.number}/commits`,
    statuses: `${api}/statuses/${pull.head.sha}`,
  };
}

function end(scene: Scene, { ref, sha }: { ref: string; sha: string }): Record<string, unknown> {
  const { addresses, repository } = scene;
  const repo = {
    ...webhookRepository(addresses, repository, 'pull_request'),
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    delete_branch_on_merge: false,
    allow_auto_merge: false,
    allow_update_branch: false,
  };
  return { label: `${repository.owner.login}:${ref}`, ref, sha, user: accountObject(addresses, repository.owner), repo };
}

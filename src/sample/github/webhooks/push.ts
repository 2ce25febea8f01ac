import { htmlOf } from '../addresses.js';
import { comparison, historyOf } from '../graph.js';
import { commitOf } from '../lookup.js';
import { signature } from '../rest/commit.js';
import type { Account } from '../account.js';
import type { Activity, Commit, CommitFile } from '../world.js';
import { NO_COMMIT } from '../world.js';
import type { Payload, Scene } from './frame.js';
import { framed } from './frame.js';

// https://docs.github.com/webhooks/webhook-events-and-payloads#push
const MOST_COMMITS = 2048;
const MOST_FILES = 3000;

/**
 * The push that an activity of the repository tells of: the same ref, before and after. Its time stands only in
 * `repository.pushed_at`, in epoch seconds, so the world's `pushedAt` is that of the activity while it is sent.
 */
export function pushPayload(scene: Scene, activity: Activity): Payload {
  const { ref, before, after } = activity;
  const moment: Scene = { ...scene, repository: { ...scene.repository, pushedAt: activity.timestamp } };
  const commits = pushed(scene, before, after);
  const head = commitOf(scene.repository, after);
  const pusher = activity.actor ?? scene.repository.owner;
  return framed({ sender: pusher, ...moment }, 'push', {
    ref,
    before,
    after,
    created: before === NO_COMMIT,
    deleted: after === NO_COMMIT,
    forced: activity.type === 'force_push',
    base_ref: null,
    compare: `${htmlOf(scene.addresses, scene.repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: commits.map((commit) => pushedCommit(scene, commit)),
    head_commit: head ? pushedCommit(scene, head) : null,
    pusher: { name: pusher.login, email: signature(pusher).email ?? null },
  });
}

function pushed({ repository }: Scene, before: string, after: string): Commit[] {
  if (after === NO_COMMIT) return [];
  const created = before === NO_COMMIT ? historyOf(repository, after)?.page(0, MOST_COMMITS) : undefined;
  const found = created ?? comparison(repository, before, after)?.ahead ?? [];
  return found.slice(0, MOST_COMMITS).reverse();
}

function gitUser(account: Account | null): Record<string, unknown> {
  const { name, email } = signature(account);
  return { name: name ?? 'unknown', email: email ?? null, ...(account ? { username: account.login } : {}) };
}

/** A renamed file was removed under one name and added under another. */
function changedPaths({ files = [], parents }: Commit): Record<'added' | 'removed' | 'modified', readonly string[]> {
  // What the lists of a merge hold is documented nowhere; nobody may rely on them.
  const shown = parents.length > 1 ? [] : files.slice(0, MOST_FILES);
  const those = (wanted: CommitFile['status']) => shown.filter(({ status = 'modified', from }) => !from && status === wanted);
  const renamed = shown.flatMap(({ path, from }) => (from === undefined ? [] : [{ path, from }]));
  return {
    added: [...those('added'), ...renamed].map(({ path }) => path),
    removed: [...those('removed').map(({ path }) => path), ...renamed.map(({ from }) => from)],
    modified: those('modified').map(({ path }) => path),
  };
}

// No parents: the webhook does not bear them.
function pushedCommit({ addresses, repository }: Scene, commit: Commit): Record<string, unknown> {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committedAt,
    url: `${htmlOf(addresses, repository)}/commit/${commit.sha}`,
    author: gitUser(commit.author),
    committer: gitUser(commit.committer),
    ...changedPaths(commit),
  };
}

/** The push of a tag (`before` all zeros: created; `after` all zeros: deleted); an annotated tag is named by its object. */
export function tagPushPayload(
  scene: Scene,
  tag: { name: string; before: string; after: string; commit: string | null; pushedAt: string },
): Payload {
  const head = tag.commit === null ? undefined : commitOf(scene.repository, tag.commit);
  const pusher = scene.sender ?? scene.repository.owner;
  return framed({ ...scene, repository: { ...scene.repository, pushedAt: tag.pushedAt } }, 'push', {
    ref: `refs/tags/${tag.name}`,
    before: tag.before,
    after: tag.after,
    created: tag.before === NO_COMMIT,
    deleted: tag.after === NO_COMMIT,
    forced: tag.before !== NO_COMMIT && tag.after !== NO_COMMIT,
    base_ref: null,
    compare: `${htmlOf(scene.addresses, scene.repository)}/compare/${tag.name}`,
    commits: [],
    head_commit: head ? pushedCommit(scene, head) : null,
    pusher: { name: pusher.login, email: signature(pusher).email ?? null },
  });
}

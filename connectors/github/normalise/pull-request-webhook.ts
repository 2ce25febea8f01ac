import { type Draft, type Json, type Normalised } from '#contract';
import { readAs, webhooks } from '../wire.js';
import type { PullRequestEvent } from '../wire/webhooks.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';
import { aimed, described, ended, headed, opened, type PullRequest, titled } from './pull-request.js';

/** The actions that change something we record. The others carry the pull request, too, but perhaps late and stale. */
export const TELLING = ['opened', 'synchronize', 'edited', 'closed', 'reopened'];

export function fromPullRequestWebhook(payload: Json): Normalised {
  const event = readAs(webhooks.pullRequestEvent, payload, 'pull_request webhook');
  if (!TELLING.includes(event.action)) {
    return { ignored: `pull_request ${event.action} changes neither head, title, base nor state of the pull request.` };
  }
  return { events: factsOf(event) };
}

function factsOf(event: PullRequestEvent): Draft[] {
  const { action, changes } = event;
  const pull = pullOf(event);
  const updatedAt = moment(event.pull_request.updated_at);
  const created = action === 'opened' ? moment(pull.createdAt) : null;
  const edited = (what: unknown) => (action === 'edited' && what !== undefined ? updatedAt : created);
  const sender = restAccount(event.sender);
  const pushed = action === 'synchronize';
  return [
    opened(pull),
    headed(pull, pushed ? updatedAt : created, pushed && sender ? { pusher: sender } : {}),
    titled(pull, {
      title: event.pull_request.title,
      from: edited(changes?.title),
      by: action === 'edited' ? sender : pull.opener,
    }),
    ...described(pull, {
      description: event.pull_request.body,
      from: edited(changes?.body),
      by: action === 'edited' && changes?.body !== undefined ? sender : pull.opener,
    }),
    aimed(pull, edited(changes?.base)),
    // `reopened` is minted by the poll alone, whose timeline has its exact time; this webhook wakes that poll.
    ...ended(pull),
  ];
}

function pullOf({ pull_request: pull, repository }: PullRequestEvent): PullRequest {
  const merged = pull.merged_at ? { at: pull.merged_at, by: restAccount(pull.merged_by), commit: pull.merge_commit_sha ?? null } : null;
  return {
    id: pull.id,
    repository: repository.id,
    number: pull.number,
    opener: restAccount(pull.user),
    createdAt: pull.created_at,
    head: pull.head.sha,
    branch: pull.head.ref,
    base: pull.base.ref,
    closedAt: pull.closed_at ?? null,
    merged,
  };
}

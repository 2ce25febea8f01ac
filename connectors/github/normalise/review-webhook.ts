import { type Json, MalformedRecord, type Normalised } from '#contract';
import { readAs, webhooks } from '../wire.js';
import { momentOrNull } from './moment.js';
import { restAccount } from './people.js';
import { dismissed, submitted } from './review.js';

export function fromReviewWebhook(payload: Json): Normalised {
  const event = readAs(webhooks.reviewEvent, payload, 'pull_request_review webhook');
  const { review, pull_request: pull } = event;
  const state = review.state.toUpperCase();
  const named = { id: review.id, pullRequest: pull.id, repository: event.repository.id };
  if (event.action === 'dismissed') {
    // What the review said before is not in this payload; the poll that it wakes reads it.
    return { events: [dismissed({ ...named, by: restAccount(event.sender), at: momentOrNull(review.updated_at) })] };
  }
  if (state === 'PENDING') return { ignored: 'a pending review is a draft that only its author sees.' };
  if (state === 'DISMISSED') return { ignored: 'an edit of a dismissed review does not say what the review was before.' };
  if (event.action !== 'submitted' && event.action !== 'edited') {
    return { ignored: `pull_request_review ${event.action} is no decision of a reviewer.` };
  }
  if (!review.submitted_at) throw undated(review.id);
  const fact = submitted({
    ...named,
    reviewer: restAccount(review.user),
    state,
    commit: review.commit_id ?? null,
    submittedAt: review.submitted_at,
  });
  return { events: [fact] };
}

function undated(review: string): MalformedRecord {
  return new MalformedRecord(
    'review.submitted_at',
    `review.submitted_at is missing of review ${review}, which is not pending; look at the kept payload.`,
  );
}

import { type AccountMark, type Draft, type Interval, ref } from '#contract';
import { moment } from './moment.js';

export interface Review {
  readonly id: string;
  readonly pullRequest: string;
  readonly repository: string;
  readonly reviewer: AccountMark | null;
  /** In capitals, as GraphQL writes it; webhooks write it small. */
  readonly state: string;
  readonly commit: string | null;
  readonly submittedAt: string;
}

export function submitted(review: Review): Draft {
  return {
    type: 'review.submitted',
    subject: ref('review', review.id),
    identity: { kind: 'review', natural: [review.id], transition: 'submitted' },
    occurredAt: moment(review.submittedAt),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', review.repository),
      pullRequest: ref('pull_request', review.pullRequest),
      reviewer: review.reviewer,
      state: review.state,
      commit: review.commit,
    },
    mentions: review.commit ? [{ names: ref('commit', review.repository, review.commit), method: 'RELATION', place: 'commit' }] : [],
  };
}

export interface Dismissal extends Pick<Review, 'id' | 'pullRequest' | 'repository'> {
  readonly by: AccountMark | null;
  readonly at: Interval | null;
}

export function dismissed({ id, pullRequest, repository, by, at }: Dismissal): Draft {
  return {
    type: 'review.dismissed',
    subject: ref('review', id),
    identity: { kind: 'review', natural: [id], transition: 'dismissed' },
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { repository: ref('repository', repository), review: ref('review', id), pullRequest: ref('pull_request', pullRequest), by },
  };
}

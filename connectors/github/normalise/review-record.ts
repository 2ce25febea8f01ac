import { type Draft, MalformedRecord } from '#contract';
import type { GraphqlPullRequest } from '../wire/graphql.js';
import { moment } from './moment.js';
import { graphqlAccount } from './people.js';
import { dismissed, submitted } from './review.js';

type ReviewNode = NonNullable<GraphqlPullRequest['reviews']>['nodes'][number];

/** Pending reviews are drafts that only their author sees; they are nobody's decision yet. */
export function reviewsOf(node: GraphqlPullRequest): Draft[] {
  const sent = node.reviews?.nodes.filter((review) => review.state !== 'PENDING' && review.submittedAt) ?? [];
  return sent.flatMap((review) => factsOf(node, review));
}

function factsOf(node: GraphqlPullRequest, review: ReviewNode): Draft[] {
  const dismissal = dismissalOf(node, review.databaseId);
  const state = review.state === 'DISMISSED' ? dismissal?.previousReviewState : review.state;
  if (!state) throw lost(node.number, review.databaseId);
  const named = { id: review.databaseId, pullRequest: node.databaseId, repository: node.repository.databaseId };
  const given = submitted({
    ...named,
    reviewer: graphqlAccount(review.author),
    state,
    commit: review.commit?.oid ?? null,
    submittedAt: review.submittedAt ?? '',
  });
  if (!dismissal) return [given];
  return [given, dismissed({ ...named, by: graphqlAccount(dismissal.actor), at: moment(dismissal.createdAt) })];
}

function dismissalOf(node: GraphqlPullRequest, review: string) {
  const items = node.timelineItems?.nodes.filter((item) => item.__typename === 'ReviewDismissedEvent');
  return items?.find((item) => item.review?.databaseId === review);
}

// Neither approved nor not approved may be guessed here: a quarantined record keeps the answer open.
function lost(number: number, review: string): MalformedRecord {
  return new MalformedRecord(
    'timelineItems',
    `Review ${review} of pull request #${String(number)} was dismissed, but the timeline does not say what it was before. ` +
      'Give the token "Pull requests: read" and "Issues: read", then read the pull request again.',
  );
}

import { htmlOf, nodeId } from '../addresses.js';
import { commitOf } from '../lookup.js';
import type { Pull, Review } from '../world.js';
import { actor } from './account.js';
import type { Connection, PageArguments } from './connection.js';
import { connection } from './connection.js';
import type { Place } from './context.js';
import { demand, isGiven } from './context.js';
import { timelineItems } from './resolve-timeline.js';

export function pullNode(place: Place, pull: Pull): unknown {
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    // `Int` ends at 2^31 - 1, as at GitHub: above it only fullDatabaseId answers.
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    url: `${htmlOf(place.addresses, place.repository)}/pull/${pull.number}`,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    isDraft: pull.draft,
    closed: pull.state !== 'OPEN',
    merged: pull.state === 'MERGED',
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt,
    mergedAt: pull.mergedAt,
    author: () => actor(place.addresses, pull.author),
    mergedBy: () => actor(place.addresses, pull.mergedBy),
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    baseRepository: () => place.nodes.repository(place),
    headRepository: () => place.nodes.repository(place),
    isCrossRepository: false,
    mergeCommit: () => (pull.mergeCommit === null ? null : place.nodes.commitBySha(place, pull.mergeCommit)),
    repository: () => place.nodes.repository(place),
    commits: (args: PageArguments) => commits(place, pull, args),
    reviews: (args: ReviewArguments) => reviews(place, pull, args),
    timelineItems: (args: PageArguments & { itemTypes?: string[] | null }) => timelineItems(place, pull, args),
  };
}

function commits(place: Place, pull: Pull, args: PageArguments): Connection {
  const items = pull.commits.flatMap((sha, index) => {
    const commit = commitOf(place.repository, sha);
    return commit ? [{ commit, index }] : [];
  });
  const node = ({ commit }: (typeof items)[number]): unknown => ({
    id: nodeId('PullRequestCommit', pull.id, commit.sha),
    commit: () => place.nodes.commit(place, commit),
    pullRequest: () => pullNode(place, pull),
  });
  // Where the list is cut, the count still tells of all.
  return { ...connection({ ordering: 'commits', items, key: ({ index }) => [index], node }, args), totalCount: pull.commits.length };
}

interface ReviewArguments extends PageArguments {
  readonly author?: string | null;
  readonly states?: readonly string[] | null;
}

function reviews(place: Place, pull: Pull, args: ReviewArguments): Connection {
  demand(place, 'reviews');
  const items = pull.reviews.filter(
    (review) =>
      (!isGiven(args.states) || args.states.includes(review.state)) && (!isGiven(args.author) || review.author?.login === args.author),
  );
  return connection({ ordering: 'reviews', items, key: ({ id }) => [id], node: (review) => reviewNode(place, pull, review) }, args);
}

export function reviewNode(place: Place, pull: Pull, review: Review): unknown {
  const at = review.submittedAt ?? pull.updatedAt;
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    state: review.state,
    body: review.body,
    url: `${htmlOf(place.addresses, place.repository)}/pull/${pull.number}#pullrequestreview-${review.id}`,
    createdAt: at,
    submittedAt: review.submittedAt,
    updatedAt: at,
    author: () => actor(place.addresses, review.author),
    commit: () => place.nodes.commitBySha(place, review.commit),
    pullRequest: () => pullNode(place, pull),
  };
}

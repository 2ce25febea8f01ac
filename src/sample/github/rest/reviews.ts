import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Addresses } from '../addresses.js';
import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { notFound } from '../answer.js';
import { pullOf } from '../lookup.js';
import type { Pull, Repository, Review } from '../world.js';
import { accountOrNull } from './account.js';
import type { Call } from './call.js';
import { numberedList } from './paging.js';

type ReviewObject = RestEndpointMethodTypes['pulls']['listReviews']['response']['data'][number];

/** GET …/pulls/{n}/reviews, oldest first; states in upper case, no time of a dismissal. */
export function listReviews(call: Call): Answer {
  const pull = pullOf(call.repository, Number(call.names[0]));
  if (pull === undefined) return notFound();
  return numberedList(call, pull.reviews, (review) => reviewObject(call.addresses, call.repository, pull, review));
}

export function reviewObject(addresses: Addresses, repository: Repository, pull: Pull, review: Review): ReviewObject {
  const html = `${htmlOf(addresses, repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const api = `${apiOf(addresses, repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: accountOrNull(addresses, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: api,
    author_association: 'MEMBER',
    _links: { html: { href: html }, pull_request: { href: api } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}

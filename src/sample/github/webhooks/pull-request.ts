import { reviewObject } from '../rest/reviews.js';
import type { Pull, Review } from '../world.js';
import type { Payload, Scene } from './frame.js';
import { framed } from './frame.js';
import { fullPull, simplePull } from './pull-object.js';

export type PullAction =
  | { readonly action: 'opened' | 'closed' | 'reopened' | 'ready_for_review' | 'converted_to_draft' }
  | { readonly action: 'synchronize'; readonly before: string; readonly after: string }
  | {
      readonly action: 'edited';
      readonly changes: { title?: { from: string }; body?: { from: string }; base?: { ref: { from: string }; sha: { from: string } } };
    };

/** `pull_request`, of a pull request as the world has it at that moment. */
export function pullRequestPayload(scene: Scene, pull: Pull, action: PullAction): Payload {
  const sender = scene.sender ?? pull.author ?? scene.repository.owner;
  const { action: name, ...own } = action;
  return framed({ ...scene, sender }, 'pull_request', { action: name, number: pull.number, pull_request: fullPull(scene, pull), ...own });
}

/** `pull_request_review`: states in lower case, and in a dismissal neither the earlier state nor a time. */
export function reviewPayload(scene: Scene, pull: Pull, review: Review, action: 'submitted' | 'dismissed'): Payload {
  const shape = reviewObject(scene.addresses, scene.repository, pull, review);
  const body = shape.body === '' ? null : shape.body;
  const state = (action === 'dismissed' ? 'DISMISSED' : review.state).toLowerCase();
  const sender = scene.sender ?? review.author ?? scene.repository.owner;
  return framed({ ...scene, sender }, 'pull_request_review', {
    action,
    review: { ...shape, body, state },
    pull_request: simplePull(scene, pull),
  });
}

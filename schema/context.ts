import type { Hub, OneMoment, Viewer } from '../src/read/index.js';
import { newLoaders, type Loaders } from './loaders.js';

/** What every resolver may use: who asks, of which hub, and the batches of this question. */
export interface ApiContext {
  readonly viewer: Viewer;
  readonly hub: Hub;
  readonly loaders: Loaders;
  /** Where a connection that broke goes on; it comes before what the subscription says in `after`. */
  readonly resumeAfter: number | null;
  /** The contexts of the root fields, by their keys in the answer, that were asked as of a past moment. */
  readonly moments: Map<string | number, ApiContext>;
  /** What has all statements of a question find the same moment; null where each is of its own. */
  readonly moment: OneMoment | null;
}

interface Life {
  readonly life: 'QUESTION' | 'SUBSCRIPTION';
  readonly resumeAfter?: number | null;
  readonly moment?: OneMoment | null;
}

/** One for each question; a subscription keeps none between two messages, so that news are read anew. */
export function newContext(hub: Hub, viewer: Viewer, { life, resumeAfter = null, moment = null }: Life = { life: 'QUESTION' }): ApiContext {
  return { hub, viewer, loaders: newLoaders(hub.sql, viewer, life === 'QUESTION'), resumeAfter, moments: new Map(), moment };
}

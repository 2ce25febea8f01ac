import { approvals } from './stories/approvals.js';
import { approvers } from './stories/approvers.js';
import { builds } from './stories/builds.js';
import { emergencies } from './stories/emergencies.js';
import { infrastructure } from './stories/infrastructure.js';
import { integrity } from './stories/integrity.js';
import { live } from './stories/live.js';
import { records } from './stories/records.js';
import { requests } from './stories/requests.js';
import { reviews } from './stories/reviews.js';
import { rollouts } from './stories/rollouts.js';
import { shipping } from './stories/shipping.js';
import { traces } from './stories/traces.js';
import type { Begun, Story } from './story.js';

/** In the order in which they happened, one on each working day: nothing of a story is carried by the deployment of another. */
export const stories: readonly Story[] = [
  ...approvals,
  ...emergencies,
  ...approvers,
  ...reviews,
  ...traces,
  ...rollouts,
  ...requests,
  ...records,
  ...builds,
  ...integrity,
  ...shipping,
  ...infrastructure,
];

/** Within the last hour: these come as webhooks. */
export const today: readonly (Story | Begun)[] = live;

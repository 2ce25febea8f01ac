// Comes in: a world as plain data, or a git-history folder that becomes one.
// Goes out: a strict stand-in of GitHub that serves it over HTTP, and signed webhooks that agree with what it serves.
// Never: touches the hub's database, invents what the data lacks, or talks to anything but 127.0.0.1.
export { startGitHub } from './github/server.js';
export type { GitHub, GitHubOptions, SeenRequest } from './github/server.js';
export type { Asked, Fault, FaultPlan } from './github/faults.js';
export type { LimitOptions, Secondary } from './github/limits.js';
export { NO_COMMIT, emptyRepository, fullName, worldOf } from './github/world.js';
export type {
  Account,
  Activity,
  ActivityType,
  CheckRun,
  Commit,
  Deployment,
  DeploymentState,
  DeploymentStatus,
  Permission,
  Pull,
  Release,
  Repository,
  Review,
  ReviewState,
  Tag,
  TimelineEvent,
  World,
} from './github/world.js';
export { deliver, deliveryOf, signatureOf } from './github/webhooks/deliver.js';
export type { Delivered, DeliveryOptions, Hook, Message } from './github/webhooks/deliver.js';
export type { Payload, Scene } from './github/webhooks/frame.js';
export { pushPayload, tagPushPayload } from './github/webhooks/push.js';
export { pullRequestPayload, reviewPayload } from './github/webhooks/pull-request.js';
export type { PullAction } from './github/webhooks/pull-request.js';
export { deploymentPayload, deploymentStatusPayload } from './github/webhooks/deployment.js';
export { refPayload, releasePayload, renamedPayload, transferredPayload } from './github/webhooks/repository.js';
export type { ReleaseAction } from './github/webhooks/repository.js';
export { BadHistory } from './history/rows.js';
export { loadHistory } from './history/load.js';

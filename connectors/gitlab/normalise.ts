import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { fromAccess } from './normalise/access.js';
import { fromBranch, fromPush } from './normalise/branch.js';
import { fromCensus } from './normalise/census.js';
import { fromCommit } from './normalise/commit.js';
import { fromDeployment, fromDeploymentWebhook } from './normalise/deployment.js';
import { reasonToIgnore } from './normalise/ignored.js';
import { fromIncident } from './normalise/incident.js';
import { fromBuildWebhook } from './normalise/job.js';
import { fromMergeRequest } from './normalise/merge-request-record.js';
import { fromMergeRequestWebhook, fromNoteWebhook } from './normalise/merge-request-webhook.js';
import { fromCommitPaths } from './normalise/paths.js';
import { fromPipeline, fromPipelineWebhook } from './normalise/pipeline.js';
import { fromProject } from './normalise/project.js';
import { fromProtection } from './normalise/protection.js';
import { fromPushWebhook, fromTagPushWebhook } from './normalise/push.js';
import { fromRelease } from './normalise/release.js';
import { fromTag } from './normalise/tag.js';

const READERS: Readonly<Record<string, (payload: Json) => Normalised>> = {
  'webhook.push': fromPushWebhook,
  'webhook.tag_push': fromTagPushWebhook,
  'webhook.merge_request': fromMergeRequestWebhook,
  'webhook.note': fromNoteWebhook,
  'webhook.pipeline': fromPipelineWebhook,
  'webhook.build': fromBuildWebhook,
  'webhook.deployment': fromDeploymentWebhook,
  'rest.project': fromProject,
  'rest.branch': fromBranch,
  'rest.commit': fromCommit,
  'rest.commit_paths': fromCommitPaths,
  'rest.push': fromPush,
  'rest.tag': fromTag,
  'rest.merge_request': fromMergeRequest,
  'rest.deployment': fromDeployment,
  'rest.pipeline': fromPipeline,
  'rest.release': fromRelease,
  'rest.protection': fromProtection,
  'rest.access': fromAccess,
  'rest.incident': fromIncident,
  'census.deleted': fromCensus,
};

/** What a record of GitLab means. Pure; throws `MalformedRecord`, naming the field, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 1,
  normalise({ kind, payload }) {
    const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (read) return read(payload);
    if (kind.startsWith('webhook.')) return { ignored: reasonToIgnore(kind.slice('webhook.'.length)) };
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};

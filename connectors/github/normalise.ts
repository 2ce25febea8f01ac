import { type Json, MalformedRecord, type Normalised, type Normaliser } from '#contract';
import { fromAccess } from './normalise/access.js';
import { fromAlert, fromAlertWebhook } from './normalise/alert.js';
import { fromAttestation, fromPackage, fromRegistryPackage } from './normalise/artifact.js';
import { fromActivity, fromBranch } from './normalise/branch.js';
import { fromMergeGroup, fromRuleSuite } from './normalise/bypass.js';
import { fromWorkflowRun, fromWorkflowRunWebhook } from './normalise/build.js';
import { fromCheckRunWebhook, fromChecks, fromStatusWebhook } from './normalise/check.js';
import { fromCensus } from './normalise/census.js';
import { fromCommit } from './normalise/commit.js';
import { fromDeployment, fromDeploymentStatusWebhook, fromDeploymentWebhook } from './normalise/deployment.js';
import { fromEnvironment } from './normalise/environment.js';
import { reasonToIgnore } from './normalise/ignored.js';
import { fromBranchProtectionRule, fromProtection, fromRepositoryRuleset } from './normalise/protection.js';
import { fromCommitPaths } from './normalise/paths.js';
import { fromPullRequest } from './normalise/pull-request-record.js';
import { fromPullRequestWebhook } from './normalise/pull-request-webhook.js';
import { fromPushWebhook } from './normalise/push.js';
import { fromRelease, fromReleaseWebhook } from './normalise/release.js';
import { fromRepository, fromRepositoryWebhook } from './normalise/repository.js';
import { fromReviewWebhook } from './normalise/review-webhook.js';
import { fromTag } from './normalise/tag.js';

const READERS: Readonly<Record<string, (payload: Json) => Normalised>> = {
  'webhook.repository': fromRepositoryWebhook,
  'webhook.push': fromPushWebhook,
  'webhook.pull_request': fromPullRequestWebhook,
  'webhook.pull_request_review': fromReviewWebhook,
  'webhook.deployment': fromDeploymentWebhook,
  'webhook.deployment_status': fromDeploymentStatusWebhook,
  'webhook.release': fromReleaseWebhook,
  'webhook.check_run': fromCheckRunWebhook,
  'webhook.status': fromStatusWebhook,
  'webhook.workflow_run': fromWorkflowRunWebhook,
  'webhook.branch_protection_rule': fromBranchProtectionRule,
  'webhook.repository_ruleset': fromRepositoryRuleset,
  'webhook.merge_group': fromMergeGroup,
  'webhook.package': fromPackage,
  'webhook.registry_package': fromRegistryPackage,
  'webhook.code_scanning_alert': fromAlertWebhook('code_scanning_alert'),
  'webhook.dependabot_alert': fromAlertWebhook('dependabot_alert'),
  'webhook.secret_scanning_alert': fromAlertWebhook('secret_scanning_alert'),
  'rest.environment': fromEnvironment,
  'rest.rule_suite': fromRuleSuite,
  'rest.access': fromAccess,
  'rest.alert': fromAlert,
  'rest.attestation': fromAttestation,
  'rest.protection': fromProtection,
  'rest.checks': fromChecks,
  'rest.workflow_run': fromWorkflowRun,
  'rest.repository': fromRepository,
  'rest.activity': fromActivity,
  'rest.deployment': fromDeployment,
  'rest.release': fromRelease,
  'rest.commit_paths': fromCommitPaths,
  'census.deleted': fromCensus,
  'graphql.branch': fromBranch,
  'graphql.commit': fromCommit,
  'graphql.tag': fromTag,
  'graphql.pull_request': fromPullRequest,
};

/** What a record of GitHub means. Pure; throws `MalformedRecord`, naming the field, when a record has another shape. */
export const normaliser: Normaliser = {
  version: 2,
  normalise({ kind, payload }) {
    const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
    if (read) return read(payload);
    if (kind.startsWith('webhook.')) return { ignored: reasonToIgnore(kind.slice('webhook.'.length)) };
    throw new MalformedRecord('kind', `No reader for records of kind ${kind}; this version of the connector makes none.`);
  },
};

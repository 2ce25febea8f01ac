// Comes in: a world as plain data, or a git-history folder that becomes one.
// Goes out: strict stand-ins of the tools that serve it over HTTP, and signed webhooks that agree with what they serve.
// Never: touches the hub's database, invents what the data lacks, or talks to anything but 127.0.0.1.
export { startGitHub } from './github/server.js';
export type { GitHub, GitHubOptions } from './github/server.js';
export type { Asked, Fault, FaultPlan } from './http/faults.js';
export type { SeenRequest } from './http/listening.js';
export type { LimitOptions, Secondary } from './github/limits.js';
export type { Deployment, DeploymentState, DeploymentStatus } from './github/deployment.js';
export { NO_COMMIT, emptyRepository, fullName, worldOf } from './github/world.js';
export type { Account } from './github/account.js';
export type { CheckRun, CommitStatus, WorkflowRun } from './github/checks.js';
export type {
  Activity,
  ActivityType,
  Commit,
  CommitFile,
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
export { checkRunPayload, statusPayload, workflowRunPayload } from './github/webhooks/checks.js';
export { deploymentPayload, deploymentStatusPayload } from './github/webhooks/deployment.js';
export { branchProtectionRulePayload, repositoryRulesetPayload } from './github/webhooks/protections.js';
export type { Collaborator, Environment, HookDelivery, RepositoryHook, RuleSuite } from './github/guards.js';
export type { Alert, Attestation } from './github/security.js';
export { alertObject } from './github/rest/alerts.js';
export type { Permission } from './github/permission.js';
export type { Protection, Rule, Ruleset } from './github/protection.js';
export type { ProtectionAction, ProtectionRule } from './github/webhooks/protections.js';
export { refPayload, releasePayload, renamedPayload, transferredPayload } from './github/webhooks/repository.js';
export type { ReleaseAction } from './github/webhooks/repository.js';
export { BadHistory } from './history/rows.js';
export { loadHistory } from './history/load.js';
export { startJira } from './jira/server.js';
export type { Jira, JiraOptions, SeenByJira } from './jira/server.js';
export { systemFields as jiraSystemFields } from './jira/system-fields.js';
export { emptyIssue as emptyJiraIssue } from './jira/world.js';
export type {
  Approval as JiraApproval,
  Approver as JiraApprover,
  Comment as JiraComment,
  Denied as JiraDenied,
  Field as JiraField,
  FieldKind as JiraFieldKind,
  History as JiraHistory,
  HistoryItem as JiraHistoryItem,
  Issue as JiraIssue,
  IssueLink as JiraIssueLink,
  IssueType as JiraIssueType,
  LinkType as JiraLinkType,
  Project as JiraProject,
  RemoteLink as JiraRemoteLink,
  Status as JiraStatus,
  User as JiraUser,
  World as JiraWorld,
} from './jira/world.js';
export { deliverJira, jiraDeliveryOf } from './jira/webhooks/deliver.js';
export type { DeliveryOptions as JiraDeliveryOptions, Hook as JiraHook } from './jira/webhooks/deliver.js';
export type { Payload as JiraPayload, Scene as JiraScene } from './jira/webhooks/scene.js';
export { issueCreatedPayload, issueDeletedPayload, issueUpdatedPayload } from './jira/webhooks/issue.js';
export { commentPayload, issueLinkPayload } from './jira/webhooks/activity.js';
export { jiraKeysFromHistory } from './jira/from-history.js';
export type { KeysAsked } from './jira/from-history.js';
export { openSample } from './organisation/open.js';
export type { Sample, SampleOptions } from './organisation/open.js';
export type { SampleSource } from './organisation/stand-ins.js';

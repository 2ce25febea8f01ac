const REASONS: Readonly<Record<string, string>> = {
  deployment_review: 'deployment_review names no deployment: those of its revision are read at once, with who reviewed them.',
  ping: 'ping says only that the hook was set up.',
  create: 'create is told with its commit by the push webhook.',
  delete: 'delete is told with its commit by the push webhook.',
};

/** GitHub's other webhooks (docs.github.com, Webhook events and payloads), so that a new one is told from a known one. */
const KNOWN = new Set(
  `branch_protection_configuration check_suite commit_comment
  custom_property custom_property_values deploy_key deployment_protection_rule
  discussion discussion_comment fork github_app_authorization gollum installation installation_repositories
  installation_target issue_comment issue_dependencies issues label marketplace_purchase member membership
  meta milestone org_block organization page_build personal_access_token_request project project_card
  project_column projects_v2 projects_v2_item projects_v2_status_update public pull_request_review_comment
  pull_request_review_thread repository_advisory repository_dispatch repository_import
  repository_vulnerability_alert secret_scanning_alert_location
  secret_scanning_scan security_advisory security_and_analysis sponsorship star sub_issues team team_add watch
  workflow_dispatch workflow_job `.split(/\s+/),
);

export function reasonToIgnore(event: string): string {
  if (Object.hasOwn(REASONS, event)) return REASONS[event] ?? '';
  if (KNOWN.has(event)) return `${event} holds no fact that this version of Changeline records.`;
  return `${event} is a webhook that this version of Changeline does not know.`;
}

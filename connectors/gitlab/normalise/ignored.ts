const REASONS: Readonly<Record<string, string>> = {
  release: 'a release has neither author nor a lasting time in its webhook: it is read at once.',
  issue: 'an issue that is an incident is read at once; any other is no fact that this version of Changeline records.',
  work_item: 'a work item that is an incident is read at once; any other is no fact that this version of Changeline records.',
  incident: 'an incident has neither reporter nor resolver in its webhook: it is read at once.',
  project_rename: 'a renaming has neither id nor time: the project is read at once.',
  project_transfer: 'a transfer has neither id nor time: the project is read at once.',
  repository_update: 'repository_update is told branch by branch by the push webhook.',
  user_add_to_team: 'who is a member of a project is no fact that this version of Changeline records.',
  user_update_for_team: 'who is a member of a project is no fact that this version of Changeline records.',
  user_remove_from_team: 'who is a member of a project is no fact that this version of Changeline records.',
};

/** GitLab's other webhooks (docs.gitlab.com, Webhook events, System hooks), so that a new one is told from a known one. */
const KNOWN = new Set(
  `access_token deploy_key emoji feature_flag gitlab_subscription_member_approval gitlab_subscription_member_approvals
  group_create group_destroy group_rename key_create key_destroy milestone project project_create project_destroy project_update
  resource_deploy_token snippet subgroup subgroup_create subgroup_destroy test user_access_request_denied_for_group
  user_access_request_revoked_for_group user_access_request_revoked_for_team user_access_request_to_group
  user_access_request_to_team user_add_to_group user_create user_destroy user_failed_login user_remove_from_group user_rename
  user_update_for_group vulnerability wiki_page external_status_check`.split(/\s+/),
);

export function reasonToIgnore(event: string): string {
  if (Object.hasOwn(REASONS, event)) return REASONS[event] ?? '';
  if (KNOWN.has(event)) return `${event} holds no fact that this version of Changeline records.`;
  return `${event} is a webhook that this version of Changeline does not know.`;
}

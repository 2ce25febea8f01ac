const REASONS: Readonly<Record<string, string>> = {
  unnamed: 'it has no webhookEvent, so it is no webhook of Jira itself; the ticket that it names, if any, is read.',
  worklog_created: 'worklog_created says how long somebody worked; no control asks for that.',
  worklog_updated: 'worklog_updated says how long somebody worked; no control asks for that.',
  worklog_deleted: 'worklog_deleted says how long somebody worked; no control asks for that.',
};

/** Jira's other webhooks (developer.atlassian.com, Jira webhooks), so that a new one is told from a known one. */
const KNOWN = new Set(
  `attachment_created attachment_deleted board_configuration_changed board_created board_deleted board_updated
  issue_property_deleted issue_property_set issuetype_created issuetype_deleted issuetype_updated
  jira:version_created jira:version_deleted jira:version_merged jira:version_moved jira:version_released
  jira:version_unreleased jira:version_updated jira:worklog_updated
  option_attachments_changed option_issuelinks_changed option_subtasks_changed option_timetracking_changed
  option_timetracking_provider_changed option_unassigned_issues_changed option_voting_changed option_watching_changed
  project_archived project_created project_deleted project_restored_archived project_restored_deleted
  project_soft_deleted project_updated sprint_closed sprint_created sprint_deleted sprint_started sprint_updated
  user_created user_deleted user_updated filter_created filter_updated filter_deleted`.split(/\s+/),
);

export function reasonToIgnore(event: string): string {
  if (Object.hasOwn(REASONS, event)) return REASONS[event] ?? '';
  if (KNOWN.has(event)) return `${event} holds no fact that this version of Changeline records.`;
  return `${event} is a webhook that this version of Changeline does not know.`;
}

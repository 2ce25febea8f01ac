import { issueUpdatedPayload, type JiraHistoryItem, type JiraIssue, type JiraUser } from '../../../src/sample/index.js';
import type { Company } from '../company.js';
import { timeOf } from '../times.js';

interface Doing {
  readonly by: JiraUser;
  readonly at: number;
}

/** One line of an issue's history, and its webhook. */
export function changed(company: Company, issue: JiraIssue, { by, at }: Doing, ...items: readonly JiraHistoryItem[]): void {
  const history = { id: String(company.id()), author: by.accountId, created: timeOf(at), items };
  issue.histories.push(history);
  issue.updated = timeOf(at);
  company.send(({ jira }) => ({ tool: 'jira', payload: issueUpdatedPayload({ world: company.jira, url: jira.url }, issue, history) }));
}

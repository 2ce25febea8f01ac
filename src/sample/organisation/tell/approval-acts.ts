import type { Approval, Decision, Issue } from '../../jira/world.js';
import { jiraMoment, type When } from '../calendar.js';
import type { Person } from '../people.js';
import { jiraAccount, msOf, type Telling } from './telling.js';

/** Approvals of Service Management. They have no webhook and stand in no changelog: a transition beside them does. */
export function approvalActs(telling: Telling) {
  return {
    /** Everybody named is asked. */
    ask: (when: When, issue: Issue, name: string, approvers: readonly Person[]): Approval => {
      if (issue.approvals === null) throw new Error(`${issue.key} is no service request; nobody can be asked to approve it.`);
      const ms = msOf(telling, when);
      const approval: Approval = {
        id: String(telling.company.idAt('approval', ms)),
        name,
        finalDecision: 'pending',
        approvers: approvers.map((who) => ({ approver: jiraAccount(who), approverDecision: 'pending' })),
        createdDate: jiraMoment(ms),
        completedDate: null,
      };
      issue.approvals.push(approval);
      touch(issue, approval.createdDate);
      return approval;
    },
    /** One of them decides; `last` completes the approval. */
    decide: (when: When, by: Person, approval: Approval, how: { said: Exclude<Decision, 'pending'>; last: boolean }): void => {
      const approver = approval.approvers.find((one) => one.approver === jiraAccount(by));
      if (approver === undefined) throw new Error(`Somebody decides on "${approval.name}" who was not asked.`);
      approver.approverDecision = how.said;
      const at = jiraMoment(msOf(telling, when));
      if (how.last) Object.assign(approval, { finalDecision: how.said, completedDate: at });
      const issue = telling.company.jira.issues.find(({ approvals }) => approvals?.includes(approval));
      if (issue !== undefined) touch(issue, at);
    },
  };
}

function touch(issue: Issue, at: string): void {
  if (issue.updated < at) issue.updated = at;
}

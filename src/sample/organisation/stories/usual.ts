import type { Deployment } from '../../github/deployment.js';
import type { Issue } from '../../jira/world.js';
import { people } from '../people.js';
import { type Expected, undecided } from '../story.js';
import type { Day } from '../tell/day.js';

const { gita, hugo, mara } = people;

/** Where a story is about something else: a request of the morning, approved at half past nine by somebody who has no part in it. */
export function approved({ raise, approve }: Day, project: 'PAY' | 'WEB' | 'OPS', summary: string): Issue {
  const ticket = raise('09:05', mara, { in: project, summary });
  approve('09:30', project === 'OPS' ? gita : hugo, ticket);
  return ticket;
}

/** When a pull request is opened, reviewed and merged, where a story does not care. */
export const MORNING = ['10:15', '10:40', '11:00'] as const;
export const NOON = ['11:40', '12:05', '12:20'] as const;

const BY_RANGE = ['direct-push', 'unreviewed-code', 'post-merge-review', 'stale-review'];

/** What rules over a range of commits and the pull requests in it say where the range is not known. */
export function rangeIsOpen(deployment: Deployment): readonly Expected[] {
  return BY_RANGE.map((rule) => undecided(rule, deployment));
}

/** Nobody knows which change it implements: nothing is known of that one's approval. */
export function changeIsOpen(deployment: Deployment): readonly Expected[] {
  const approvals = ['unapproved-deployment', 'post-hoc-approval', 'incomplete-approval', 'deployed-despite-rejection'];
  return [...approvals, 'evidence-removed', 'blind-spot'].map((rule) => undecided(rule, deployment));
}

import type { Issue } from '../jira/world.js';
import { jiraMoment, momentOf } from './calendar.js';
import type { Company } from './company.js';
import { people } from './people.js';
import { statusId, type StatusName, typeId, type TypeName } from './site.js';
import { dayOf } from './tell/day.js';

const CHANGES: readonly TypeName[] = ['Story', 'Bug', 'Change', 'Emergency change', 'Standard change'];
const CLOSED: readonly StatusName[] = ['Done', 'Completed', 'Declined', 'Rolled back'];
const EVENING = '19:00';

/** Whoever raised a change on this day closes it when the day is over, where nobody did and nothing else comes later. */
export function closeInTheEvening(company: Company, dayMs: number, raised: readonly Issue[]): void {
  const { move } = dayOf(company, dayMs);
  const evening = jiraMoment(momentOf(EVENING, dayMs, company.nowMs));
  for (const issue of raised) {
    const isChange = CHANGES.some((type) => typeId(type) === issue.fields['issuetype']);
    const isClosed = CLOSED.some((status) => statusId(status) === issue.fields['status']);
    if (!isChange || isClosed || issue.updated > evening) continue;
    move(EVENING, personOf(issue.creator), issue, issue.approvals === null ? 'Done' : 'Completed');
  }
}

function personOf(account: string | null) {
  const person = Object.values(people).find(({ jira }) => jira?.accountId === account);
  if (person === undefined) throw new Error('A ticket was raised by nobody at acme.');
  return person;
}

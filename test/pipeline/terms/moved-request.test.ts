import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import type { Company } from '../../../src/sample/organisation/company.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { gapSteps } from '../gap-of.js';
import { type Acme, openAcme } from './acme.js';

const { eva, finn, mara } = people;
const RULE = 'unapproved-deployment';
let acme: Acme;
afterEach(() => acme.close());

interface Told {
  readonly ticket: JiraIssue;
  readonly rollout: Deployment;
}

function deployed(day: Day, ticket: JiraIssue): Told {
  day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: bigger nodes` });
  return { ticket, rollout: day.deploy('11:30', 'infra') };
}

/** Out of the service project of operations, to one that knows no approvals; Jira goes on to understand the old key. */
function movedOut({ jira }: Company, ticket: JiraIssue, at: string): void {
  const to = jira.projects.find(({ key }) => key === 'PAY')!;
  const [before, from, after] = [ticket.key, ticket.projectId, `PAY-9${ticket.id.slice(-2)}`];
  ticket.formerKeys.push(before);
  Object.assign(ticket, { key: after, projectId: to.id, updated: at });
  const items = [
    { field: 'project', fieldtype: 'jira' as const, fieldId: 'project', from, fromString: 'Operations', to: to.id, toString: to.name },
    { field: 'Key', fieldtype: 'jira' as const, from: null, fromString: before, to: null, toString: after },
  ];
  ticket.histories.push({ id: `1999${ticket.id.slice(-2)}`, author: mara.jira.accountId, created: at, items });
}

const later = (ticket: JiraIssue) => new Date(Date.parse(ticket.updated) + 3_600_000).toISOString();

describe('Terms, Absence: a request that was moved out of its service project', () => {
  it('keeps the approvals that Jira still shows; where it shows none, whether it had some is not known', async () => {
    let stories: readonly Told[] = [];
    acme = await openAcme({
      before: (day, company) => {
        const [one, other] = [day(), day()];
        stories = [deployed(one, approved(one, 'OPS', 'Bigger nodes')), deployed(other, approved(other, 'OPS', 'More of them'))];
        for (const { ticket } of stories) movedOut(company, ticket, later(ticket));
        stories[1]!.ticket.approvals = null;
      },
    });
    await acme.readToEnd();
    const [shown, lost] = stories as [Told, Told];
    expect(await acme.answer(RULE, shown.rollout, shown.ticket)).toBe('PASS');
    expect(await acme.answer(RULE, lost.rollout, lost.ticket)).toBe('INDETERMINATE');
    expect(await acme.sentence(RULE, lost.rollout, lost.ticket)).toContain('moved out of a service project');
    expect(await gapSteps(acme.sql, RULE)).toEqual([]);
    // It comes back, and with it what was decided there.
    const back = shown.ticket.approvals;
    lost.ticket.approvals = back && back.map((approval) => ({ ...approval, id: `${approval.id}9` }));
    lost.ticket.updated = later(lost.ticket);
    await acme.readUntil('its approvals are read', async () => (await acme.answer(RULE, lost.rollout, lost.ticket)) !== 'INDETERMINATE');
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it('is no way out of a gap: what was read of it before the move stays read', async () => {
    let story: Told | undefined;
    acme = await openAcme({
      before: (day) => {
        const one = day();
        story = deployed(one, one.raise('09:05', mara, { in: 'OPS', summary: 'Bigger nodes' }));
      },
    });
    await acme.readToEnd();
    const { ticket, rollout } = story!;
    expect(await acme.answer(RULE, rollout, ticket)).toBe('GAP');
    movedOut(acme.company, ticket, new Date().toISOString());
    ticket.approvals = null;
    await acme.readUntil('the move is read', async () => {
      const rows = await acme.sql`select true from coverage where scope like 'ticket:%' and state = 'DENIED'`;
      return rows.length > 0;
    });
    expect(await acme.answer(RULE, rollout, ticket)).toBe('GAP');
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });
});

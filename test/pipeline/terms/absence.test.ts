import { afterEach, describe, expect, it } from 'vitest';
import { type Connector, MalformedRecord, type RawRecord } from '#contract';
import jira from '../../../connectors/jira/index.js';
import { replay } from '../../../src/inbox/index.js';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import type { Company } from '../../../src/sample/organisation/company.js';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { gapSteps } from '../gap-of.js';
import { JIRA } from '../two-tools.js';
import { type Acme, openAcme } from './acme.js';

const { ana, ben, eva, finn, gita, hugo, mara } = people;
const APPROVALS = ['unapproved-deployment', 'post-hoc-approval'];
let acme: Acme;
afterEach(() => acme.close());

interface Told {
  readonly ticket: JiraIssue;
  readonly rollout: Deployment;
}

/** A change of operations, deployed; `ask` says what was asked of whom before. */
function told(day: Day, ask: (ticket: JiraIssue) => void = () => undefined): Told {
  const ticket = day.raise('09:05', mara, { in: 'OPS', summary: 'Bigger nodes' });
  ask(ticket);
  day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: bigger nodes` });
  return { ticket, rollout: day.deploy('11:30', 'infra') };
}

async function openedWith<T>(tell: (day: () => Day, company: Company) => T): Promise<T> {
  let result: T | undefined;
  acme = await openAcme({ before: (day, company) => void (result = tell(day, company)) });
  return result as T;
}

const answersOf = ({ rollout, ticket }: Told) => acme.answers(APPROVALS, rollout, ticket);

describe('Terms, Absence', () => {
  it('“a completed read … no permission denied. Otherwise INDETERMINATE, naming the source.”, and judged once it may be read', async () => {
    const [none, half] = await openedWith((day, { jira }) => {
      jira.denied.add('approvals');
      const whole = told(day());
      // One of two has approved: Service Management does not say when.
      const other = day();
      const undated = told(other, (ticket) => {
        other.decide('09:40', gita, other.ask('09:10', ticket, 'Everyone', [gita, hugo]), { said: 'approved', last: false });
      });
      return [whole, undated] as const;
    });
    await acme.readToEnd();
    for (const one of [none, half]) expect(await answersOf(one)).toEqual(APPROVALS.map((rule) => `${rule} INDETERMINATE`));
    expect(await acme.sentence('unapproved-deployment', none.rollout, none.ticket)).toContain('The approvals of OPS cannot be read');
    expect(await gapSteps(acme.sql, 'unapproved-deployment')).toEqual([]);
    acme.jiraWorld.denied.delete('approvals');
    await acme.readUntil(
      'the approvals are read',
      async () => (await acme.answer('unapproved-deployment', none.rollout, none.ticket)) === 'GAP',
    );
    // Tickets were read all the time, approvals never: that an approval was not there before the start is no fact.
    expect(await answersOf(half)).toEqual(['unapproved-deployment INDETERMINATE', 'post-hoc-approval PASS']);
  });

  it('“no permission denied”: once a project without Service Management may be browsed, its approvals are denied no longer', async () => {
    const { ticket, rollout } = await openedWith((day, { jira }) => {
      jira.denied.add('browse 10000');
      const one = day();
      const raised = one.raise('09:05', mara, { in: 'PAY', summary: 'Vouchers' });
      one.land(MORNING, ana, ben, { in: 'pay', title: `${raised.key}: vouchers` });
      return { ticket: raised, rollout: one.deploy('11:30', 'pay') };
    });
    await acme.readToEnd();
    expect(await acme.answer('untraceable-deployment', rollout)).toBe('INDETERMINATE');
    acme.jiraWorld.denied.clear();
    await acme.readUntil('it is read', async () => (await acme.answer('unapproved-deployment', rollout, ticket)) === 'GAP');
    expect(await acme.sql`select scope, collection from permission where denied is not null`).toEqual([]);
  });

  it('“nothing of it in quarantine”: a ticket whose newest state nobody could read decides nothing, until it is read again', async () => {
    const story = await openedWith((day) => told(day()));
    const source = acme.runtime.sources.get(JIRA)!;
    const unreadable = (record: RawRecord): ReturnType<typeof jira.normaliser.normalise> => {
      if (record.kind !== 'rest.issue') return jira.normaliser.normalise(record);
      throw new MalformedRecord('issue', 'issues are unreadable in this test.');
    };
    const put = (normalise: typeof unreadable) => {
      const connector = { ...source.connector, normaliser: { ...jira.normaliser, normalise } } as Connector<unknown>;
      (acme.runtime.sources as Map<string, typeof source>).set(JIRA, { ...source, connector });
    };
    put(unreadable);
    await acme.readToEnd();
    expect(await acme.answer('untraceable-deployment', story.rollout)).toBe('INDETERMINATE');
    expect(await acme.sentence('untraceable-deployment', story.rollout)).toMatch(/tickets of OPS cannot be read: .*quarantined/);
    put(jira.normaliser.normalise);
    await replay(acme.sql, { source: JIRA });
    await acme.readUntil('it is judged', async () => (await acme.answer('unapproved-deployment', story.rollout, story.ticket)) === 'GAP');
    expect(await acme.answer('untraceable-deployment', story.rollout)).toBe('PASS');
  });

  it('“Absence is asked about the past only: what "never came" is as recorded, and a later fact changes the verdict.”', async () => {
    const story = await openedWith((day) => told(day()));
    await acme.readToEnd();
    expect(await answersOf(story)).toEqual(['unapproved-deployment GAP', 'post-hoc-approval PASS']);
    acme.day().approve('09:00', gita, story.ticket);
    await acme.readUntil(
      'the approval is read',
      async () => (await acme.answer('post-hoc-approval', story.rollout, story.ticket)) === 'GAP',
    );
    expect(await answersOf(story)).toEqual(['unapproved-deployment PASS', 'post-hoc-approval GAP']);
    expect(await gapSteps(acme.sql, 'unapproved-deployment')).toEqual(['gap.opened', 'gap.resolved']);
    const history = await acme.sql<{ answer: string; cause: string }[]>`
      select answer, cause from verdict where rule = 'unapproved-deployment' and answer in ('GAP', 'PASS') order by recorded_from`;
    expect(history.at(-1)).toEqual({ answer: 'PASS', cause: 'FACT' });
    await acme.readToEnd();
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });
});

describe('Terms, Time: what a tool does not date', () => {
  it('“lies in (the last reading without it, the first reading with it]”: an approval that was not there after the start came after it', async () => {
    const story = await openedWith((day) => {
      const one = day();
      return told(one, (ticket) => void one.ask('09:10', ticket, 'Everyone', [gita, hugo]));
    });
    await acme.readToEnd();
    expect(await answersOf(story)).toEqual(['unapproved-deployment GAP', 'post-hoc-approval PASS']);
    const [approval] = story.ticket.approvals ?? [];
    acme.day().decide('09:00', gita, approval!, { said: 'approved', last: false });
    await acme.readUntil('it is read', async () => {
      const rows = await acme.sql`select true from timeline_entry where type = 'approval.decided'`;
      return rows.length > 0;
    });
    // It may have come at any moment since the first reading; all of them are after the start.
    expect(await answersOf(story)).toEqual(['unapproved-deployment GAP', 'post-hoc-approval PASS']);
    await acme.readToEnd();
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue, Pull } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import type { TestPolicy } from '../hub-under-test.js';
import { JIRA } from '../two-tools.js';
import { type Acme, openAcme } from './acme.js';

const { ana, ben, dan } = people;
const MISMATCH = 'outcome-mismatch';
const BACKOUT = 'unrecorded-backout';
let acme: Acme;
afterEach(() => acme.close());

interface Told {
  readonly ticket: JiraIssue;
  readonly pull: Pull;
  readonly brought: Deployment;
}

/** Deployed in the morning; its ticket says that it went well. */
function wellDone(day: Day, summary: string): Told {
  const ticket = approved(day, 'PAY', summary);
  const pull = day.land(['09:40', '09:50', '10:00'], ana, ben, { in: 'pay', title: `${ticket.key}: ${summary}` });
  const brought = day.deploy('10:10', 'pay');
  day.move('10:30', dan, ticket, 'Done');
  return { ticket, pull, brought };
}

type Times = readonly [string, string, string];

/** By the revert button: the subject quotes the title. */
function undo(day: Day, times: Times, { title, mergeCommit }: Pull): Pull {
  const subject = `Revert "${title}"`;
  return day.land(times, ben, ana, { in: 'pay', title: subject, commits: [`${subject}\n\nThis reverts commit ${mergeCommit!}.`] });
}

const policy: TestPolicy = { rules: ALL_RULES, outcomes: { [JIRA]: { Done: 'SUCCESSFUL' } } };

const answers = ({ ticket }: Told) => acme.answers([MISMATCH, BACKOUT], ticket);

describe('Terms, Carries: a revert of what an earlier deployment brought', () => {
  it('“else it counts as taken out for outcome-mismatch, unrecorded-backout and the record”', async () => {
    let story: Told | undefined;
    acme = await openAcme({
      policy,
      before: (day) => {
        const one = day();
        story = wellDone(one, 'Book at three');
        undo(one, ['10:40', '10:45', '10:50'], story.pull);
        one.deploy('11:00', 'pay');
      },
    });
    await acme.readToEnd();
    expect(await answers(story!)).toEqual([`${MISMATCH} GAP`, `${BACKOUT} GAP`]);
    const rows = await acme.sql`
      select direction, commits from deployment_change where recorded_to is null and direction = 'TAKES_OUT'`;
    expect(rows).toEqual([{ direction: 'TAKES_OUT', commits: [story!.pull.mergeCommit] }]);
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it('“a revert of the revert restores it”, and a revert of that takes it out again', async () => {
    let story: Told | undefined;
    const reverts: Pull[] = [];
    acme = await openAcme({
      policy,
      before: (day) => {
        const one = day();
        story = wellDone(one, 'Book at four');
        reverts.push(undo(one, ['10:40', '10:45', '10:50'], story.pull));
        one.deploy('11:00', 'pay');
        reverts.push(undo(one, ['11:10', '11:15', '11:20'], reverts[0]!));
        one.deploy('11:30', 'pay');
      },
    });
    await acme.readToEnd();
    expect((await answers(story!))[0]).toBe(`${MISMATCH} PASS`);
    const day = acme.day();
    undo(day, ['09:40', '09:50', '10:00'], reverts[1]!);
    day.deploy('10:10', 'pay');
    await acme.readUntil('the third is judged', async () => (await acme.answer(MISMATCH, story!.ticket)) === 'GAP');
    await acme.readToEnd();
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it('is found when what the reverted commit says is told later than all deployments', async () => {
    let story: Told | undefined;
    acme = await openAcme({
      policy,
      before: (day, { jira }) => {
        const one = day();
        story = wellDone(one, 'Book at five');
        undo(one, ['10:40', '10:45', '10:50'], story.pull);
        one.deploy('11:00', 'pay');
        jira.denied.add('browse 10000');
      },
    });
    await acme.readToEnd();
    expect(await acme.sql`select from deployment_change`).toEqual([]);
    acme.jiraWorld.denied.clear();
    await acme.readUntil('the ticket is judged', async () => (await acme.answer(MISMATCH, story!.ticket)) === 'GAP');
    expect(await acme.answer(BACKOUT, story!.ticket)).toBe('GAP');
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });
});

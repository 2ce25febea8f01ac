import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { type Acme, openAcme, refOf } from './acme.js';
import { ask } from './ask.js';

const { eva, finn, gita } = people;
const HOUR_MS = 3_600_000;
let acme: Acme;
afterEach(() => acme.close());

/** An emergency that is merged and read, and deployed this very moment; and one of a year ago that nobody ever reviewed. */
async function emergencies(): Promise<{ now: JiraIssue; rollout: Deployment; old: JiraIssue }> {
  const tickets: JiraIssue[] = [];
  acme = await openAcme({
    // Without outcomes none is due: the review alone is.
    policy: { outcomes: {} },
    before: (day) => {
      for (const deployed of [true, false]) {
        const one = day();
        const ticket = one.raise('09:05', eva, { in: 'OPS', type: 'Emergency change', summary: 'More workers' });
        one.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: more workers` });
        if (deployed) one.deploy('11:30', 'infra');
        tickets.push(ticket);
      }
    },
  });
  await acme.readToEnd();
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  // The second hour of this day begins just now.
  const rollout = acme.day(nowMs - HOUR_MS).deploy('00:59:57', 'infra', { starts: '00:59:58', ends: '00:59:59' });
  for (const one of acme.company.sent()) await acme.arrives(one);
  await acme.readToEnd();
  return { old: tickets[0]!, now: tickets[1]!, rollout };
}

const DEADLINES = 'deadlines { rule subject at sentence }';
const change = ({ id }: JiraIssue) =>
  `change(by: { ref: "ticket:jira-acme:${id}" }) { ${DEADLINES} verdicts { nodes { rule answer changesAt } } }`;

describe('Terms, Deadline: what is listed', () => {
  it('“a rule with a deadline gives no verdict; the deadline is listed”, and an answer says when time alone will end it', async () => {
    const { now, rollout, old } = await emergencies();
    const [due] = await acme.sql<{ at: string }[]>`
      select start_to + interval '72 hours' as at from deployment_range where deployment = ${refOf(rollout)} and recorded_to is null`;
    const subject = `${refOf(rollout)} ${refOf(now)}`;
    const sentence = `${now.key} is an emergency: its review is due by ${due!.at}.`;
    const deadlines = [{ rule: 'emergency-without-review', subject, at: due!.at, sentence }];
    const question = `{ now: ${change(now)} old: ${change(old)} deployment(id: "${refOf(rollout)}") { ${DEADLINES} } }`;
    const told = (await ask(acme.sql, question)) as Readonly<Record<'now' | 'old' | 'deployment', Told>>;
    expect(told.now.deadlines).toEqual(deadlines);
    expect(told.deployment.deadlines).toEqual(deadlines);
    const until = (rule: string) => told.now.verdicts.nodes.filter((one) => one.rule === rule);
    expect(until('unapproved-deployment')).toEqual([{ rule: 'unapproved-deployment', answer: 'EXEMPT', changesAt: due!.at }]);
    expect(until('emergency-without-review')).toEqual([]);
    expect(until('incomplete-request')).toMatchObject([{ changesAt: null }]);
    // What ran out is none: the rule has spoken.
    expect(told.old.deadlines).toEqual([]);
    expect(told.old.verdicts.nodes).toContainEqual({ rule: 'emergency-without-review', answer: 'GAP', changesAt: null });

    const asKnown = new Date().toISOString();
    acme.day(Date.now() - HOUR_MS).approve('00:59:59', gita, now);
    await acme.readUntil('the review is read', async () => (await acme.answer('emergency-without-review', now)) === 'PASS');
    // “Until it is met”: nothing is due, and the exemption stays.
    expect(await ask(acme.sql, `{ ${change(now)} }`)).toMatchObject({ change: { deadlines: [] } });
    expect(await ask(acme.sql, `{ change(by: { key: "${now.key}" }, knownAt: "${asKnown}") { ${DEADLINES} } }`)).toEqual({
      change: { deadlines },
    });
    expect(await acme.sql`select distinct changes_at from verdict where answer = 'EXEMPT' and recorded_to is null`).toEqual([
      { changes_at: null },
    ]);
    await acme.follow();
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);
});

interface Told {
  readonly deadlines: readonly unknown[];
  readonly verdicts: { readonly nodes: readonly { readonly rule: string }[] };
}

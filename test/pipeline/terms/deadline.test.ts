import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { until } from '../../intake/until.js';
import { gapSteps } from '../gap-of.js';
import { type Acme, openAcme, refOf } from './acme.js';

const { eva, finn, mara } = people;
const REVIEW = 'emergency-without-review';
const HOUR_MS = 3_600_000;
const WITHIN_S = 12;
let acme: Acme;
afterEach(() => acme.close());

/** An emergency that is merged and read; it is deployed this very moment, and GitHub's webhooks tell of it. */
async function emergency(): Promise<{ ticket: JiraIssue; rollout: Deployment }> {
  let ticket: JiraIssue | undefined;
  acme = await openAcme({
    policy: { clockSkew: '1s', rules: { [REVIEW]: { within: `${WITHIN_S}s` } } },
    before: (day) => {
      const one = day();
      ticket = one.raise('09:05', eva, { in: 'OPS', type: 'Emergency change', summary: 'More workers' });
      one.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: more workers` });
    },
  });
  await acme.readToEnd();
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  // The second hour of this day begins just now.
  const rollout = acme.day(nowMs - HOUR_MS).deploy('00:59:58', 'infra', { starts: '00:59:59', ends: '01:00:00' });
  for (const one of acme.company.sent()) await acme.arrives(one);
  return { ticket: ticket!, rollout };
}

interface Row {
  readonly answer: string;
  readonly cause: string;
  readonly isDue: boolean;
}

/** Every answer of the rule, oldest first, and whether it stands from the deadline on. */
const history = (ticket: JiraIssue, rollout: Deployment) => acme.sql<Row[]>`
  select v.answer, v.cause, v.recorded_from = r.start_to + ${`${WITHIN_S} seconds`}::interval as "isDue"
  from verdict v join deployment_range r on r.deployment = ${refOf(rollout)} and r.recorded_to is null
  where v.rule = ${REVIEW} and v.subject = ${refOf(ticket)} order by v.recorded_from`;

describe('Terms, Deadline', () => {
  it('“Until it is met or has run out, a rule with a deadline gives no verdict … It fires without an event, also after the hub was down.”', async () => {
    const { ticket, rollout } = await emergency();
    expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('EXEMPT');
    expect(await acme.answer(REVIEW, ticket)).toBe('NONE');
    // “the deadline is listed”
    expect(await acme.sql`select kind from deadline where kind like 'REVIEW_DUE%' and at > clock_timestamp()`).not.toEqual([]);
    // Nobody reads or follows until it has run out.
    await until(
      'the review was due',
      async () => {
        const [row] = await acme.sql<{ over: boolean }[]>`
        select start_to + ${`${WITHIN_S + 2} seconds`}::interval < clock_timestamp() as over
        from deployment_range where deployment = ${refOf(rollout)} and recorded_to is null`;
        return row?.over ?? false;
      },
      30_000,
    );
    acme.restart();
    await acme.follow();
    // The deadline alone, at its own time; what came meanwhile was not read yet.
    expect(await history(ticket, rollout)).toEqual([{ answer: 'INDETERMINATE', cause: 'TIME', isDue: true }]);
    expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('NONE');
    await acme.readUntil('the absence is read', async () => (await acme.answer(REVIEW, ticket)) === 'GAP');
    expect((await history(ticket, rollout)).at(-1)).toEqual({ answer: 'GAP', cause: 'COVERAGE', isDue: false });
    expect(await gapSteps(acme.sql, REVIEW)).toEqual(['gap.opened']);
    await acme.readToEnd();
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);
});

describe('Terms, Settling', () => {
  it('“has passed since the newest fact it rests on was recorded (coverage does not start it anew)”', async () => {
    let story: { ticket: JiraIssue; rollout: Deployment } | undefined;
    acme = await openAcme({
      policy: { settle: '1h' },
      before: (day) => {
        const one = day();
        const ticket = one.raise('09:05', mara, { in: 'PAY', summary: 'Nobody approved it' });
        one.land(MORNING, eva, finn, { in: 'pay', title: `${ticket.key}: nobody approved it` });
        story = { ticket, rollout: one.deploy('11:30', 'pay') };
      },
    });
    const settles = () => acme.sql<{ at: string; afterFact: boolean }[]>`
      select v.settles_at::text as at, v.settles_at = max(t.recorded_at) + interval '1 hour' as "afterFact"
      from verdict v join timeline_entry t on t.seq = any(v.events)
      where v.rule = 'unapproved-deployment' and v.answer = 'GAP' and v.recorded_to is null
      group by v.settles_at`;
    await acme.readToEnd();
    const first = await settles();
    expect(first).toMatchObject([{ afterFact: true }]);
    await acme.readToEnd();
    expect(await settles()).toEqual(first);
    expect(await gapSteps(acme.sql, 'unapproved-deployment')).toEqual([]);
    // A fact that it rests on starts it anew.
    const { ticket, rollout } = story!;
    acme.day().move('09:00', mara, ticket, 'Rejected');
    await acme.readUntil('the rejection is read', async () => (await settles())[0]?.at !== first[0]?.at);
    expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('GAP');
    expect(await settles()).toMatchObject([{ afterFact: true }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { statusId } from '../../../src/sample/organisation/site.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import type { TestPolicy } from '../hub-under-test.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import { type Acme, openAcme, refOf, type Subject } from '../terms/acme.js';

const { ana, ben, cleo, dan, eva, finn, hugo, mara } = people;

const policy: TestPolicy = {
  outcomes: { 'jira-acme': { Done: 'SUCCESSFUL', Completed: 'SUCCESSFUL', Declined: 'CANCELLED', 'Approval withdrawn': 'BACKED_OUT' } },
  // One approval by anybody, whatever the service: of what nobody implemented it is not known.
  approvals: {},
  // What was read in one reading is sure a second later.
  clockSkew: '1s',
  environmentOrder: ['staging', 'production'],
  freezes: [{ name: 'All year', zone: 'Europe/Berlin', every: 'year', from: '01-01', to: '12-30', services: ['infra'] }],
  rules: ALL_RULES,
};

/** What is a gap when the hub reads it first, and what happens later that resolves it. */
interface Told {
  readonly about: Subject;
  readonly later: (day: Day, earlier: (fromMs: number) => Day) => void;
}

interface Story {
  readonly rule: string;
  readonly says: string;
  readonly tell: (day: Day) => Told;
}

const DAY_MS = 86_400_000;

const stories: readonly Story[] = [
  {
    rule: 'missing-outcome',
    says: 'nobody said how it ended, until its ticket is done',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Vouchers');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: vouchers` });
      day.deploy('11:30', 'web');
      return { about: ticket, later: (next) => next.move('09:00', dan, ticket, 'Done') };
    },
  },
  {
    rule: 'closed-without-implementation',
    says: 'nothing carried it, until a deployed pull request names it',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Round fees');
      const pull = day.land(MORNING, ana, ben, { in: 'pay', title: 'Round fees' });
      day.deploy('11:30', 'pay');
      day.move('15:00', hugo, ticket, 'Done');
      return { about: ticket, later: (next) => next.retitle('09:00', ana, pull, `${ticket.key}: round fees`) };
    },
  },
  {
    rule: 'outcome-mismatch',
    says: 'its last deployment failed, until another one succeeds',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'A second book');
      day.land(MORNING, ana, ben, { in: 'ledger', title: `${ticket.key}: a second book` });
      const eu = { environment: 'production-eu' };
      const { sha: revision } = day.deploy('11:30', 'ledger', { ...eu, outcome: 'failure' });
      day.move('15:00', hugo, ticket, 'Done');
      return { about: ticket, later: (next) => void next.deploy('09:00', 'ledger', { ...eu, revision }) };
    },
  },
  {
    rule: 'unrecorded-backout',
    says: 'its commits were taken out, until its ticket says so',
    tell: (day) => {
      const before = day.mainOf('web');
      const ticket = approved(day, 'WEB', 'Dark colours');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: dark colours` });
      day.deploy('11:30', 'web');
      day.deploy('12:30', 'web', { revision: before });
      return { about: ticket, later: (next) => next.move('09:00', dan, ticket, 'Approval withdrawn') };
    },
  },
  {
    rule: 'approved-not-implemented',
    says: 'nobody implemented it, until it is closed',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'A third book');
      return { about: ticket, later: (next) => next.move('09:00', hugo, ticket, 'Declined') };
    },
  },
  {
    rule: 'skipped-stage',
    says: 'its revision was not seen in staging, until the pipeline tells that it had succeeded there',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Book at night');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: book at night` });
      const rollout = day.deploy('13:00', 'pay');
      // What comes months later tells of the day before.
      const staged = { environment: 'staging', revision: rollout.sha };
      return { about: rollout, later: (_, earlier) => void earlier(Date.parse(rollout.createdAt) - DAY_MS).deploy('01:00', 'pay', staged) };
    },
  },
  {
    rule: 'status-history-broken',
    says: 'it shows a status to which no step leads, until the step is told',
    tell: (day) => {
      const ticket = day.raise('09:00', mara, { in: 'PAY', summary: 'Book at noon' });
      day.move('10:00', mara, ticket, 'In Review');
      ticket.fields['status'] = statusId('In Progress');
      return {
        about: ticket,
        later: (next) => {
          ticket.fields['status'] = statusId('In Review');
          next.move('09:00', mara, ticket, 'In Progress');
        },
      };
    },
  },
  {
    rule: 'unverified-outcome',
    says: 'only who deployed it said how it ended, until somebody else says so',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Book at three');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: book at three` });
      day.deploy('11:30', 'pay', { by: ana });
      day.move('15:00', ana, ticket, 'Done');
      return { about: ticket, later: (next) => next.move('09:00', ben, ticket, 'Completed') };
    },
  },
  {
    rule: 'freeze-violation',
    says: 'it was deployed in a freeze, until its pull request names an emergency',
    tell: (day) => {
      const ticket = day.raise('09:05', eva, { in: 'OPS', type: 'Emergency change', summary: 'More workers' });
      const pull = day.land(MORNING, eva, finn, { in: 'infra', title: 'More workers' });
      const rollout = day.deploy('11:30', 'infra');
      return { about: rollout, later: (next) => next.retitle('09:00', eva, pull, `${ticket.key}: more workers`) };
    },
  },
];

describe('the rules of freezes, status and outcome: a gap that later facts resolve', () => {
  let acme: Acme;
  let told: readonly Told[] = [];
  const answers = () =>
    Promise.all(stories.map(async (story, nth) => `${story.rule}, ${story.says}: ${await acme.answer(story.rule, told[nth]!.about)}`));
  const steps = (rule: string, about: Subject) => acme.sql<{ type: string }[]>`
    select type from timeline_entry where type like 'gap.%' and subject = ${`gap:${rule}:${refOf(about)}`} order by seq`;

  beforeAll(async () => {
    acme = await openAcme({
      policy,
      before: (day) => void (told = stories.map(({ tell }) => tell(day()))),
    });
    await acme.readToEnd();
  }, 240_000);
  afterAll(() => acme?.close());

  it('all are gaps first', async () => {
    const wanted = stories.map(({ rule, says }) => `${rule}, ${says}: GAP`);
    await acme.readUntil('all are gaps', async () => (await answers()).join() === wanted.join()).catch(() => undefined);
    expect(await answers()).toEqual(wanted);
  }, 240_000);

  it('all are resolved by what happens later, and by nothing else', async () => {
    const day = acme.day();
    for (const { later } of told) later(day, acme.day);
    for (const one of acme.company.sent()) await acme.arrives(one);
    const wanted = stories.map(({ rule, says }) => `${rule}, ${says}: PASS`);
    await acme.readUntil('all are resolved', async () => (await answers()).join() === wanted.join()).catch(() => undefined);
    expect(await answers()).toEqual(wanted);
    await acme.follow();
    for (const [nth, { rule }] of stories.entries()) {
      expect([rule, (await steps(rule, told[nth]!.about)).map(({ type }) => type)]).toEqual([rule, ['gap.opened', 'gap.resolved']]);
    }
  }, 240_000);

  it('a rebuild says the same', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);
});

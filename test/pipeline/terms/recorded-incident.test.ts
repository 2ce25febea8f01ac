import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { askApi } from '../ask-api.js';
import { pushed, SENDER } from '../senders.js';
import { type Acme, openAcme, refOf } from './acme.js';

const { eva, finn, hugo } = people;
/** Approved only the day after: of an emergency that is its review. */
const RULE = 'post-hoc-approval';

interface Late {
  readonly rollout: Deployment;
  readonly ticket: JiraIssue;
  readonly date: string;
}

/** Deployed at half past ten; its ticket is written at noon, without any other reference. */
function deployedFirst(day: Day, date: string): Late {
  const pull = day.land(['10:20', '10:25', '10:28'], eva, finn, { in: 'infra', title: 'More workers at once' });
  const rollout = day.deploy('10:30', 'infra');
  const ticket = day.raise('12:00', eva, { in: 'OPS', summary: 'More workers at once' });
  day.retitle('12:00', eva, pull, `${ticket.key}: more workers at once`);
  day.approve('+1d 09:00', hugo, ticket);
  return { rollout, ticket, date };
}

/** Stories are three days apart, from 6 January. */
async function told(trust: 'incident.opened'[]): Promise<{ readonly acme: Acme; readonly late: readonly Late[] }> {
  let late: readonly Late[] = [];
  const acme = await openAcme({
    policy: { trust: { [SENDER]: trust } },
    before: (day) => void (late = ['06', '09', '12', '15', '18'].map((date) => deployedFirst(day(), `2025-01-${date}`))),
  });
  await acme.readToEnd();
  // The hub knows who pushes before it is asked anything.
  await pushed(acme, [{ type: 'incident.opened', id: 'other', at: '2025-01-01T00:00:00Z', data: { number: 'INC0000001' } }]);
  return { acme, late };
}

const nthOf = (late: readonly Late[], nth: number) => late[nth]!;

describe('Terms, Emergency: “and refers to an incident opened before it”, where the incident was recorded', () => {
  let acme: Acme;
  let late: readonly Late[] = [];
  beforeAll(async () => void ({ acme, late } = await told(['incident.opened'])), 120_000);
  afterAll(() => acme?.close());

  const answer = ({ rollout, ticket }: Late) => acme.answer(RULE, rollout, ticket);
  const opened = ({ ticket, date }: Late, at: string, more: object = {}) =>
    pushed(acme, [
      { type: 'incident.opened', id: `i-${date}`, at: `${date}T${at}Z`, data: { number: 'INC0000042', change: ticket.key, ...more } },
    ]);

  it('counts the incident that names the change, as soon as it is recorded, and shows it as the context of the change', async () => {
    const one = nthOf(late, 0);
    expect(await answer(one)).toBe('GAP');
    await opened(one, '10:00:00');
    expect(await answer(one)).toBe('EXEMPT');
    const question =
      'query ($ref: String!) { change(by: { ref: $ref }) { class context(first: 5) { nodes { kind ref key event { type } } } } }';
    expect(await askApi(acme.sql, question, { ref: refOf(one.ticket) })).toMatchObject({
      change: {
        class: 'EMERGENCY',
        context: {
          nodes: [{ kind: 'INCIDENT', ref: `incident:${SENDER}:i-${one.date}`, key: 'INC0000042', event: { type: 'incident.opened' } }],
        },
      },
    });
  });

  it('is exact: opened 61 s and a digit before the start counts, within 60 s nobody can tell, after it does not count', async () => {
    await opened(nthOf(late, 1), '10:28:58');
    expect(await answer(nthOf(late, 1))).toBe('EXEMPT');
    await opened(nthOf(late, 2), '10:29:30');
    expect(await answer(nthOf(late, 2))).toBe('INDETERMINATE');
    await opened(nthOf(late, 3), '10:45:00');
    expect(await answer(nthOf(late, 3))).toBe('GAP');
  });

  it('does not count what only the end of the incident says, for which policy trusts the sender not', async () => {
    const one = nthOf(late, 4);
    await opened(one, '10:00:00', { change: undefined });
    const end = { type: 'incident.resolved', id: `i-${one.date}`, at: `${one.date}T14:00:00Z`, data: { change: one.ticket.key } };
    await pushed(acme, [end]);
    expect(await answer(one)).toBe('GAP');
  });
});

describe('Terms, Trust: an incident of a sender that policy does not trust for it', () => {
  let acme: Acme;
  let late: readonly Late[] = [];
  beforeAll(async () => void ({ acme, late } = await told([])), 120_000);
  afterAll(() => acme?.close());

  it('makes no emergency', async () => {
    const { rollout, ticket, date } = nthOf(late, 0);
    const data = { number: 'INC0000042', change: ticket.key };
    await pushed(acme, [{ type: 'incident.opened', id: 'i', at: `${date}T10:00:00Z`, data }]);
    expect(await acme.answer(RULE, rollout, ticket)).toBe('GAP');
  });
});

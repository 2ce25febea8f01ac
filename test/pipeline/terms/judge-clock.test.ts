import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { type Acme, openAcme, refOf } from './acme.js';
import { ask } from './ask.js';

const { ana, ben, eva, finn } = people;
const HOUR_MS = 3_600_000;
let acme: Acme;
let emergency: JiraIssue;
let endless: Deployment;
/** The moment at which all of it was read, the start of the emergency being some seconds before. */
let read: number;

beforeAll(async () => {
  acme = await openAcme({
    before: (day) => {
      const one = day();
      emergency = one.raise('09:05', eva, { in: 'OPS', type: 'Emergency change', summary: 'More workers' });
      one.land(MORNING, eva, finn, { in: 'infra', title: `${emergency.key}: more workers` });
      const ticket = approved(one, 'PAY', 'Without an end');
      one.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: without an end` });
    },
  });
  await acme.readToEnd();
  const day = acme.day(Math.floor(Date.now() / 1000) * 1000 - HOUR_MS);
  day.deploy('00:59:57', 'infra', { starts: '00:59:58', ends: '00:59:59' });
  endless = day.deploy('00:59:58', 'pay', { starts: '00:59:59', ends: null });
  for (const one of acme.company.sent()) await acme.arrives(one);
  await acme.readToEnd();
  read = Date.now();
}, 60_000);
afterAll(() => acme.close());

const later = (hours: number) => new Date(read + hours * HOUR_MS).toISOString();
const verdict = (at: string) =>
  `changes(filter: { keys: ["${emergency.key}"] }, at: "${at}") { nodes { verdicts { nodes { rule answer } } } }`;
const exempt = { rule: 'unapproved-deployment', answer: 'EXEMPT' };

async function answers(field: string): Promise<readonly unknown[]> {
  const told = (await ask(acme.sql, `{ ${field} }`)) as { changes: { nodes: readonly { verdicts: { nodes: readonly unknown[] } }[] } };
  return told.changes.nodes.flatMap(({ verdicts }) => verdicts.nodes);
}

describe('the argument at, “that time” of a verdict', () => {
  it('“Without an end after 24 h its outcome is UNKNOWN”: by a clock before that it runs, by one after it nobody knows', async () => {
    const outcome = (at: string) => ask(acme.sql, `{ deployment(id: "${refOf(endless)}", at: "${at}") { outcome } }`);
    expect(await outcome(later(0))).toEqual({ deployment: { outcome: 'RUNNING' } });
    expect(await outcome(later(23.9))).toEqual({ deployment: { outcome: 'RUNNING' } });
    expect(await outcome(later(24))).toEqual({ deployment: { outcome: 'UNKNOWN' } });
    const filtered = `deployments(filter: { outcome: [UNKNOWN] }, at: "${later(25)}") { nodes { id } }`;
    expect(await ask(acme.sql, `{ ${filtered} }`)).toEqual({ deployments: { nodes: [{ id: refOf(endless) }] } });
  });

  it('up to the next deadline the verdicts are those that stand, and the deadline is listed', async () => {
    expect(await answers(verdict(later(71.9)))).toContainEqual(exempt);
    const listed = `{ change(by: { key: "${emergency.key}" }, at: "${later(71.9)}") { deadlines { rule } } }`;
    expect(await ask(acme.sql, listed)).toEqual({
      change: { deadlines: [{ rule: 'emergency-without-review' }, { rule: 'missing-outcome' }] },
    });
  });

  it('beyond a deadline verdicts are refused, in a sentence that names it, and all that no clock changes is told', async () => {
    await expect(answers(verdict(later(72)))).rejects.toThrow(
      /is not kept: time alone changes verdicts at .* is an emergency: its review is due/,
    );
    const facts = `{ change(by: { key: "${emergency.key}" }, at: "${later(72)}") { title deadlines { rule } } timeline(first: 1, at: "${later(72)}") { nodes { id } } }`;
    expect(await ask(acme.sql, facts)).toMatchObject({ change: { deadlines: [{ rule: 'missing-outcome' }] } });
  });

  it('beside knownAt: an earlier clock than the moment of knowing, too', async () => {
    const known = new Date(read).toISOString();
    const gaps = `{ gaps(first: 5, knownAt: "${known}", at: "${later(-1)}") { nodes { rule } } }`;
    expect(await ask(acme.sql, gaps)).toEqual(await ask(acme.sql, `{ gaps(first: 5, knownAt: "${known}") { nodes { rule } } }`));
    await expect(ask(acme.sql, `{ gaps(first: 5, knownAt: "${known}", at: "${later(72)}") { nodes { rule } } }`)).rejects.toThrow(
      'is not kept',
    );
  });
});

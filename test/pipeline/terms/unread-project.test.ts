import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { type Acme, openAcme } from './acme.js';

const { ana, ben } = people;
const RULES = ['untraceable-deployment', 'unapproved-deployment'];
let acme: Acme;
afterEach(() => acme.close());

describe('Terms, Absence and Change', () => {
  it('“no permission denied”: keys of a project that could never be read lead to nothing for certain, until they can be', async () => {
    let told: Deployment | undefined;
    acme = await openAcme({
      before: (next, { jira }) => {
        jira.denied.add('browse 10000');
        const day = next();
        const ticket = approved(day, 'PAY', 'Split payments');
        day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: split payments` });
        told = day.deploy('11:30', 'pay');
      },
    });
    const rollout = told!;
    await acme.readToEnd();
    expect(await acme.answers(RULES, rollout)).toEqual(RULES.map((rule) => `${rule} INDETERMINATE`));
    expect(await acme.sentence('untraceable-deployment', rollout)).toContain('tickets of PAY');
    acme.jiraWorld.denied.delete('browse 10000');
    await acme.readUntil('the ticket is read', async () => (await acme.answer('untraceable-deployment', rollout)) === 'PASS');
  }, 120_000);
});

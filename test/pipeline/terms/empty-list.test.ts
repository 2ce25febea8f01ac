import { afterEach, describe, expect, it } from 'vitest';
import type { JiraIssue } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { JIRA } from '../two-tools.js';
import { type Acme, openAcme, policyOfAcme } from './acme.js';

const { ana, ben } = people;
let acme: Acme;
afterEach(() => acme.close());

describe('a required field that is a list', () => {
  it('is EMPTY where it was read as an empty list, and not unknown', async () => {
    const { rules, fields } = await policyOfAcme();
    // A team may keep what a change depends on as components.
    const asComponents = { ...fields, [JIRA]: { ...fields![JIRA], dependencies: 'components' } };
    const tickets: JiraIssue[] = [];
    acme = await openAcme({
      policy: { fields: asComponents, rules: { ...rules, 'incomplete-request': { fields: ['dependencies'] } } },
      before: (day) => {
        for (const components of [[], [{ id: '10800', name: 'checkout' }]]) {
          const one = day();
          const ticket = approved(one, 'PAY', 'Vouchers');
          ticket.fields['components'] = components;
          one.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: vouchers` });
          one.deploy('11:30', 'pay');
          tickets.push(ticket);
        }
      },
    });
    await acme.readToEnd();
    const [without, having] = tickets as [JiraIssue, JiraIssue];
    expect(await acme.answer('incomplete-request', without)).toBe('GAP');
    expect(await acme.sentence('incomplete-request', without)).toContain('dependencies');
    expect(await acme.answer('incomplete-request', having)).toBe('PASS');
  });
});

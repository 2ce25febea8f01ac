import { afterEach, describe, expect, it } from 'vitest';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { people } from '../../../src/sample/organisation/people.js';
import { type Acme, openAcme, policyOfAcme } from './acme.js';
import { ask } from './ask.js';

const { ana, ben } = people;
const HOUR_MS = 3_600_000;
let acme: Acme;
afterEach(() => acme.close());

async function errors(): Promise<readonly unknown[]> {
  const { sources } = (await ask(acme.sql, '{ sources { name errors } }')) as {
    sources: readonly { name: string; errors: readonly string[] }[];
  };
  return sources.filter((one) => one.errors.length > 0);
}

describe('Terms, Service, team, environment', () => {
  it('“A source with deployments and no production environment is an error on `sources`.”, and none once policy names one', async () => {
    acme = await openAcme({
      before: (day) => {
        const one = day();
        const ticket = approved(one, 'PAY', 'Only tried');
        one.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: only tried` });
        one.deploy('11:30', 'pay', { environment: 'staging' });
        one.deploy('11:40', 'pay', { environment: 'live' });
        one.deploy('11:50', 'pay', { environment: 'live' });
      },
    });
    await acme.sql`insert into source_state (source, connector, health, sentence) values ('github-acme', 'github', 'HEALTHY', ''), ('jira-acme', 'jira', 'HEALTHY', '')`;
    expect(await errors()).toEqual([]);
    await acme.readToEnd();
    const sentence =
      'github-acme told of 3 deployments, and none went to production, so no rule judges them. Its environments: "live", "staging". Say under environments in policy.yaml which are production.';
    expect(await errors()).toEqual([{ name: 'github-acme', errors: [sentence] }]);
    const policy = await policyOfAcme();
    await acme.activate({ ...policy, environments: { ...policy.environments, live: { production: true } } });
    // Activation looks forward only: what starts from now on goes to production, a second after the hub learned what is.
    const nextMs = Math.floor(Date.now() / 1000) * 1000 + 1000;
    acme.day(nextMs - HOUR_MS).deploy('00:59:59', 'pay', { environment: 'live', starts: '01:00:00', ends: '01:00:01' });
    for (const one of acme.company.sent()) await acme.arrives(one);
    expect(await errors()).toEqual([]);
  });
});

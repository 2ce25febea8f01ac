import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JiraIssue } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { type Acme, openAcme } from './acme.js';
import { ask } from './ask.js';

const { ana, ben, cleo, dan, eva, finn } = people;
let acme: Acme;
let waiting: JiraIssue;
let emergency: JiraIssue;

beforeAll(async () => {
  acme = await openAcme({
    before: (day) => {
      const one = day();
      const ticket = approved(one, 'PAY', 'Deployed');
      one.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: deployed` });
      one.deploy('11:30', 'pay');
      emergency = one.raise('09:05', eva, { in: 'OPS', type: 'Emergency change', summary: 'More workers' });
      one.land(MORNING, eva, finn, { in: 'infra', title: `${emergency.key}: more workers` });
      one.deploy('11:30', 'infra');
      const next = day();
      waiting = approved(next, 'WEB', 'Merged, and not deployed');
      next.land(MORNING, cleo, dan, { in: 'web', title: `${waiting.key}: merged, and not deployed` });
    },
  });
  await acme.readToEnd();
}, 60_000);
afterAll(() => acme.close());

interface Answer {
  readonly [list: string]: { readonly nodes: readonly { readonly key?: string; readonly rule?: string; readonly subject?: string }[] };
}
const told = async (question: string) => (await ask(acme.sql, question)) as Answer;
const keys = async (filter: string) =>
  (await told(`{ changes(filter: { ${filter} }) { nodes { key } } }`))['changes']!.nodes.map(({ key }) => key);
const rules = async (filter: string) =>
  (await told(`{ gaps(first: 50, filter: { ${filter} }) { nodes { rule subject } } }`))
    ['gaps']!.nodes.filter(({ subject }) => subject === `ticket:jira-acme:${emergency.id}`)
    .map(({ rule }) => rule);

describe('lists by service, team and environment', () => {
  it('a change that is not deployed yet is of the service that its pull request goes to', async () => {
    expect(await keys('services: ["web"]')).toEqual([waiting.key]);
    expect(await keys('teams: ["storefront"]')).toEqual([waiting.key]);
    expect(await keys('services: ["web"], environments: ["production"]')).toEqual([]);
    expect(await keys('services: ["pay"]')).toHaveLength(1);
    expect(await keys('services: ["ledger"]')).toEqual([]);
  });

  it('a gap of a change alone is of what its implementation was deployed to', async () => {
    const own = ['missing-outcome', 'emergency-without-review', 'emergency-misused', 'overdue-decision'];
    for (const filter of ['service: "infra"', 'team: "platform"', 'environment: "production"', 'repository: "acme/infra"']) {
      expect(await rules(filter), filter).toEqual(own);
    }
    for (const filter of ['service: "pay"', 'team: "payments"', 'environment: "staging"', 'repository: "acme/pay"']) {
      expect(await rules(filter), filter).toEqual([]);
    }
    const facets =
      '{ gaps(filter: { rules: ["emergency-without-review"] }) { facets(by: [SERVICE, TEAM, ENVIRONMENT]) { by values { value count } } } }';
    expect(await ask(acme.sql, facets)).toEqual({
      gaps: {
        facets: [
          { by: 'SERVICE', values: [{ value: 'infra', count: 1 }] },
          { by: 'TEAM', values: [{ value: 'platform', count: 1 }] },
          { by: 'ENVIRONMENT', values: [{ value: 'production', count: 1 }] },
        ],
      },
    });
  });

  it('deployments are filtered by service and team, and counted', async () => {
    const facets = 'facets(by: [SERVICE, TEAM, REPOSITORY, OUTCOME]) { by values { value count } }';
    expect(await ask(acme.sql, `{ deployments(filter: { team: "payments" }) { totalCount ${facets} } }`)).toEqual({
      deployments: {
        totalCount: 1,
        facets: [
          { by: 'SERVICE', values: [{ value: 'pay', count: 1 }] },
          { by: 'TEAM', values: [{ value: 'payments', count: 1 }] },
          { by: 'REPOSITORY', values: [{ value: 'acme/pay', count: 1 }] },
          { by: 'OUTCOME', values: [{ value: 'SUCCEEDED', count: 1 }] },
        ],
      },
    });
    expect(await ask(acme.sql, '{ deployments(filter: { service: "web" }) { totalCount } }')).toEqual({ deployments: { totalCount: 0 } });
  });
});

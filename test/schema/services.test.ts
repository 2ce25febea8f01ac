import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy, deploymentRef, openGap } from './deployed.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { withPolicy } from './tickets.js';
import { followToEnd } from '../../src/follow/index.js';

let hub: RunningHub;

/** Six deployments: 1 to 4 of `pay` to production, 5 of a repository that policy does not know, 6 of `web` to an environment that it does not know. */
beforeAll(async () => {
  hub = await runHub();
  await withPolicy(hub);
  await followToEnd(hub.sql, hub.key);
  await deploy(hub.sql, 6);
  await hub.sql`update deployment_range set service = 'pay', standing = 'PRODUCTION'`;
  await hub.sql`update deployment_range set service = 'repository:github-acme:9' where deployment = ${deploymentRef(5)}`;
  await hub.sql`insert into repository (repository, source, name) values ('repository:github-acme:9', 'github-acme', 'acme/old')`;
  await hub.sql`update deployment_range set service = 'web', environment = 'canary', standing = 'UNKNOWN' where deployment = ${deploymentRef(6)}`;
  await openGap(hub.sql, 1, 'OPEN', 1);
  await openGap(hub.sql, 2, 'RESOLVED', 1);
  await openGap(hub.sql, 6, 'OPEN', 1);
});
afterAll(() => hub.stop());

async function ask(question: string): Promise<Tree> {
  const { data, errors } = await hub.ask(`{ ${question} }`);
  expect(errors).toEqual([]);
  return data;
}

describe('services', () => {
  it('are those of the policy in force and whatever else was deployed, with their last deployments and open gaps', async () => {
    const { services } = await ask(
      'services { totalCount nodes { id mapped name team infrastructure repositories { repository } deploymentCount openGaps lastDeployments { id } } }',
    );
    expect(services).toEqual({
      totalCount: 3,
      nodes: [
        {
          id: 'pay',
          mapped: true,
          name: 'Payments',
          team: 'payments',
          infrastructure: 'DATABASE',
          repositories: [{ repository: 'acme/pay' }],
          deploymentCount: 4,
          openGaps: 1,
          lastDeployments: [{ id: deploymentRef(4) }],
        },
        {
          id: 'repository:github-acme:9',
          mapped: false,
          name: 'acme/old',
          team: null,
          infrastructure: 'UNKNOWN',
          repositories: [{ repository: 'acme/old' }],
          deploymentCount: 1,
          openGaps: 0,
          lastDeployments: [{ id: deploymentRef(5) }],
        },
        {
          id: 'web',
          mapped: true,
          name: null,
          team: null,
          infrastructure: 'UNKNOWN',
          repositories: [{ repository: 'acme/web' }],
          deploymentCount: 1,
          openGaps: 1,
          lastDeployments: [{ id: deploymentRef(6) }],
        },
      ],
    });
  });

  it.each([
    ['{ team: "payments" }', ['pay']],
    ['{ mapped: false }', ['repository:github-acme:9']],
    ['{ repository: "acme/web" }', ['web']],
    ['{ infrastructure: DATABASE, application: "none" }', []],
  ])('are filtered: %s', async (filter, expected) => {
    const { services } = await ask(`services(filter: ${filter}) { nodes { id } }`);
    expect(list(services?.['nodes']).map(({ id }) => id)).toEqual(expected);
  });

  it('page by id', async () => {
    const { services } = await ask('services(first: 2) { pageInfo { endCursor hasNextPage } }');
    const after = String(services?.['pageInfo']?.['endCursor']);
    const next = await ask(`services(first: 2, after: "${after}") { nodes { id } pageInfo { hasNextPage } }`);
    expect(next['services']).toEqual({ nodes: [{ id: 'web' }], pageInfo: { hasNextPage: false } });
  });
});

describe('gaps of a service itself', () => {
  afterAll(async () => void (await hub.sql`delete from gap where rule = 'direct-access'`));

  const of = async (id: string) => {
    const asked = `services { nodes { id openGaps } } teams { nodes { id openGaps } } gaps(filter: { service: "${id}", rules: ["direct-access"] }) { nodes { subject } facets(by: [SERVICE]) { values { value } } }`;
    const { services, teams, gaps } = await ask(asked);
    const count = (all: Tree | undefined, name: string) => list(all?.['nodes']).find((one) => String(one['id']) === name)?.['openGaps'];
    const subjects = list(gaps?.['nodes']).map(({ subject }) => subject);
    return [count(services, id), count(teams, 'payments'), subjects, list(list(gaps?.['facets'])[0]?.['values']).map(({ value }) => value)];
  };

  it('count among its open ones and those of its team, and are found by it', async () => {
    const [pay, old] = ['service:pay', 'service:repository%3Agithub-acme%3A9'];
    await hub.sql`
      insert into gap (rule, subject, status, severity, sentence, opened_at, changed_at, openings, opened_seq, changed_seq, unit, baseline)
      select 'direct-access', unit, 'OPEN', 'HIGH', 'Somebody was there.', now(), now(), 1, 0, 0, unit, false
      from unnest(${[pay, old]}::text[]) as u (unit)`;
    expect(await of('pay')).toEqual([2, 2, [pay], ['pay']]);
    expect(await of('repository:github-acme:9')).toEqual([1, 2, [old], ['repository:github-acme:9']]);
  });
});

describe('teams', () => {
  it('are those that the policy in force lists, with their services and open gaps', async () => {
    const { teams } = await ask('teams { totalCount nodes { id name openGaps services { totalCount nodes { id } } } }');
    expect(teams).toEqual({
      totalCount: 2,
      nodes: [
        { id: 'idle', name: null, openGaps: 0, services: { totalCount: 0, nodes: [] } },
        { id: 'payments', name: 'Payments', openGaps: 1, services: { totalCount: 1, nodes: [{ id: 'pay' }] } },
      ],
    });
  });
});

describe('environments', () => {
  it('are listed and counted, too, where nobody says what they are', async () => {
    const { environments } = await ask(
      'environments { nodes { name standing mapped sources deploymentCount productionCount otherCount unknownCount openGaps deployments(first: 2) { totalCount nodes { id } } } }',
    );
    const nothing = { mapped: true, sources: [], deploymentCount: 0, productionCount: 0, otherCount: 0, unknownCount: 0, openGaps: 0 };
    const seen = { sources: ['github-acme'] };
    expect(list(environments?.['nodes'])).toEqual([
      {
        ...nothing,
        ...seen,
        name: 'canary',
        standing: 'UNKNOWN',
        mapped: false,
        deploymentCount: 1,
        unknownCount: 1,
        openGaps: 1,
        deployments: { totalCount: 1, nodes: [{ id: deploymentRef(6) }] },
      },
      {
        ...nothing,
        ...seen,
        name: 'production',
        standing: 'PRODUCTION',
        deploymentCount: 5,
        productionCount: 5,
        openGaps: 1,
        deployments: { totalCount: 5, nodes: [{ id: deploymentRef(5) }, { id: deploymentRef(4) }] },
      },
      { ...nothing, name: 'staging', standing: 'OTHER', deployments: { totalCount: 0, nodes: [] } },
    ]);
  });

  it.each([
    ['{ standing: UNKNOWN }', ['canary']],
    ['{ mapped: true }', ['production', 'staging']],
    ['{ source: "github-acme" }', ['canary', 'production']],
  ])('are filtered: %s', async (filter, expected) => {
    const { environments } = await ask(`environments(filter: ${filter}) { nodes { name } }`);
    expect(list(environments?.['nodes']).map(({ name }) => name)).toEqual(expected);
  });
});

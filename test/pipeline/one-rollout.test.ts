import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { step } from '../../src/normalise/index.js';
import { deliver, type GitHub, type Payload, startGitHub } from '../../src/sample/index.js';
import type { Step } from './any-plan.js';
import { all, askApi } from './ask-api.js';
import { Company } from './company.js';
import { type HubUnderTest, hubUnderTest, SECRET, TOKEN } from './hub-under-test.js';
import { randomOf, shuffled } from './single-records.js';
import { deploymentsIn, verdictsIn } from './what-it-says.js';

const at = { repository: 0, who: 0 };
const COMMIT: Step = { ...at, afterS: 3600, does: 'push', which: 0, commits: 1 };

/** `afterS` the step before it began. */
function told(environment: string, afterS: number, lastsS: number, end: 'success' | null = 'success'): Step {
  return { ...at, afterS, does: 'deploy', back: 0, environment, end, lastsS };
}

const ROLLOUTS: readonly Step[] = [
  COMMIT,
  told('production', 60, 300),
  told('prod-argo', 60, 600),
  told('prod-vercel', 60, 5),
  told('prod-jenkins', 600, 60),
  COMMIT,
  told('prod-jenkins', 60, 5),
  told('prod-argo', 5, 60),
  told('production', 5, 5),
  told('prod-vercel', 5, 5),
  // The same revision again, by two of the tools.
  told('production', 7200, 60),
  told('prod-argo', 30, 60),
];

const production = { production: true, environment: 'production' };
const ENVIRONMENTS = { production, 'prod-argo': production, 'prod-vercel': production, 'prod-jenkins': production };

let company: Company;
let served: GitHub;
let hubs: HubUnderTest[];

beforeEach(async () => {
  company = new Company();
  served = await startGitHub(company.world, { token: TOKEN });
  hubs = [];
});

afterEach(async () => {
  for (const hub of hubs) await hub.close();
  await served.close();
});

async function hubOn(speaks?: string[]): Promise<HubUnderTest> {
  const hub = await hubUnderTest({
    url: served.url,
    repositories: ['acme/pay', 'acme/web'],
    policy: { environments: ENVIRONMENTS, baselines: { '*': 'empty' }, settle: '0ms', reports: speaks ? { speaks } : {} },
  });
  hubs.push(hub);
  return hub;
}

const played = (steps: readonly Step[]): readonly Payload[] => steps.flatMap((one) => company.play(one, served));

/** Sends all in an order that the seed decides; the hub follows now and then, and sometimes begins anew. */
async function sent(hub: HubUnderTest, payloads: readonly Payload[], seed: number): Promise<void> {
  const url = await hub.door();
  const random = randomOf(seed);
  for (const payload of shuffled(payloads, seed)) {
    expect(await deliver({ url, secret: SECRET }, payload)).toMatchObject({ status: 202 });
    if (random() < 0.4) continue;
    await step(hub.runtime);
    await hub.follow();
    if (random() < 0.2) hub.restart();
  }
  await hub.normalise();
  await hub.follow();
}

/** `name RELATION carried base → speaker`, in order of the start. */
async function reported({ sql }: HubUnderTest): Promise<readonly string[]> {
  const rows = await sql<{ told: string }[]>`
    select concat_ws(' ', r.environment, r.relation, r.carries, coalesce(b.environment, '-'), case l.strength when 'CARRIED' then '→' else '?' end, s.environment) as told
    from deployment_range r
    left join deployment_range b on b.deployment = r.base and b.recorded_to is null
    left join link l on l.from_ref = r.deployment and l.place = 'same_deployment' and l.recorded_to is null
    left join deployment_range s on s.deployment = l.to_ref and s.recorded_to is null
    where r.recorded_to is null order by r.start_from`;
  return rows.map((row) => row.told.replace(/ \?$/, ''));
}

async function unitsJudged({ sql }: HubUnderTest): Promise<readonly string[]> {
  const rows = await sql<{ environment: string }[]>`
    select distinct r.environment, r.start_from
    from verdict v join deployment_range r on r.deployment = v.unit and r.recorded_to is null
    where v.recorded_to is null order by r.start_from`;
  return rows.map((row) => row.environment);
}

describe('four tools that report one rollout', () => {
  it('are one deployment, in whatever order their reports come: the earliest speaks, the others corroborate', async () => {
    const payloads = played(ROLLOUTS);
    const said: unknown[] = [];
    for (const seed of [1, 2, 3, 4]) {
      const hub = await hubOn();
      await sent(hub, payloads, seed);
      await hub.readToEnd();
      expect(await reported(hub)).toEqual([
        'production FIRST 2 -',
        'prod-argo CORROBORATES 0 - → production',
        'prod-vercel CORROBORATES 0 - → production',
        'prod-jenkins CORROBORATES 0 - → production',
        'prod-jenkins FORWARD 1 production',
        'prod-argo CORROBORATES 0 - → prod-jenkins',
        'production CORROBORATES 0 - → prod-jenkins',
        'prod-vercel CORROBORATES 0 - → prod-jenkins',
        'production REDEPLOYMENT 0 prod-jenkins',
        'prod-argo CORROBORATES 0 - → production',
      ]);
      expect(await unitsJudged(hub)).toEqual(['production', 'prod-jenkins', 'production']);
      expect(await hub.rebuilt()).toEqual(await hub.dump());
      said.push([await deploymentsIn(hub.sql), await verdictsIn(hub.sql)]);
    }
    for (const one of said.slice(1)) expect(one).toEqual(said[0]);
  }, 120_000);

  it('are spoken for by the tool that policy names', async () => {
    const hub = await hubOn(['github-acme/prod-vercel', 'github-acme/prod-argo']);
    await sent(hub, played(ROLLOUTS), 5);
    await hub.readToEnd();
    expect(await unitsJudged(hub)).toEqual(['prod-vercel', 'prod-vercel', 'prod-argo']);
    const question = `{ deployments(first: 20) { nodes { environment speaker { environment } corroboratedBy { environment speaker { environment } } } } }`;
    const nodes = all((await askApi(hub.sql, question))['deployments']?.['nodes']);
    const [first, ...others] = nodes.filter(({ speaker }) => speaker === null).reverse();
    const corroborating = all(first?.['corroboratedBy']);
    expect([first?.['environment'], others.length]).toEqual(['prod-vercel', 2]);
    expect(corroborating.map(({ environment }) => String(environment)).sort()).toEqual(['prod-argo', 'prod-jenkins', 'production']);
    expect(corroborating.map(({ speaker }) => speaker)).toEqual(Array(3).fill({ environment: 'prod-vercel' }));
    expect(nodes.filter(({ speaker }) => speaker !== null).map(({ corroboratedBy }) => corroboratedBy)).toEqual(Array(7).fill([]));
    const told = await reported(hub);
    expect(told.filter((one) => !one.includes('CORROBORATES'))).toEqual([
      'prod-vercel FIRST 2 -',
      'prod-vercel FORWARD 1 prod-vercel',
      'prod-argo REDEPLOYMENT 0 prod-vercel',
    ]);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });

  it('are open, and no rule answers more than INDETERMINATE, until the end of the first one says how far apart they are', async () => {
    const hub = await hubOn();
    const payloads = [COMMIT, told('production', 60, 60), told('prod-argo', 3600, 60)].map((one) => company.play(one, served));
    const end = payloads[1]!.at(-1)!;
    const { statuses } = company.world.repositories[0]!.deployments[0]!;
    const [last] = statuses.splice(2);
    await sent(
      hub,
      payloads.flat().filter((one) => one !== end),
      6,
    );
    await hub.readToEnd();
    expect(await reported(hub)).toEqual(['production FIRST 2 -', 'prod-argo UNDECIDED 0 - ? production']);
    const answers = await hub.sql<{ answer: string }[]>`
      select distinct v.answer from verdict v join deployment_range r on r.deployment = v.unit and r.recorded_to is null
      where v.recorded_to is null and r.environment = 'prod-argo'`;
    expect(answers.map((row) => row.answer)).toEqual(['INDETERMINATE']);
    // What came an hour after an end was no report of it.
    statuses.push(last!);
    await sent(hub, [end], 7);
    expect(await reported(hub)).toEqual(['production FIRST 2 -', 'prod-argo REDEPLOYMENT 0 production']);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});

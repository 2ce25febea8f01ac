import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHub, startGitHub } from '../../src/sample/index.js';
import type { Step } from './any-plan.js';
import { Company } from './company.js';
import { type HubUnderTest, hubUnderTest, TOKEN } from './hub-under-test.js';

const at = { repository: 0, who: 0, afterS: 3600 };
const COMMIT: Step = { ...at, does: 'push', which: 0, commits: 1 };
const deployedTo = (environment: string): Step => ({ ...at, does: 'deploy', back: 0, environment, end: 'success', lastsS: 60 });

let served: GitHub;
let hub: HubUnderTest;
let company: Company;

beforeEach(async () => {
  company = new Company();
  served = await startGitHub(company.world, { token: TOKEN });
  hub = await hubUnderTest({
    url: served.url,
    repositories: ['acme/pay', 'acme/web'],
    policy: {
      environments: {
        production: { production: true },
        live: { production: true, environment: 'production' },
        'live-eu': { production: true, environment: 'production', target: 'eu' },
      },
      baselines: { '*': 'empty' },
      rules: { 'direct-push': { environments: ['production'] } },
    },
  });
});

afterEach(async () => {
  await hub.close();
  await served.close();
});

/** `name RELATION carried base`, in order of the start; the base as the name of its environment. */
async function deployed(steps: readonly Step[]): Promise<readonly string[]> {
  for (const step of steps) company.play(step, served);
  await hub.readToEnd();
  const rows = await hub.sql<{ told: string }[]>`
    select concat_ws(' ', r.environment, r.relation, r.carries, coalesce(b.environment, '-')) as told
    from deployment_range r left join deployment_range b on b.deployment = r.base and b.recorded_to is null
    where r.recorded_to is null order by r.start_from`;
  return rows.map((row) => row.told);
}

describe('deployments to one environment and target stand in one order, whatever the tools call it', () => {
  it('sees under one name what was deployed under another, and nothing of another target', async () => {
    const steps = [COMMIT, deployedTo('production'), COMMIT, deployedTo('live'), deployedTo('live-eu'), deployedTo('production')];
    expect(await deployed(steps)).toEqual([
      'production FIRST 2 -',
      'live FORWARD 1 production',
      'live-eu FIRST 3 -',
      'production REDEPLOYMENT 0 live',
    ]);
    // The rule is narrowed to the environment as policy calls it, under whatever name it was deployed to.
    const asked = await hub.sql<{ environment: string }[]>`
      select r.environment from verdict v join deployment_range r on r.deployment = v.unit and r.recorded_to is null
      where v.rule = 'direct-push' and v.recorded_to is null order by r.start_from`;
    expect(asked.map((row) => row.environment)).toEqual(['production', 'live', 'live-eu', 'production']);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });

  it('takes what starts after another policy by that one, also after a restart', async () => {
    await deployed([COMMIT, deployedTo('production'), COMMIT, deployedTo('canary')]);
    await hub.activate({ environments: { canary: { production: true, environment: 'production' } }, baselines: { '*': 'empty' } });
    await hub.follow();
    company.waitUntil(Date.now() + 3_600_000);
    const told = await deployed([COMMIT, deployedTo('canary')]);
    hub.restart();
    const again = await deployed([deployedTo('canary')]);
    expect(told.slice(0, 2)).toEqual(['production FIRST 2 -', 'canary FIRST 3 -']);
    expect([told.at(-1), again.at(-1)]).toEqual(['canary FORWARD 2 production', 'canary REDEPLOYMENT 0 canary']);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { issue, worldOf } from '../connectors/jira/world.js';
import type { Step } from './any-plan.js';
import { Company } from './company.js';
import { type TwoTools, twoTools } from './two-tools.js';

let hub: TwoTools;
afterEach(() => hub.close());

const at = { repository: 0, who: 0 };
const deployedTo = (environment: string): Step => ({ ...at, afterS: 60, does: 'deploy', back: 0, environment, end: 'success', lastsS: 60 });

async function changesCarried(): Promise<readonly string[]> {
  const rows = await hub.sql<{ told: string }[]>`
    select concat_ws(' ', r.environment, l.to_ref, l.place, l.strength) as told
    from link l join deployment_range r on r.deployment = l.from_ref and r.recorded_to is null
    where l.to_ref like 'ticket:%' and l.recorded_to is null order by 1`;
  return rows.map((row) => row.told);
}

describe('what one of several reports says of a deployment', () => {
  it('is said of the deployment: a change that only the later report names is carried by the one that speaks', async () => {
    const company = new Company();
    const production = { production: true, environment: 'production' };
    hub = await twoTools({
      github: company.world,
      jira: worldOf([issue(1)]),
      policy: { environments: { production, argo: production }, baselines: { '*': 'empty' } },
    });
    company.play(deployedTo('production'), hub.github);
    await hub.readToEnd();
    expect(await changesCarried()).toEqual([]);
    company.play(deployedTo('argo'), hub.github);
    const later = company.world.repositories[0]!.deployments[1]! as { ref: string };
    later.ref = `release/${hub.jiraWorld.issues[0]!.key}`;
    await hub.readToEnd();
    expect(await changesCarried()).toEqual([`production ticket:jira-acme:${hub.jiraWorld.issues[0]!.id} ref CARRIED`]);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});

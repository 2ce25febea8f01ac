import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import type { TestPolicy } from '../hub-under-test.js';
import { published, type Rollout, rolledOut } from '../image-rollout.js';
import { pushed, SENDER } from '../senders.js';
import { type Acme, openAcme } from '../terms/acme.js';
import { answersOf, backtested, differences } from './answers.js';

const { ana, ben, eva } = people;
const TOLD = ['production.accessed', 'infrastructure.drifted', 'incident.opened', 'artifact.published'] as const;
const believing = (...types: readonly (typeof TOLD)[number][]): TestPolicy => ({
  settle: '0s',
  trust: { [SENDER]: [...types] },
  rules: ALL_RULES,
});

/** What a sender tells of the day on which `pay` was deployed: who went past it, what drifted, what an image was built from. */
function toldBy(rollout: Rollout, day: string): readonly object[] {
  const at = (time: string) => `${day}T${time}:00Z`;
  const accessed = (id: string, service: string, time: string) => ({
    ...{ type: 'production.accessed', id, at: at(time) },
    data: { by: { id: 'ana' }, method: 'SQL', system: 'db-1', service, environment: 'production' },
  });
  const drifted = (id: string, service: string, time: string) => ({
    ...{ type: 'infrastructure.drifted', id, at: at(time) },
    data: { resource: `aws_db.${service}`, service, environment: 'production' },
  });
  return [
    ...[accessed('s-1', 'pay', '11:00'), accessed('s-2', 'web', '15:00'), accessed('s-3', 'the old books', '15:00')],
    { type: 'incident.opened', id: 'i-1', at: at('14:30'), data: { service: 'web' } },
    ...[drifted('d-1', 'pay', '03:00'), drifted('d-2', 'infra', '03:00')],
    published(rollout),
  ];
}

/** Repositories, a build of an image, and a main branch that was forced back after a deployment of it. */
async function opened(policy: TestPolicy): Promise<Acme> {
  const rollouts: Rollout[] = [];
  const acme = await openAcme({
    policy,
    before: (day, company) => {
      rollouts.push(rolledOut(day(), company, 'a'));
      const own = day();
      own.land(MORNING, ana, ben, { in: 'pay', title: 'Show the fee' });
      own.deploy('12:30', 'pay');
      const before = own.mainOf('legacy');
      const commit = own.pushToMain('10:00', eva, 'legacy', 'Newer reports');
      own.deploy('11:30', 'legacy', { revision: commit.sha });
      own.moveMain('12:00', eva, 'legacy', { to: before, type: 'force_push' });
    },
  });
  await acme.readToEnd();
  await pushed(acme, toldBy(rollouts[0]!, '2025-01-09'));
  await acme.readToEnd();
  return acme;
}

/** By turns, what the sender is believed, and what is mapped where; with rules of which something must become other. */
const PROPOSED: Readonly<Record<string, readonly [TestPolicy, readonly string[]]>> = {
  'nobody believes the sender': [believing(), ['direct-access', 'drift-without-change', 'unreviewed-code']],
  'the sender is believed of artifacts alone': [believing('artifact.published'), ['direct-access', 'drift-without-change']],
  'the sender is not believed of incidents': [
    believing('production.accessed', 'infrastructure.drifted', 'artifact.published'),
    ['direct-access'],
  ],
  'what was forced away is less grave and stood on no release branch, and other things are one service': [
    {
      ...believing(...TOLD),
      releaseBranches: { '*': ['release/*'] },
      rules: { ...ALL_RULES, 'rewritten-history': { severity: 'LOW' } },
      services: { web: { repositories: ['acme/pay', 'acme/web'] }, 'the old books': { repositories: ['acme/legacy'] } },
    },
    ['rewritten-history', 'off-branch-deployment'],
  ],
};

describe('a back-test, of services, forced branches, artifacts and senders', () => {
  let acme: Acme;
  beforeAll(async () => void (acme = await opened(believing(...TOLD))), 240_000);
  afterAll(() => acme?.close());

  it('finds nothing otherwise by the policy that is in force, though all of these are judged', async () => {
    const rules = new Set([...(await answersOf(acme)).keys()].map((name) => name.split(' ')[0]));
    for (const rule of ['direct-access', 'drift-without-change', 'rewritten-history']) expect(rules).toContain(rule);
    expect(await acme.sql`select from deployment_build where repository is not null and recorded_to is null`).not.toHaveLength(0);
    const { done, lines } = await backtested(acme, believing(...TOLD));
    expect(lines).toEqual([]);
    expect(done.verdicts).toBe((await answersOf(acme)).size);
  }, 120_000);

  for (const [name, [policy, touched]] of Object.entries(PROPOSED)) {
    it(`says what following says where it is in force from the beginning: ${name}`, async () => {
      const { lines } = await backtested(acme, policy);
      const other = await opened(policy);
      try {
        const wanted = differences(await answersOf(acme), await answersOf(other));
        for (const rule of touched) expect(wanted.filter((line) => line.startsWith(`${rule} `))).not.toEqual([]);
        expect(lines).toEqual(wanted);
      } finally {
        await other.close();
      }
    }, 240_000);
  }
});

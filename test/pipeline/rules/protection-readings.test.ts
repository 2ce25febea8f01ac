import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transaction } from '../../../src/db/pool.js';
import { readingsOf, loadProtections } from '../../../src/follow/load/protections.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import type { Deployment } from '../../../src/sample/index.js';
import { SOURCE } from '../hub-under-test.js';
import { type Acme, openAcme } from '../terms/acme.js';

const { ana, ben } = people;

describe('what protected a branch when a pull request was merged', () => {
  let acme: Acme;
  let rollout: Deployment;
  let repository: string;
  const read = () =>
    acme.sql.begin(async (tx) => readingsOf((await loadProtections(tx as Transaction, [repository])).get(repository) ?? [], ['main']));

  beforeAll(async () => {
    acme = await openAcme({
      policy: { rules: ALL_RULES },
      before: (day, { repositories: { pay } }) => {
        const today = day();
        const ticket = approved(today, 'PAY', 'Guarded');
        today.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: guarded` });
        rollout = today.deploy('11:30', 'pay');
        const done = { startedAt: rollout.createdAt, completedAt: '2025-01-06T09:00:00Z' };
        pay.checkRuns.push({ id: 900_002, sha: rollout.sha, name: 'lint', status: 'completed', conclusion: 'failure', ...done });
        pay.protections.set('main', { approvals: 2, checks: ['lint'] });
        repository = `repository:${SOURCE}:${pay.id}`;
      },
    });
    await acme.readToEnd();
  }, 240_000);
  afterAll(() => acme?.close());

  it('is not known of merges before the first reading, so that what failed then is INDETERMINATE', async () => {
    expect(await acme.answer('failed-checks-overridden', rollout)).toBe('INDETERMINATE');
    expect(await acme.sentence('failed-checks-overridden', rollout)).toContain('nobody had read it before');
    expect(await read()).toMatchObject([{ isProtected: true, reviews: 2, checks: ['lint'], at: { from: '0001-01-01T00:00:00.000000Z' } }]);
  });

  it('was set between the reading that shows it and the last complete one before', async () => {
    acme.company.repositories.pay.protections.set('main', { checks: [] });
    const [before] = await acme.sql<{ upTo: string }[]>`
      select up_to as "upTo" from coverage where collection = 'protections' and scope = ${repository}`;
    await acme.readUntil('it is read again', async () => (await read()).length === 2);
    const [first, second] = await read();
    expect(second).toMatchObject({ isProtected: true, reviews: 0, checks: [], at: { from: before!.upTo } });
    expect(second!.at.from > first!.at.from && second!.at.to > first!.at.to).toBe(true);
  });
});

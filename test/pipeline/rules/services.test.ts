import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import type { TestPolicy } from '../hub-under-test.js';
import { pushed, SENDER } from '../senders.js';
import { type Acme, openAcme, policyOfAcme } from '../terms/acme.js';

const { ana, ben } = people;

const policy: TestPolicy = {
  settle: '0s',
  trust: { [SENDER]: ['production.accessed', 'infrastructure.drifted', 'incident.opened', 'incident.resolved'] },
  rules: ALL_RULES,
};

const DAY_MS = Date.UTC(2025, 3, 7);
const at = (time: string) => `2025-04-07T${time}:00Z`;

function accessed(id: string, service: string, time: string): object {
  const data = { by: { id: 'ana' }, method: 'SQL', system: 'db-1', service, environment: 'production' };
  return { type: 'production.accessed', id, at: at(time), data };
}

describe('the rules about services: a gap that later facts resolve', () => {
  let acme: Acme;
  const found = async (rule: string, service: string) => {
    const [row] = await acme.sql<{ answer: string; sentence: string }[]>`
      select answer, sentence from verdict where rule = ${rule} and subject = ${`service:${service}`} and recorded_to is null`;
    return row ?? { answer: 'NONE', sentence: '' };
  };
  const steps = async (rule: string, service: string) => {
    const rows = await acme.sql<{ type: string }[]>`
      select type from timeline_entry where type like 'gap.%' and subject = ${`gap:${rule}:service:${service}`} order by seq`;
    return rows.map(({ type }) => type);
  };

  beforeAll(async () => {
    acme = await openAcme({
      policy,
      before: (day) => {
        const own = day();
        own.land(MORNING, ana, ben, { in: 'pay', title: 'Show the fee' });
        own.deploy('12:30', 'pay');
      },
    });
    await acme.readToEnd();
  }, 240_000);
  afterAll(() => acme?.close());

  it('direct-access: SQL on production, until an incident becomes known that was open then', async () => {
    await pushed(acme, [accessed('s-1', 'pay', '12:00')]);
    expect(await found('direct-access', 'pay')).toEqual({
      answer: 'GAP',
      sentence:
        'Somebody reached db-1 of pay directly by SQL at 2025-04-07T12:00:00.000000Z, and no change in its window and no open incident covers that.',
    });
    await pushed(acme, [{ type: 'incident.opened', id: 'i-1', at: at('11:30'), data: { service: 'pay' } }]);
    expect(await found('direct-access', 'pay')).toMatchObject({ answer: 'PASS' });
    await pushed(acme, [{ type: 'incident.resolved', id: 'i-1', at: at('11:45'), data: { service: 'pay' } }]);
    expect(await found('direct-access', 'pay')).toMatchObject({ answer: 'GAP' });
    expect(await steps('direct-access', 'pay')).toEqual(['gap.opened', 'gap.resolved', 'gap.reopened']);
  }, 120_000);

  it('direct-access: what turns out to be of another service is no longer of this one', async () => {
    await pushed(acme, [accessed('s-2', 'web', '12:00')]);
    expect(await found('direct-access', 'web')).toMatchObject({ answer: 'GAP' });
    await pushed(acme, [accessed('s-2', 'the old books', '12:00')]);
    expect([await found('direct-access', 'web'), await found('direct-access', 'the%20old%20books')]).toMatchObject([
      { answer: 'NONE' },
      { answer: 'GAP' },
    ]);
    expect(await steps('direct-access', 'web')).toEqual(['gap.opened', 'gap.withdrawn']);
  }, 120_000);

  it('direct-access: nobody need believe whom policy does not trust', async () => {
    await acme.activate({ ...(await policyOfAcme(policy)), trust: {} });
    await acme.follow();
    expect(await found('direct-access', 'pay')).toMatchObject({ answer: 'NONE' });
    await acme.activate(await policyOfAcme(policy));
    await acme.follow();
    expect(await found('direct-access', 'pay')).toMatchObject({ answer: 'GAP' });
  }, 120_000);

  it('drift-without-change: what a tool found in production, until a deployment that was under way then becomes known', async () => {
    const data = { resource: 'aws_db.pay', service: 'pay', environment: 'production' };
    await pushed(acme, [{ type: 'infrastructure.drifted', id: 'd-1', at: at('12:02'), data }]);
    expect(await found('drift-without-change', 'pay')).toMatchObject({ answer: 'GAP' });
    acme.company.sent();
    acme.day(DAY_MS).deploy('12:00', 'pay', { revision: acme.day(DAY_MS).mainOf('pay') });
    for (const one of acme.company.sent()) await acme.arrives(one);
    const isPass = async () => (await found('drift-without-change', 'pay')).answer === 'PASS';
    await acme.readUntil('the deployment is read', isPass).catch(() => undefined);
    expect(await found('drift-without-change', 'pay')).toMatchObject({ answer: 'PASS' });
    await acme.follow();
    expect(await steps('drift-without-change', 'pay')).toEqual(['gap.opened', 'gap.resolved']);
  }, 240_000);

  it('are judged again once a repository or a project begins to be read of which nothing was read before', async () => {
    const waits = await acme.sql<{ collection: string }[]>`
      select collection from awaiting where unit = 'service:pay' and scope = '' and item = '' order by 1`;
    expect(waits.map(({ collection }) => collection)).toEqual(['deployments', 'tickets']);
  });

  it('a rebuild says the same', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);
});

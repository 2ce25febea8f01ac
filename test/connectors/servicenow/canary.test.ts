import { afterEach, describe, expect, it } from 'vitest';
import { serviceNowConfig } from '../../../connectors/servicenow/config.js';
import { connected, type Connected, keysOf, pass } from './reading.js';
import { approval, change, id, put, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.world.close());

describe('the canary', () => {
  it('notices a column of the filter that ServiceNow does not know, and ignores', async () => {
    const at = await connect({ changes: 'u_misspelt=true' });
    put(at.world, 'change_request', change(1));
    await expect(pass(at, 'change_request')).rejects.toThrow(
      /does not know the column u_misspelt of change_request.*ignored what was asked/,
    );
  });

  it('notices it, too, where an invalid query is set to return nothing, and does not take nothing for an answer', async () => {
    const at = await connect({ changes: 'u_misspelt=true' });
    at.world.invalidReturnsNone = true;
    put(at.world, 'change_request', change(1));
    await expect(pass(at, 'change_request')).rejects.toThrow(/u_misspelt.*found nothing, whatever stands there/);
  });

  it.each(['sys_updated_on', 'sys_id', 'sys_created_on'])('notices that %s may not be asked for', async (column) => {
    const at = await connect();
    at.world.dropped.add(column);
    put(at.world, 'change_request', change(1));
    await expect(pass(at, 'change_request')).rejects.toThrow(column);
  });

  it('notices a term that is ignored later on, by rows that were not asked for', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1));
    const { cursor } = await pass(at, 'sysapproval_approver');
    put(
      at.world,
      'sysapproval_approver',
      approval(2, 2, { 'sysapproval.sys_class_name': 'sc_request', sys_updated_on: '2026-01-31 10:00:00' }),
    );
    expect((await pass(at, 'sysapproval_approver', cursor)).records).toEqual([]);
    at.world.dropped.add('sysapproval.sys_class_name');
    await expect(pass(at, 'sysapproval_approver', cursor)).rejects.toThrow(/rows of sysapproval_approver that were not asked for/);
  });

  it('14.7 notices an account that does not live in GMT, west and east of it', async () => {
    for (const zone of ['America/New_York', 'Asia/Kolkata', 'Europe/London']) {
      const at = await connect();
      at.world.zone = zone;
      at.world.now = '2026-07-01 09:00:00';
      put(at.world, 'change_request', change(1, { sys_updated_on: '2026-06-30 09:00:00' }));
      await expect(pass(at, 'change_request'), zone).rejects.toThrow(/in the zone of the account.*GMT/);
      await at.world.close();
    }
  });

  it('14.7 notices a zone that was changed after the first reading, by a row that does not come', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1, { sys_updated_on: '2026-01-31 08:59:00' }));
    const { cursor } = await pass(at, 'change_request');
    at.world.zone = 'America/New_York';
    await expect(pass(at, 'change_request', cursor)).rejects.toThrow(/GMT/);
    // What was deleted does not come either, and says nothing of a zone.
    at.world.zone = 'UTC';
    at.world.rows.set('change_request', []);
    expect((await pass(at, 'change_request', cursor)).records).toEqual([]);
  });

  it('14.7 reads stored times of an hour that clocks leap over, whatever the words beside them say', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1, { start_date: '2024-03-10 02:30:00', sys_updated_on: '2026-03-29 01:30:00' }));
    at.world.now = '2026-03-30 00:00:00';
    const [record] = (await pass(at, 'change_request')).records;
    expect(record?.payload).toMatchObject({ row: { start_date: { value: '2024-03-10 02:30:00' } } });
  });

  it('lets a row be changed between its two questions', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1));
    let changed = 0;
    at.world.before = ({ searchParams }) => {
      if (!/^sys_id=/.test(searchParams.get('sysparm_query') ?? '') || changed > 0) return;
      changed += 1;
      put(at.world, 'change_request', change(1, { sys_updated_on: timeOf(5000), sys_mod_count: '1' }));
    };
    expect(keysOf((await pass(at, 'change_request')).records)).toEqual([id('chg', 1)]);
    expect(changed).toBe(1);
  });
});

describe('a filter in the configuration', () => {
  const filter = (changes: string) =>
    serviceNowConfig.safeParse({ url: 'https://acme.service-now.com', token: { env: 'X' }, changes }).success;

  it.each([
    'assignment_group=d625dccec0a8016700a222a0f7900d06',
    'type!=standard^u_pci=true',
    'risk<=3',
    'categoryNOT INOther',
    'cmdb_ci.nameSTARTSWITHpay',
  ])('may be %s', (changes) => expect(filter(changes)).toBe(true));

  it.each([
    '',
    'type=standard^ORtype=normal',
    'type=normal^NQactive=true',
    'sys_updated_on>javascript:gs.daysAgo(1)',
    'type=normal^ORDERBYnumber',
    'type',
  ])('may not be %j: what it asks could not be proven', (changes) => expect(filter(changes)).toBe(false));
});

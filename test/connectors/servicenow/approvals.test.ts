import { afterEach, describe, expect, it } from 'vitest';
import { type Draft } from '#contract';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, affected, approval, audit, type Audited, BEN, change, id, put, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async () => (open = await connected());
afterEach(async () => open?.world.close());

const OF = id('appr', 1);
/** The day on which the stand-in says that it is nine o’clock, from its beginning. */
const DAY = 30 * 86_400;
const step = (number: number, from: string, to: string, more: Partial<Audited> = {}) =>
  audit(number, { table: 'sysapproval_approver', of: OF, column: 'state', from, to, at: 100 * number, by: 'ben.okafor', ...more });
const told = (events: readonly Draft[]) =>
  events
    .filter(({ type }) => type.startsWith('approval.'))
    .map(({ type, core, occurredAt }) => [
      core['decision'] ?? type,
      (core['approver'] as { $account: string } | null)?.$account,
      occurredAt?.from.slice(11, 19),
    ]);

async function read(at: Connected, cursor: Parameters<typeof pass>[2] = null) {
  const found = await pass(at, 'sysapproval_approver', cursor);
  return { ...found, events: eventsOf(found.records) };
}

describe('approvals', () => {
  it('14.5 given, reset and given again by the same person are three decisions and two requests', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1, { state: 'approved', sys_mod_count: '3', sys_updated_on: timeOf(300) }));
    put(
      at.world,
      'sys_audit',
      step(1, 'requested', 'approved'),
      step(2, 'approved', 'requested', { by: 'ana.ruiz' }),
      step(3, 'requested', 'approved'),
    );
    expect(told((await read(at)).events)).toEqual([
      ['approval.requested', BEN, '00:00:01'],
      ['APPROVED', BEN, '00:01:40'],
      ['RESET', BEN, '00:03:20'],
      ['approval.requested', BEN, '00:03:20'],
      ['APPROVED', BEN, '00:05:00'],
    ]);
  });

  it('14.4 given and taken back before the first reading are both told, from the history', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1, { state: 'cancelled', sys_mod_count: '2', sys_updated_on: timeOf(200) }));
    put(at.world, 'sys_audit', step(1, 'requested', 'approved'), step(2, 'approved', 'cancelled', { by: 'system' }));
    expect(told((await read(at)).events).map(([word]) => word)).toEqual(['approval.requested', 'APPROVED', 'REVOKED']);
  });

  it('are the same events when they are read once at the end, or after every step', async () => {
    const steps = [step(1, 'requested', 'approved'), step(2, 'approved', 'requested'), step(3, 'requested', 'approved')];
    const states = ['requested', 'approved', 'requested', 'approved'];
    const at = await connect();
    const each = new Map<string, unknown>();
    let cursor: Parameters<typeof pass>[2] = null;
    let last: readonly Draft[] = [];
    for (const [count, state] of states.entries()) {
      put(
        at.world,
        'sysapproval_approver',
        approval(1, 1, { state, sys_mod_count: String(count), sys_updated_on: timeOf(DAY + 40_000 + 100 * count) }),
      );
      at.world.rows.set('sys_audit', steps.slice(0, count));
      const found = await read(at, cursor);
      cursor = found.cursor;
      last = found.events;
      for (const event of found.events) each.set(JSON.stringify(event.identity), event.core);
    }
    expect(each.size).toBeGreaterThan(5);
    expect([...each.keys()].sort()).toEqual(last.map(({ identity }) => JSON.stringify(identity)).sort());
  });

  it('that the rule about moot approvals set aside are no decisions', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1, { state: 'not_required', sys_mod_count: '1', sys_updated_on: timeOf(100) }));
    put(at.world, 'sysapproval_approver', approval(2, 1, { state: 'duplicate' }));
    put(at.world, 'sys_audit', step(1, 'requested', 'not_required', { by: 'system' }));
    expect(told((await read(at)).events).map(([word]) => word)).toEqual(['approval.requested']);
  });

  it('by a delegate are his, and name for whom', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1, { state: 'approved', sys_mod_count: '1', sys_updated_on: timeOf(100) }));
    put(at.world, 'sys_audit', step(1, 'requested', 'approved', { by: 'ana.ruiz' }));
    const decision = (await read(at)).events.find(({ type }) => type === 'approval.decided');
    expect(decision?.core).toMatchObject({ approver: { $account: ANA }, onBehalfOf: { $account: BEN } });
  });

  it('of a request for something else than a change are not read', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1, { 'sysapproval.sys_class_name': 'sc_req_item' }));
    expect((await read(at)).records).toEqual([]);
  });

  it('whose history is refused are told as read, and nothing is claimed until it is shown', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1, { state: 'approved', sys_mod_count: '2', sys_updated_on: timeOf(200) }));
    put(at.world, 'sys_audit', step(1, 'requested', 'approved'));
    at.world.refused.add('sys_audit');
    const denied = await read(at);
    expect(denied.events.find(({ type }) => type === 'approval.decided')?.identity.discriminator).toEqual(['approved', 'read']);
    expect(denied.claims.map(({ state }) => state)).toEqual(['DENIED', 'DENIED']);
    expect((await read(at, denied.cursor)).claims).toMatchObject([
      { state: 'DENIED', reason: expect.stringContaining('sys_audit') as string },
      {},
    ]);
    at.world.refused.clear();
    const shown = await read(at, denied.cursor);
    expect(shown.cursor).toBeNull();
    expect((await read(at, shown.cursor)).claims.map(({ state }) => state)).toEqual(['COMPLETE', 'COMPLETE']);
  });

  it('of a table that is not audited claim nothing, and say what to switch on', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1));
    at.world.rows.set('sys_dictionary', []);
    expect((await read(at)).claims[0]?.reason).toMatch(/does not show whether sysapproval_approver is audited/);
    put(at.world, 'sys_dictionary', {
      sys_id: id('dict', 2),
      name: 'sysapproval_approver',
      internal_type: 'collection',
      audit: 'false',
      sys_created_on: timeOf(0),
    });
    expect((await read(at)).claims[0]?.reason).toMatch(/does not audit sysapproval_approver.*Switch "Audit" on/);
  });

  it('whose history is hidden row by row are no more claimed than those of a history that is refused', async () => {
    const at = await connect();
    put(at.world, 'sysapproval_approver', approval(1, 1, { state: 'approved', sys_mod_count: '1' }));
    put(at.world, 'sys_audit', step(1, 'requested', 'approved'));
    at.world.hidden.add(id('audit', 1));
    expect((await read(at)).claims[0]).toMatchObject({
      state: 'DENIED',
      reason: expect.stringContaining('hides 1 of 1 rows of sys_audit') as string,
    });
  });
});

describe('the word about the whole', () => {
  it('is the change’s own, each time that it changed, under the id by which the single approvals name it', async () => {
    const at = await connect();
    const own = (number: number, from: string, to: string) =>
      audit(number, { of: id('chg', 1), column: 'approval', from, to, at: 100 * number });
    put(at.world, 'change_request', change(1, { approval: 'approved' }));
    put(at.world, 'sys_audit', own(1, 'not requested', 'requested'), own(2, 'requested', 'approved'));
    const whole = eventsOf((await pass(at, 'change_request')).records).filter(({ type }) => type.startsWith('approval.'));
    expect(whole.map(({ core }) => [core['decision'] ?? null, core['final']])).toEqual([
      [null, true],
      ['APPROVED', true],
    ]);
    put(at.world, 'sysapproval_approver', approval(1, 1));
    const [single] = (await read(at)).events;
    expect(single?.core['approval']).toEqual(whole[0]?.core['approval']);
  });

  it('is nobody’s decision where a standard change bears it from the beginning', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1, { type: 'standard', approval: 'approved' }));
    expect(eventsOf((await pass(at, 'change_request')).records).filter(({ type }) => type.startsWith('approval.'))).toEqual([]);
  });
});

describe('affected configuration items', () => {
  it('are added and taken away one by one, each once', async () => {
    const at = await connect();
    put(at.world, 'task_ci', affected(1, 7), affected(2, 7));
    const first = await pass(at, 'task_ci');
    expect(
      eventsOf(first.records)
        .filter(({ core }) => core['field'] === 'task_ci')
        .map(({ core }) => [core['from'], core['to']]),
    ).toEqual([
      [null, id('ci', 2)],
      [null, id('ci', 1)],
    ]);
    const payload = `<task_ci><ci_item>${id('ci', 1)}</ci_item><task>${id('chg', 7)}</task></task_ci>`;
    put(at.world, 'sys_audit_delete', {
      sys_id: id('del', 1),
      tablename: 'task_ci',
      documentkey: id('tci', 1),
      user: 'ana.ruiz',
      payload,
      sys_created_on: timeOf(900),
      sys_created_by: 'ana.ruiz',
    });
    const gone = eventsOf((await pass(at, 'sys_audit_delete')).records);
    expect(gone.filter(({ core }) => core['field'] === 'task_ci')).toMatchObject([
      { core: { from: id('ci', 1), to: null, actor: { $account: ANA } } },
    ]);
  });
});

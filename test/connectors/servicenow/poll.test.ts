import { afterEach, describe, expect, it } from 'vitest';
import { connected, type Connected, eventsOf, keysOf, pass } from './reading.js';
import { audit, change, id, incident, note, put, task, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.world.close());

const changes = (count: number) => Array.from({ length: count }, (_, nth) => change(nth + 1));
const newestFirst = (from: number) => Array.from({ length: from }, (_, nth) => id('chg', from - nth));
const TICKETS = { scope: { $ref: ['thing', 'project', 'CHG'] }, collection: 'tickets' };

describe('a first reading', () => {
  it('begins with the newest, and claims at its end alone what it read up to the moment at which it began', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...changes(120));
    const { records, pages, claims } = await pass(at, 'change_request');
    expect(keysOf(records)).toEqual(newestFirst(120));
    expect(pages.slice(0, -1).some((page) => page.claims)).toBe(false);
    expect(claims).toEqual([{ ...TICKETS, state: 'COMPLETE', upTo: '2026-01-31T09:00:00.000000Z' }]);
  });

  it('14.11 that was killed goes on at the page, and then reads what changed since it began', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...changes(120));
    const killed = await pass(at, 'change_request', null, 1);
    at.world.now = '2026-01-31 10:00:00';
    put(at.world, 'change_request', change(110, { sys_updated_on: '2026-01-31 09:30:00', sys_mod_count: '1', state: '-4' }));
    put(at.world, 'change_request', change(7, { sys_updated_on: '2026-01-31 09:40:00', sys_mod_count: '1', state: '-4' }));
    const rest = await pass(at, 'change_request', killed.cursor);
    expect(keysOf(rest.records)).toEqual([...newestFirst(70).filter((one) => one !== id('chg', 7)), id('chg', 110), id('chg', 7)]);
    expect(rest.claims).toMatchObject([{ state: 'COMPLETE', upTo: '2026-01-31T10:00:00.000000Z' }]);
  });

  it('that is killed after each page reads every row, and none twice', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...changes(130));
    const read: string[] = [];
    let [cursor, isOver] = [null as Awaited<ReturnType<typeof pass>>['cursor'], false];
    for (let times = 0; times < 10 && !isOver; times += 1) {
      const one = await pass(at, 'change_request', cursor, 1);
      read.push(...keysOf(one.records));
      [cursor, isOver] = [one.cursor, one.claims.length > 0];
    }
    expect(read).toEqual(newestFirst(130));
  });

  it('of a table without a row claims that there is none', async () => {
    const at = await connect();
    expect(await pass(at, 'change_request')).toMatchObject({ records: [], claims: [{ state: 'COMPLETE' }] });
  });
});

describe('a later pass', () => {
  it('reads what changed alone, and an unchanged table is asked for nothing but its newest rows', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...changes(60));
    const first = await pass(at, 'change_request');
    put(at.world, 'change_request', change(3, { sys_updated_on: '2026-01-31 09:01:00', sys_mod_count: '1' }));
    const second = await pass(at, 'change_request', first.cursor);
    expect(keysOf(second.records)).toEqual([id('chg', 3)]);
    at.world.asked.length = 0;
    expect((await pass(at, 'change_request', second.cursor)).records).toEqual([]);
    expect(at.world.asked.map(({ pathname }) => pathname.split('/').at(-1))).toEqual(['change_request', 'sys_dictionary']);
  });

  it('14.3 finds a row that was written in the second in which the last one ended, and a second update in that second', async () => {
    const at = await connect();
    const second = '2026-01-31 09:00:00';
    put(at.world, 'change_request', change(5, { sys_updated_on: second, sys_mod_count: '1' }));
    const first = await pass(at, 'change_request');
    put(
      at.world,
      'change_request',
      change(2, { sys_updated_on: second, sys_mod_count: '1' }),
      change(5, { sys_updated_on: second, sys_mod_count: '2' }),
    );
    expect(keysOf((await pass(at, 'change_request', first.cursor)).records)).toEqual([id('chg', 2), id('chg', 5)]);
  });

  it('14.3 reads more rows of one second than a page holds, up and down', async () => {
    const at = await connect();
    const same = (second: string) => changes(120).map((row) => ({ ...row, sys_updated_on: second, sys_mod_count: '1' }));
    put(at.world, 'change_request', ...same('2026-01-30 09:00:00'));
    const first = await pass(at, 'change_request');
    expect(keysOf(first.records)).toEqual(newestFirst(120));
    put(at.world, 'change_request', ...same('2026-01-31 09:00:01'));
    expect(keysOf((await pass(at, 'change_request', first.cursor)).records)).toEqual([...newestFirst(120)].reverse());
  });

  it('14.6 loses no row while rows move to the end under its hands', async () => {
    const at = await connect();
    const first = await pass(at, 'change_request');
    put(at.world, 'change_request', ...changes(160).map((row, nth) => ({ ...row, sys_updated_on: timeOf(31 * 86_400 + nth) })));
    let moves = 0;
    at.world.before = ({ pathname }) => {
      if (!pathname.endsWith('/change_request') || moves >= 30) return;
      moves += 10;
      // Ten of the rows that were just read, or are about to be.
      for (let nth = moves; nth < moves + 10; nth += 1) {
        put(at.world, 'change_request', change(nth, { sys_updated_on: timeOf(32 * 86_400 + nth), sys_mod_count: '1' }));
      }
    };
    const { records } = await pass(at, 'change_request', first.cursor);
    expect(new Set(keysOf(records))).toEqual(new Set(newestFirst(160)));
  });

  it('14.6 follows Link over pages that access rules made short or empty, and claims nothing of what is hidden', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...changes(170));
    for (let nth = 60; nth < 165; nth += 1) at.world.hidden.add(id('chg', nth));
    const { records, claims, cursor } = await pass(at, 'change_request');
    expect(keysOf(records)).toEqual(newestFirst(170).filter((one) => !at.world.hidden.has(one)));
    expect(claims).toMatchObject([
      {
        state: 'DENIED',
        reason: expect.stringMatching(/^ServiceNow hides \d+ rows of change_request .* Grant "read on change_request"/) as string,
      },
    ]);
    expect((await pass(at, 'change_request', cursor)).claims).toMatchObject([{ state: 'DENIED' }]);
    at.world.hidden.clear();
    const granted = await pass(at, 'change_request', cursor);
    expect(granted.cursor).toBeNull();
    const anew = await pass(at, 'change_request', granted.cursor);
    expect([keysOf(anew.records).length, anew.claims]).toMatchObject([170, [{ state: 'COMPLETE' }]]);
  });
});

describe('what is read around a row', () => {
  it('is its history, its notes and the users that they name, in a few requests for a page', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...changes(40));
    put(at.world, 'sys_audit', audit(1, { of: id('chg', 3), column: 'state', from: '-5', to: '-4', at: 500, by: 'ben.okafor' }));
    put(at.world, 'sys_journal_field', note(600, id('chg', 3), 'Looks good'));
    const { records } = await pass(at, 'change_request');
    const events = eventsOf(records);
    expect(events.filter(({ type }) => type === 'ticket.status_changed')).toMatchObject([
      { core: { from: '-5', to: '-4', actor: { $account: id('user', 2) } }, seen: { fromName: 'New', toName: 'Assess' } },
    ]);
    expect(events.filter(({ type }) => type === 'ticket.commented')).toMatchObject([{ seen: { text: { $text: 'Looks good' } } }]);
    expect(at.world.asked.filter(({ pathname }) => /sys_(audit|journal_field|user|choice|dictionary)$/.test(pathname))).toHaveLength(6);
  });

  it('is a history of more than a page', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1, { state: '-4' }));
    const rows = Array.from({ length: 2100 }, (_, nth) =>
      audit(nth + 1, { of: id('chg', 1), column: 'state', from: nth % 2 ? '-4' : '-5', to: nth % 2 ? '-5' : '-4', at: 100 + nth }),
    );
    put(at.world, 'sys_audit', ...rows);
    expect(eventsOf((await pass(at, 'change_request')).records).filter(({ type }) => type === 'ticket.status_changed')).toHaveLength(2100);
  });

  it('of a change task its change, of an incident the change that caused it', async () => {
    const at = await connect();
    put(at.world, 'change_task', task(1, 7));
    put(at.world, 'incident', incident(1, { caused_by: id('chg', 7) }));
    const tasks = eventsOf((await pass(at, 'change_task')).records);
    expect(tasks.find(({ core }) => core['field'] === 'parent')?.core['to']).toBe(id('chg', 7));
    const causes = eventsOf((await pass(at, 'incident')).records).map(({ core }) => core['causes']);
    expect(causes).toContainEqual([{ $ref: ['ticket', id('chg', 7)] }]);
  });

  it('are only the changes that the filter of the source names', async () => {
    const at = await connect({ changes: 'type=emergency^u_pci=true' });
    put(at.world, 'change_request', change(1), change(2, { type: 'emergency' }), change(3, { type: 'emergency', u_pci: 'true' }));
    expect(keysOf((await pass(at, 'change_request')).records)).toEqual([id('chg', 3)]);
  });
});

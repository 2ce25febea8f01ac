import { afterEach, describe, expect, it } from 'vitest';
import { type Instant, instantOf } from '#contract';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { connected, type Connected, eventsOf, idsIn, pass } from './reading.js';
import { BEN, incident, type Incident, logOf, millisOf, MONITOR, timeOf, worldOf } from '../../../src/sample/pagerduty/world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.tool.close());

const DAY = 86_400;
const many = (count: number, from = 1000, number = 1) => Array.from({ length: count }, (_, at) => incident(number + at, from + at));
const instant = (seconds: number): Instant => instantOf(millisOf(seconds) * 1000);

describe('a first reading', () => {
  it('goes down from the newest, in windows that PagerDuty allows, to the first incident of the account', async () => {
    const old = [incident(1, -900 * DAY), incident(2, -400 * DAY)];
    const { io, tool } = await connect(worldOf([...old, ...many(120, 1000, 3)]));
    const { pages, claims } = await pass(io);
    const read = idsIn(pages.flatMap(({ records }) => records));
    expect(read.slice(0, 2)).toEqual(['PINC000122', 'PINC000121']);
    expect([...new Set(read)].slice(-2)).toEqual(['PINC000002', 'PINC000001']);
    expect(new Set(read).size).toBe(122);
    expect(pages.slice(0, 2).map(({ records }) => records.length)).toEqual([100, 20]);
    expect(pages.slice(0, -1).some((page) => page.claims)).toBe(false);
    expect(claims).toEqual([
      { scope: { $ref: ['thing', 'account'] }, collection: 'incidents', state: 'COMPLETE', upTo: instant(tool.now) },
    ]);
  });

  it('is resumed behind the last page that was kept, and loses nothing', async () => {
    const world = worldOf(many(250));
    const { io, tool } = await connect(world);
    const before = await pass(io, null, 1);
    const late = incident(999, tool.now + 10);
    world.incidents.push(late);
    world.log.push(...logOf(late));
    tool.requests.length = 0;
    tool.now += 60;
    const after = await pass(io, before.cursor);
    expect(tool.requests.some((each) => each.includes('offset=0&') && each.includes('sort_by=created_at%3Adesc'))).toBe(false);
    const third = await pass(io, after.cursor);
    const read = new Set(idsIn([...before.records, ...after.records, ...third.records]));
    expect(read).toEqual(new Set(world.incidents.map(({ id }) => id)));
  });

  it('of an account without incidents ends at once', async () => {
    const { io } = await connect(worldOf([]));
    const { records, claims, cursor } = await pass(io);
    expect(records).toEqual([]);
    expect(claims).toHaveLength(1);
    expect(idsIn((await pass(io, cursor)).records)).toEqual([]);
  });
});

describe('a later reading', () => {
  const change = (incidents: Incident[], at: number, more: Partial<Incident>) => incidents.splice(at, 1, { ...incidents[at]!, ...more });

  it('takes what the log says to have been triggered or resolved since, and nothing that was only worked on', async () => {
    const world = worldOf([incident(1, 1000), incident(2, 2000)]);
    const { io, tool } = await connect(world);
    tool.now = 5000;
    const first = await pass(io);
    change(world.incidents, 0, { resolved: 6000, resolver: MONITOR });
    const late = incident(3, 6100);
    world.incidents.push(late);
    world.log.push({ id: 'r', type: 'resolve_log_entry', at: 6000, incident: 'PINC000001' }, ...logOf(late));
    world.log.push({ id: 'a', type: 'acknowledge_log_entry', at: 6200, incident: 'PINC000002' });
    tool.now = 7000;
    const second = await pass(io, first.cursor);
    expect(idsIn(second.records)).toEqual(['PINC000001', 'PINC000003']);
    expect(eventsOf(second.records).filter(({ type }) => type === 'incident.resolved')).toMatchObject([
      { core: { resolver: null, severity: 'high' }, occurredAt: { from: instant(6000) } },
    ]);
    tool.now = 8000;
    expect(idsIn((await pass(io, second.cursor)).records)).toEqual([]);
  });

  it('14.3 tells two resolutions of one incident apart, and two incidents of one second', async () => {
    const world = worldOf([incident(1, 1000, { resolved: 2000 }), incident(2, 1000)]);
    const { io, tool } = await connect(world);
    tool.now = 3000;
    const first = await pass(io);
    change(
      world.incidents,
      world.incidents.findIndex(({ id }) => id === 'PINC000001'),
      { resolved: 4000, resolver: BEN },
    );
    world.log.push({ id: 'again', type: 'resolve_log_entry', at: 4000, incident: 'PINC000001' });
    tool.now = 5000;
    const second = await pass(io, first.cursor);
    const events = eventsOf([...first.records, ...second.records]);
    const resolved = events.filter(({ type }) => type === 'incident.resolved').map(({ identity }) => identity.discriminator);
    expect(resolved).toEqual([[timeOf(2000)], [timeOf(4000)]]);
    expect(new Set(events.filter(({ type }) => type === 'incident.opened').map(({ identity }) => identity.natural[0])).size).toBe(2);
  });

  it('14.6 loses nothing when the log grows while it is read', async () => {
    const world = worldOf([incident(1, 500)]);
    const { io, tool } = await connect(world);
    tool.now = 900;
    const first = await pass(io);
    for (const each of many(150, 1000, 10)) {
      world.incidents.push(each);
      world.log.push(...logOf(each));
    }
    tool.now = 9000;
    let written = 0;
    tool.before = (request) => {
      if (!request.includes('/log_entries')) return;
      written += 1;
      world.log.push({ id: `n${String(written)}`, type: 'notify_log_entry', at: 9000 + written, incident: 'PINC000001' });
    };
    expect(new Set(idsIn((await pass(io, first.cursor)).records)).size).toBe(150);
  });

  it('14.11 after an outage of months finds all that happened', async () => {
    const world = worldOf([incident(1, 1000)]);
    const { io, tool } = await connect(world);
    const first = await pass(io);
    const missed = [incident(2, tool.now + 10 * DAY, { resolved: tool.now + 11 * DAY }), incident(3, tool.now + 250 * DAY)];
    world.incidents.push(...missed);
    world.log.push(...missed.flatMap(logOf));
    tool.now += 260 * DAY;
    expect(idsIn((await pass(io, first.cursor)).records)).toEqual(['PINC000002', 'PINC000003']);
  });
});

describe('PagerDuty’s limits', () => {
  it('14.6 are kept to where more than 10,000 incidents lie in one window', async () => {
    const { io } = await connect(worldOf(many(10_250)));
    const [stream] = await pagerduty.poll.streams(io);
    const ids = await pagerduty.poll.census(stream!, { from: instant(0), to: instant(500_000) }, io);
    expect(ids).toHaveLength(10_250);
  });

  it('14.6 are kept to where more than 10,000 entries were written since', async () => {
    const world = worldOf([incident(1, 1000)]);
    const { io, tool } = await connect(world);
    tool.now = 2000;
    const first = await pass(io);
    world.log.push(
      ...Array.from({ length: 10_200 }, (_, at) => ({
        id: `n${String(at)}`,
        type: 'notify_log_entry',
        at: 3000 + at,
        incident: 'PINC000001',
      })),
    );
    const early = incident(2, 2500);
    world.incidents.push(early);
    world.log.push(...logOf(early));
    tool.now = 20_000;
    expect(idsIn((await pass(io, first.cursor)).records)).toEqual(['PINC000002']);
  });

  it('14.7 hold in an account of another zone: times are asked for, and given, in UTC', async () => {
    const { io, tool } = await connect(worldOf([incident(1, 1000, { resolved: 2000 })]));
    const { records } = await pass(io);
    const [stream] = await pagerduty.poll.streams(io);
    expect(await pagerduty.poll.census(stream!, { from: instant(1000), to: instant(1001) }, io)).toEqual(['PINC000001']);
    expect(JSON.stringify(records)).not.toContain('-05:00');
    expect(tool.requests.filter((each) => /\/incidents\?|log_entries/.test(each)).every((each) => each.includes('time_zone=UTC'))).toBe(
      true,
    );
  });
});

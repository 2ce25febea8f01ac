import { afterEach, describe, expect, it } from 'vitest';
import jira from '../../../connectors/jira/index.js';
import { approval, comment, issue, moved, timeOf, worldOf } from './world.js';
import { connected, type Connected, eventsOf, pass, ticketsIn } from './reading.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const many = (count: number) => Array.from({ length: count }, (_, index) => issue(index + 1));
const ids = (count: number) => many(count).map(({ id }) => id);

describe('a pass over a project', () => {
  it('brings every ticket once, and claims tickets and approvals up to its beginning', async () => {
    const { io } = await connect(worldOf(many(120)));
    const before = Date.now();
    const { records, claims } = await pass(io);
    expect(ticketsIn(records)).toEqual(ids(120).sort());
    expect(records).toHaveLength(120);
    expect(claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual(['tickets COMPLETE', 'approvals COMPLETE']);
    for (const { upTo = '' } of claims) expect(Math.abs(Date.parse(upTo) - before)).toBeLessThan(5_000);
  });

  it('leaves out the tickets of other projects', async () => {
    const { io } = await connect(worldOf([issue(1), issue(2, { key: 'OPS-2', projectId: '10001' })]));
    expect(ticketsIn((await pass(io)).records)).toEqual(['10001']);
  });

  it('14.3 reads on behind 200 tickets that were updated in one millisecond', async () => {
    const { io } = await connect(worldOf(many(200).map((one) => ({ ...one, updated: timeOf(0) }))));
    expect(ticketsIn((await pass(io)).records)).toHaveLength(200);
  });

  it('is newest first at the beginning', async () => {
    const { io } = await connect(worldOf(many(120).map((one, at) => ({ ...one, updated: timeOf(9_000 - at) }))));
    expect((await pass(io)).records.map(({ key }) => key)).toEqual(
      ids(120)
        .reverse()
        .map((id) => `ticket:${id}`),
    );
  });

  it('14.6 misses no ticket that is opened, changed or deleted between its pages', async () => {
    const world = worldOf(many(160));
    const { io } = await connect(world);
    const [stream] = await jira.poll.streams(io);
    if (!stream) throw new Error('no stream');
    const read: string[] = [];
    const states = new Map<string, string>();
    let second = 1_000;
    let count = 160;
    for await (const { records } of jira.poll.read(stream, null, io)) {
      read.push(...ticketsIn(records));
      for (const { key, payload } of records) states.set(key, JSON.stringify(payload));
      if (second >= 1_040) continue;
      // Ten that were read and ten that were not are touched, one of each is deleted, and one is opened.
      for (const one of [...world.issues.slice(5, 15), ...world.issues.slice(-15, -5)]) {
        one.updated = timeOf((second += 1));
        one.fields['summary'] = `Touched at ${String(second)}`;
      }
      world.issues.splice(-1, 1);
      world.issues.splice(0, 1);
      world.issues.push(issue((count += 1), { created: timeOf((second += 1)) }));
    }
    for (const { id, fields } of world.issues) {
      expect(read, id).toContain(id);
      expect(states.get(`ticket:${id}`)).toContain(fields['summary'] as string);
    }
  });

  it('goes on where it was interrupted, without reading the pages before again', async () => {
    const apart = many(120).map((one, at) => ({ ...one, created: timeOf(at * 1_000), updated: timeOf(at * 1_000) }));
    const { io, server } = await connect(worldOf(apart));
    const first = await pass(io, null, 1);
    const asked = server.requests().length;
    const rest = await pass(io, first.cursor);
    expect(ticketsIn([...first.records, ...rest.records])).toEqual(ids(120).sort());
    // The last of the page before is listed twice. Three lists: two of the way down, one of changes.
    expect(rest.records).toHaveLength(120 - first.records.length + 1);
    expect(server.requests().length - asked).toBeLessThanOrEqual(3 * 71 + 3);
    expect(rest.claims.map(({ state }) => state)).toEqual(['COMPLETE', 'COMPLETE']);
  });

  it('goes on in the middle of a minute of more tickets than a page, also when Jira has forgotten the place', async () => {
    const { io, server } = await connect(worldOf(many(300).map((one) => ({ ...one, created: timeOf(0), updated: timeOf(0) }))));
    const first = await pass(io, null, 3);
    expect(ticketsIn(first.records)).toHaveLength(100);
    const rest = await pass(io, first.cursor, 4);
    expect(ticketsIn([...first.records, ...rest.records])).toHaveLength(300);
    expect(rest.records.length).toBe(200);
    server.skewClock(8 * 86_400_000);
    expect(ticketsIn((await pass(io, first.cursor)).records)).toHaveLength(300);
  });

  it('reads nothing but the list when nothing changed', async () => {
    const { io, server } = await connect(worldOf(many(40)));
    const { cursor } = await pass(io);
    const asked = server.requests().length;
    expect((await pass(io, cursor)).records).toEqual([]);
    expect(server.requests().length - asked).toBe(1);
  });

  it('finds a change that is older than the newest one seen, as a search index that lags shows it', async () => {
    const world = worldOf([issue(1), issue(2, { updated: timeOf(9_000) })]);
    const { io } = await connect(world);
    const { cursor } = await pass(io);
    const [late] = world.issues;
    if (late) late.updated = timeOf(9_000 - 240);
    expect(ticketsIn((await pass(io, cursor)).records)).toEqual(['10001']);
  });

  it('14.7 finds a change in the hour that the reader’s clocks leave out', async () => {
    const inGap = (second: number) => new Date(Date.UTC(2026, 2, 29, 0, 59, 30) + second * 1000).toISOString();
    const world = worldOf([issue(1, { updated: inGap(0) })]);
    const { io } = await connect(world);
    const { cursor } = await pass(io);
    world.issues.push(issue(2, { created: inGap(40), updated: inGap(40) }));
    expect(ticketsIn((await pass(io, cursor)).records)).toEqual(['10002']);
  });

  it('14.7 asks with milliseconds, without quotes, in a query that is bounded and ordered by update', async () => {
    const { io, server } = await connect(worldOf(many(3)));
    const { cursor } = await pass(io);
    await pass(io, cursor);
    const jql = new URL(server.requests().at(-1)?.path ?? '', server.url).searchParams.get('jql');
    const since = Date.parse(timeOf(3)) - 300_000;
    expect(jql).toBe(`project = "PAY" AND updated >= ${String(since)} ORDER BY updated ASC, key ASC`);
  });

  it('reads 250 changes and 250 comments of one ticket to their ends', async () => {
    const histories = Array.from({ length: 250 }, (_, at) => moved(500 + at, String(1 + (at % 2)), String(2 - (at % 2)), at));
    const comments = Array.from({ length: 250 }, (_, at) => comment(700 + at));
    const { io } = await connect(worldOf([issue(1, { histories, comments })]));
    const events = eventsOf((await pass(io)).records);
    expect(events.filter(({ type }) => type === 'ticket.status_changed')).toHaveLength(250);
    expect(events.filter(({ type }) => type === 'ticket.commented')).toHaveLength(250);
  });

  it('reads the fields that are configured, and no other custom ones', async () => {
    const fields = { ...issue(1).fields, customfield_10010: 'Restore', customfield_10011: '2026-01-07T09:00:00.000Z' };
    const world = worldOf([issue(1, { fields })]);
    const { io } = await connect(world, { fields: { 'planned start': 'customfield_10011' } });
    const read = eventsOf((await pass(io)).records).filter(({ core }) => String(core['field']).startsWith('customfield_'));
    expect(read.map(({ core }) => [core['field'], core['to']])).toEqual([['customfield_10011', '2026-01-07T09:00:00.000000Z']]);
  });

  it('reads the fields of Service Management’s template for changes under the ids that this site gave them', async () => {
    const template = {
      'backout plan': { id: 'customfield_10010', name: 'Backout plan', kind: 'document' as const },
      'planned start': { id: 'customfield_10011', name: 'Planned start', kind: 'datetime' as const },
    };
    const values = { customfield_10010: 'Restore the last image', customfield_10011: '2026-01-07T09:00:00.000Z' };
    const world = worldOf([issue(1, { fields: { ...issue(1).fields, ...values } })]);
    const fields = Object.fromEntries(Object.entries(template).map(([name, { id }]) => [name, id]));
    const { io } = await connect(world, { fields });
    const told = eventsOf((await pass(io)).records).filter(({ core }) => String(core['field']).startsWith('customfield_'));
    const byField = new Map(told.map(({ core }) => [core['field'], core['to']]));
    expect(byField.get('customfield_10010')).toMatchObject({ $text: 'Restore the last image' });
    expect(byField.get('customfield_10011')).toBe('2026-01-07T09:00:00.000000Z');
  });

  it('passes over a ticket that is deleted between the list and its reading', async () => {
    const { io, server } = await connect(worldOf(many(2)));
    server.fail({ match: /issue\/10001\/changelog/, times: 1, with: 404 });
    const { records, claims } = await pass(io);
    expect(ticketsIn(records)).toEqual(['10002']);
    expect(claims).toHaveLength(2);
  });
});

describe('a doorbell', () => {
  it('brings the same record as the poll, and claims nothing', async () => {
    const { io } = await connect(
      worldOf([issue(1, { histories: [moved(500, '1', '2', 9)], comments: [comment(30)], approvals: [approval(7)] })]),
    );
    const polled = await pass(io);
    const { records, claims } = await jira.poll.fetch({ collection: 'tickets', reference: { ticket: '10001' } }, io);
    expect(JSON.parse(JSON.stringify(records))).toEqual(polled.records);
    expect(claims).toBeUndefined();
  });

  it('for what Jira does not have is refused, with a sentence', async () => {
    const { io } = await connect(worldOf([]));
    await expect(jira.poll.fetch({ collection: 'tickets', reference: { ticket: '404' } }, io)).rejects.toThrow(/does not have issue 404/);
    await expect(jira.poll.fetch({ collection: 'wishes', reference: {} }, io)).rejects.toThrow(/names nothing/);
  });
});

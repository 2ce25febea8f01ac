import { afterEach, describe, expect, it } from 'vitest';
import { type Draft, SourceRefused, SourceUnavailable } from '#contract';
import jira from '../../../connectors/jira/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { connected, type Connected, eventsOf, pass, ticketsIn } from './reading.js';
import { ANA, approval, BEN, comment, issue, moved, timeOf, worldOf } from './world.js';

let open: Connected[] = [];
const connect = async (world: Parameters<typeof connected>[0], more: Parameters<typeof connected>[1] = {}, token?: string) => {
  const one = await connected(world, { dataCenter: true, ...more }, ...(token === undefined ? [] : [token]));
  open.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(open.map(({ server }) => server.close()));
  open = [];
});

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => issue(at + 1, { created: timeOf(at * 1_000), updated: timeOf(at * 1_000) }));

describe('a pass over a project of a Data Center', () => {
  it('brings every ticket once, newest first, by version 2 of the API and a bearer token', async () => {
    const { io, server } = await connect(worldOf(many(120)));
    const { records, claims } = await pass(io);
    expect(records).toHaveLength(120);
    expect(records[0]?.key).toBe('ticket:10120');
    expect(claims.map(({ collection, state }) => `${collection} ${state}`)).toEqual(['tickets COMPLETE', 'approvals COMPLETE']);
    expect(server.requests().every(({ path }) => /^\/rest\/(api\/2|servicedeskapi)\//.test(path))).toBe(true);
  });

  it('14.6 misses no ticket where others are opened, deleted and changed between pages that are numbered', async () => {
    const world = worldOf(many(160));
    const { io } = await connect(world);
    const [stream] = await jira.poll.streams(io);
    if (!stream) throw new Error('no stream');
    const states = new Map<string, string>();
    for await (const { records } of jira.poll.read(stream, null, io)) {
      for (const { key, payload } of records) states.set(key, JSON.stringify(payload));
      if (states.size > 60) continue;
      // Deleted at the top, so that everything behind moves up by as many.
      world.issues.splice(-3, 3);
      for (const one of world.issues.slice(40, 45)) Object.assign(one, { updated: timeOf(400_000 + states.size) });
    }
    for (const { id } of world.issues) expect(states.has(`ticket:${id}`), id).toBe(true);
  });

  it('reads later what changed since, a whole changelog, comments and approvals', async () => {
    const histories = Array.from({ length: 250 }, (_, at) => moved(500 + at, String(1 + (at % 2)), String(2 - (at % 2)), at));
    const comments = Array.from({ length: 130 }, (_, at) => comment(700 + at));
    const world = worldOf([...many(3), issue(9, { histories, comments, approvals: [approval(7)] })]);
    const { io } = await connect(world);
    const first = await pass(io);
    const events = eventsOf(first.records);
    const count = (type: string) => events.filter((event) => event.type === type).length;
    expect([count('ticket.status_changed'), count('ticket.commented'), count('approval.requested')]).toEqual([250, 130, 1]);
    Object.assign(world.issues[0] ?? {}, { updated: timeOf(500_000) });
    // The one whose approval waits is read in every pass.
    expect(ticketsIn((await pass(io, first.cursor)).records)).toEqual(['10001', '10009']);
  });

  it('tells the same facts as the Cloud would of the same world', async () => {
    const world = () =>
      worldOf([
        issue(1, {
          histories: [moved(500, '1', '2', 9)],
          comments: [comment(30, { body: 'Looks good' })],
          approvals: [
            approval(7, {
              finalDecision: 'approved',
              completedDate: timeOf(90),
              approvers: [{ approver: BEN.accountId, approverDecision: 'approved' }],
            }),
          ],
          fields: { summary: 'Ticket', description: 'One line', status: '2', issuetype: '100', reporter: ANA.accountId },
        }),
      ]);
    const here = await connect(world());
    const cloud = await connect(world(), { dataCenter: false });
    const told = (events: readonly Draft[]) => new Map(events.map((event) => [identityOf(event), fixedPartOf(event)]));
    const [ours, theirs] = [told(eventsOf((await pass(here.io)).records)), told(eventsOf((await pass(cloud.io)).records))];
    expect(ours.size).toBeGreaterThan(10);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
  });

  it('is asked what the account may read, and lists a census', async () => {
    const { io } = await connect(worldOf(many(3)));
    expect((await jira.poll.permissions?.(io))?.map(({ collection, denied }) => [collection, denied])).toEqual([
      ['tickets', null],
      ['approvals', null],
    ]);
    const [stream] = await jira.poll.streams(io);
    if (!stream) throw new Error('no stream');
    const window = { from: '2025-12-01T00:00:00.000000Z', to: '2027-01-01T00:00:00.000000Z' } as never;
    expect(await jira.poll.census(stream, window, io)).toEqual(['10001', '10002', '10003']);
  });
});

describe('a Data Center that does not answer', () => {
  it('refuses a wrong token with a sentence that holds none of it', async () => {
    const { io } = await connect(worldOf(many(1)), {}, 'wrong-token');
    const failure: unknown = await pass(io).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceRefused);
    expect(String(failure)).not.toContain('wrong-token');
  });

  it.each([502, 429] as const)('is asked again later after %i', async (status) => {
    const { io, server } = await connect(worldOf(many(1)));
    server.fail({ match: /search/, times: 1, with: status });
    await expect(pass(io)).rejects.toBeInstanceOf(SourceUnavailable);
  });

  it('is asked again later where a page of HTML came', async () => {
    const { io } = await connect(worldOf(many(1)));
    const fetch: typeof globalThis.fetch = () => Promise.resolve(new Response('<html>Maintenance</html>', { status: 200 }));
    await expect(pass({ ...io, http: { ...io.http, fetch } })).rejects.toBeInstanceOf(SourceUnavailable);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import jira from '../../connectors/jira/index.js';
import { ticketRoots } from '../../connectors/jira/poll/census.js';
import { requestSync, startPolling } from '../../src/intake/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { emptyRepository, type JiraWorld, worldOf as githubOf } from '../../src/sample/index.js';
import { issue, worldOf } from '../connectors/jira/world.js';
import { until } from '../intake/until.js';
import { JIRA, type TwoTools, twoTools } from './two-tools.js';

let hub: TwoTools;
let loops: readonly { stop(): Promise<void> }[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const loop of loops) await loop.stop();
  await hub.close();
});

const CENSUS = 'census:tickets';
const github = () => githubOf([emptyRepository({ id: 4711, owner: { id: 77, login: 'acme', type: 'Organization' }, name: 'pay' })]);

/** A hub that has read all tickets of this Jira. */
async function read(world: JiraWorld, projects = ['PAY', 'OPS']): Promise<JiraWorld> {
  hub = await twoTools({ github: github(), jira: world, projects });
  await hub.readToEnd();
  loops = [startPolling(hub.runtime), startNormaliseLoop(hub.runtime)];
  return world;
}

async function sweeps(): Promise<number> {
  const [row] = await hub.sql<{ passes: number }[]>`select passes from source_stream where stream = ${CENSUS}`;
  return row?.passes ?? 0;
}

/** Has one sweep made, and what it rang for read and followed. */
async function sweep(): Promise<void> {
  const before = await sweeps();
  await requestSync(hub.sql, JIRA, CENSUS);
  await until('the sweep is over', async () => (await sweeps()) > before);
  await until('all is read', async () => {
    const [row] = await hub.sql<{ left: number }[]>`
      select (select count(*) from inbox_delivery where state = 'PENDING')
        + (select count(*) from inbox_doorbell where attempts = 0) as left`;
    return row?.left === 0;
  });
  await hub.follow();
}

/** What is on record once the state is this one. */
async function outcome(state: string): Promise<string | null> {
  const row = await until(`${state} is recorded`, async () => {
    await hub.follow();
    const rows = await hub.sql<{ state: string; reason: string | null }[]>`
      select state, reason from read.coverage where source = ${JIRA} and collection = 'census:tickets'`;
    return rows.find((each) => each.state === state);
  });
  return row.reason;
}

async function deletions(): Promise<readonly string[]> {
  const rows = await hub.sql<{ subject: string }[]>`select subject from timeline_entry where type = 'ticket.deleted' order by subject`;
  return rows.map(({ subject }) => subject);
}

describe('a census', () => {
  it('says COMPLETE once, however often it is repeated, while both sides have the same tickets', async () => {
    await read(worldOf([issue(1), issue(2), issue(3)]));
    await sweep();
    expect(await outcome('COMPLETE')).toBeNull();
    const count = () => hub.sql`select true from timeline_entry where type = 'coverage.changed' and subject = 'thing:jira-acme:everything'`;
    await sweep();
    await sweep();
    expect(await count()).toHaveLength(1);
  });

  it('records a deletion that no webhook told, after two sweeps, and then agrees', async () => {
    const world = await read(worldOf([issue(1), issue(2), issue(3)]));
    world.issues.splice(1, 1);
    await sweep();
    expect(await deletions()).toEqual([]);
    await sweep();
    expect(await deletions()).toEqual(['ticket:jira-acme:10002']);
    await sweep();
    expect(await outcome('COMPLETE')).toBeNull();
    const [event] = await hub.sql<{ body: string }[]>`
      select convert_from(body, 'utf8') as body from ledger_event where convert_from(leaf, 'utf8')::jsonb ->> 'type' = 'ticket.deleted'`;
    expect(JSON.parse(event?.body ?? '{}')).toMatchObject({ core: { ticket: 'ticket:jira-acme:10002' }, seen: {} });
  });

  it('calls nothing deleted while a sweep breaks off at its second page, and goes on by itself', async () => {
    const world = await read(worldOf(Array.from({ length: 130 }, (_, at) => issue(at + 1))));
    world.issues.splice(110, 1);
    await sweep();
    const standing = () => hub.sql`select cursor, passes from source_stream where stream = ${CENSUS}`;
    const before = await standing();
    // Each request is tried five times.
    hub.jira.fail({ match: /nextPageToken/, times: 5, with: 'truncated' });
    await requestSync(hub.sql, JIRA, CENSUS);
    await until(
      'it broke off',
      async () => (await hub.sql`select from source_stream where stream = ${CENSUS} and failures = 1`).length > 0,
      60_000,
    );
    expect(await standing()).toEqual(before);
    await hub.follow();
    expect(await deletions()).toEqual([]);
    await until('the next sweep is over', async () => (await sweeps()) > (before[0]?.['passes'] as number), 60_000);
    await until('the deletion is recorded', async () => (await hub.follow(), (await deletions()).length > 0));
    expect(await deletions()).toEqual(['ticket:jira-acme:10111']);
  }, 180_000);

  it('takes a ticket that came back between two sweeps for no deletion', async () => {
    const world = await read(worldOf([issue(1), issue(2)]));
    const hidden = world.issues.splice(1, 1);
    await sweep();
    world.issues.push(...hidden);
    await sweep();
    world.issues.splice(1, 1);
    await sweep();
    expect(await deletions()).toEqual([]);
  });

  it('takes a ticket that moved to a project which is not read for no deletion', async () => {
    const world = await read(worldOf([issue(1), issue(2)]), ['PAY']);
    const moved = world.issues[1]!;
    Object.assign(moved, { key: 'OPS-7', projectId: '10001', formerKeys: ['PAY-2'] });
    await sweep();
    await sweep();
    await sweep();
    expect(await deletions()).toEqual([]);
    expect(await outcome('COMPLETE')).toBeNull();
  });

  it('calls nothing deleted when the tool shows no ticket at all, and says what differs', async () => {
    const world = await read(worldOf([issue(1), issue(2)]));
    world.issues.splice(0, 2);
    await sweep();
    await sweep();
    expect(await deletions()).toEqual([]);
    expect(await outcome('DIFFERS')).toContain('the hub has 2 (10001, 10002) that the tool does not list');
  });

  it('calls nothing deleted when a project is refused, and says so', async () => {
    const world = await read(worldOf([issue(1), issue(2)]));
    world.denied.add('browse 10000');
    await requestSync(hub.sql, JIRA, CENSUS);
    expect(await outcome('DENIED')).toContain('PAY');
    expect(await sweeps()).toBe(0);
    expect(await deletions()).toEqual([]);
  });

  it('finds nothing amiss in what a tool that forgets lists no more', async () => {
    vi.spyOn(jira.poll, 'roots').mockImplementation(() => ({ ...ticketRoots, deleted: null, forgets: true }));
    const world = await read(worldOf([issue(1), issue(2), issue(3)]));
    world.issues.splice(1, 1);
    await sweep();
    await sweep();
    expect(await outcome('COMPLETE')).toBeNull();
    expect(await deletions()).toEqual([]);
  });

  it('reads what the tool has and the hub lacks', async () => {
    const world = await read(worldOf([issue(1)]));
    // Older than every cursor: no pass lists it any more.
    world.issues.push(issue(2, { created: '2020-01-01T00:00:00.000Z', updated: '2020-01-01T00:00:00.000Z' }));
    await sweep();
    expect(
      await hub.sql`select subject from timeline_entry where type = 'ticket.created' and subject = 'ticket:jira-acme:10002'`,
    ).toHaveLength(1);
    await sweep();
    expect(await outcome('COMPLETE')).toBeNull();
  });
});

import { expect } from 'vitest';
import { requestSync, startPolling } from '../../../src/intake/index.js';
import { startNormaliseLoop } from '../../../src/normalise/index.js';
import { until } from '../../intake/until.js';
import { type HubUnderTest, hubOfSources } from '../hub-under-test.js';
import { isAwaitingPaths, polled } from '../read-out.js';
import type { Clock, Playing, Webhook } from './story.js';

const POLICY = {
  environments: {
    ...{ production: { production: true }, live: { production: true }, staging: { production: false } },
    ...{ 'argocd/app-1': { production: true }, 'argocd/app-2': { production: true }, 'pay/env-001': { production: true } },
  },
  baselines: { 'acme/pay': 'empty' as const },
};
const MINUTES_MS = 10 * 60_000;
const PATIENCE_MS = 240_000;
const MOST_AGREEING_MS = 30_000;

export type Tools = Readonly<Record<string, Playing>>;

export function hubOf(tools: Tools): Promise<HubUnderTest> {
  return hubOfSources(Object.values(tools), { policy: POLICY });
}

/** The webhooks of a part, by the tool that sends them. */
export type Told = Readonly<Record<string, readonly Webhook[]>>;

/** Each tool sends its own in their order. */
export async function send(hub: HubUnderTest, tools: Tools, told: Told): Promise<void> {
  await Promise.all(
    Object.entries(told).map(async ([tool, webhooks]) => {
      const door = await hub.door(tools[tool]!.source.name);
      for (const webhook of webhooks) await webhook(door);
    }),
  );
  await hub.normalise();
  await hub.follow();
}

/** Polls until every collection is on record as read up to what the clock shows, or as refused. */
export async function readUpToNow(hub: HubUnderTest, tools: Tools, clock: Clock): Promise<void> {
  const { sql, follow } = hub;
  const sources = Object.values(tools);
  await polled(hub.runtime, async () => {
    await follow();
    const rows = await sql<{ source: string; read: number }[]>`
      select source, count(*)::int as read
      from read.coverage
      where collection not like 'census:%' and scope not like 'ticket:%'
        and (state = 'DENIED' or up_to > ${new Date(clock.nowMs() - MINUTES_MS).toISOString()}::timestamptz)
      group by source`;
    const read = new Map(rows.map((row) => [row.source, row.read]));
    const isRead = sources.every(({ source, collections }) => (read.get(source.name) ?? 0) >= collections);
    return isRead && !(await isAwaitingPaths(sql));
  });
  await follow();
}

/** Counts three times: one sweep alone proves no deletion, and what two prove must be read before all agrees. */
export async function count({ runtime, sql, follow }: HubUnderTest): Promise<void> {
  const loops = [startPolling(runtime), startNormaliseLoop(runtime)];
  try {
    for (const sweep of [1, 2, 3]) {
      await sql`update source_stream set next_at = clock_timestamp(), passes = ${sweep - 1} where stream like 'census:%'`;
      for (const source of runtime.sources.keys()) await requestSync(sql, source, 'census:none');
      await until('everything is counted, and what that brought is read', () => isCounted(sql, sweep), PATIENCE_MS);
      await follow();
    }
    // What a sweep says is recorded a moment later; a census that goes on differing has a test of its own.
    await until('every census agrees', () => agrees({ sql, follow }), MOST_AGREEING_MS).catch(() => undefined);
  } finally {
    for (const loop of loops) await loop.stop();
  }
  await follow();
}

async function isCounted(sql: HubUnderTest['sql'], sweep: number): Promise<boolean> {
  const [row] = await sql<{ left: number }[]>`
    select
      (select count(*)::int from source_stream where stream like 'census:%' and passes < ${sweep} and sentence is null)
      + (select count(*)::int from inbox_delivery where state = 'PENDING')
      + (select count(*)::int from inbox_doorbell where attempts = 0) as left`;
  return row?.left === 0;
}

async function agrees({ sql, follow }: Pick<HubUnderTest, 'sql' | 'follow'>): Promise<boolean> {
  await follow();
  const [row] = await sql<{ left: number }[]>`
    select (select count(*) from source_stream where stream like 'census:%')::int
      - (select count(*) from read.coverage where collection like 'census:%' and state = 'COMPLETE')::int as left`;
  return row?.left === 0;
}

export interface Fact {
  readonly type: string;
  readonly subject: string;
  /** Its identity, and what the ledger judges sameness by. */
  readonly same: string;
}

/** Every fact of a source that a hub recorded. */
export async function factsOf({ sql }: HubUnderTest, source: string): Promise<readonly Fact[]> {
  return sql<Fact[]>`
    select leaf ->> 'type' as type, leaf ->> 'subject' as subject, concat_ws(' ', id, core) as same
    from (
      select convert_from(leaf, 'utf8')::jsonb as leaf, encode(event_id, 'hex') as id, encode(core_digest, 'hex') as core
      from ledger_event
    ) event
    where leaf ->> 'source' = ${source}
    order by 1, 2, 3`;
}

/** Of these facts, what the other hub does not have; without what nobody can be asked for any more. */
export function missing(here: readonly Fact[], there: readonly Fact[], playing: Playing): readonly string[] {
  const known = new Set(there.map(({ same }) => same));
  const { onlyByWebhook, forgotten = [], read = [] } = playing;
  const lost = here.filter(({ same }) => !known.has(same));
  expect(lost.length).toBeLessThan(here.length);
  return lost
    .filter(
      ({ type, subject }) =>
        !onlyByWebhook.includes(type) && !forgotten.includes(subject) && !read.includes(type) && !read.includes(`${type} ${subject}`),
    )
    .map(({ type, subject }) => `${type} ${subject}`);
}

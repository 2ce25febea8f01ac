import { afterEach, describe, expect, it } from 'vitest';
import type { Sql } from '../../../src/db/pool.js';
import type { HubUnderTest } from '../hub-under-test.js';
import { polled } from '../read-out.js';
import { randomOf } from '../single-records.js';
import { coresIn, deploymentsIn, verdictsIn } from '../what-it-says.js';
import { githubStory } from './github-story.js';
import { jiraStory } from './jira-story.js';
import type { Playing, Story, Webhook } from './story.js';

/** Whatever tool it is, its webhooks may be lost and its polls be off. A further tool is a line here. */
const STORIES: Readonly<Record<string, Story>> = {
  github: githubStory(11),
  'github, another company': githubStory(23),
  jira: jiraStory,
};

const HOUR_MS = 3_600_000;
const MINUTES_MS = 600_000;
const PATIENCE_MS = 240_000;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** One hub that is told everything, and one that is told part of it. */
async function opened(story: Story): Promise<{ playing: Playing; whole: HubUnderTest; part: HubUnderTest }> {
  const playing = await story.open();
  closing.push(() => playing.close());
  const [whole, part] = [await playing.hub(), await playing.hub()];
  closing.push(
    () => whole.close(),
    () => part.close(),
  );
  return { playing, whole, part };
}

async function send(hub: HubUnderTest, { source }: Playing, webhooks: readonly Webhook[]): Promise<void> {
  const door = await hub.door(source);
  for (const webhook of webhooks) await webhook(door);
  await hub.normalise();
  await hub.follow();
}

/** Polls until every collection is on record as read up to what the tool's clock shows, or as refused. */
async function readUpToNow(hub: HubUnderTest, { source, collections, nowMs }: Playing): Promise<void> {
  await hub.readUntil('all is read up to now', async () => {
    const [row] = await hub.sql<{ read: number }[]>`
      select count(*)::int as read
      from read.coverage
      where source = ${source} and collection not like 'census:%' and scope not like 'ticket:%'
        and (state = 'DENIED' or up_to > ${new Date(nowMs() - MINUTES_MS).toISOString()}::timestamptz)`;
    return (row?.read ?? 0) >= collections;
  });
  await hub.follow();
}

/** What is read to the end, and twice counted: one sweep alone proves no deletion. */
async function pollAndCount(hub: HubUnderTest): Promise<void> {
  await hub.readToEnd();
  for (const sweep of [1, 2, 3]) {
    await hub.sql`update source_stream set next_at = clock_timestamp(), passes = ${sweep - 1} where stream like 'census:%'`;
    await polled(
      hub.runtime,
      async () => (await censuses(hub.sql)).every(({ passes }) => Number(passes) >= sweep),
      'everything is counted',
    );
    await hub.follow();
  }
}

function censuses(sql: Sql): Promise<{ stream: string; passes: number }[]> {
  return sql<{ stream: string; passes: number }[]>`select stream, passes from source_stream where stream like 'census:%'`;
}

async function agree(part: HubUnderTest, whole: HubUnderTest, onlyByWebhook: readonly string[]): Promise<void> {
  const [few, many] = [await coresIn(part.sql), await coresIn(whole.sql)];
  expect(few.filter((line) => !many.includes(line) && !onlyByWebhook.includes(typeOf(line)))).toEqual([]);
  expect(many.filter((line) => !few.includes(line) && !onlyByWebhook.includes(typeOf(line)))).toEqual([]);
  expect(await deploymentsIn(part.sql)).toEqual(await deploymentsIn(whole.sql));
  expect(await verdictsIn(part.sql)).toEqual(await verdictsIn(whole.sql));
  const counted =
    await whole.sql`select collection, state, reason from read.coverage where collection like 'census:%' and state <> 'COMPLETE'`;
  expect(counted).toEqual([]);
}

const typeOf = (line: string): string => line.split(' ')[0] ?? '';

interface Answer {
  readonly name: string;
  readonly answer: string;
}

async function answersOf({ sql }: HubUnderTest): Promise<readonly Answer[]> {
  return sql<Answer[]>`select concat_ws(' ', rule, subject, unit) as name, answer from verdict where recorded_to is null order by 1`;
}

/** The longest time between two readings of a collection that are on record, by the tool's clock. */
async function longestHoleMs({ sql }: HubUnderTest, source: string): Promise<number> {
  const [row] = await sql<{ ms: number }[]>`
    with told as (
      select convert_from(body, 'utf8')::jsonb -> 'core' as core, seq
      from ledger_event
      where convert_from(leaf, 'utf8')::jsonb ->> 'type' = 'coverage.changed'),
    read as (
      select (core ->> 'upTo')::timestamptz as up_to,
        lag((core ->> 'upTo')::timestamptz) over (partition by core ->> 'scope', core ->> 'collection' order by seq) as before
      from told
      where core ->> 'source' = ${source} and core ->> 'state' = 'COMPLETE' and core ->> 'upTo' is not null)
    select (extract(epoch from max(up_to - before)) * 1000)::float8 as ms from read`;
  return row?.ms ?? 0;
}

describe.each(Object.entries(STORIES))('%s', (_, story) => {
  it(
    '14.11 is known from polls and census alone as it is with every webhook',
    async () => {
      const { playing, whole, part } = await opened(story);
      for (const nth of [1, 2, 3]) {
        await send(whole, playing, playing.next());
        for (const hub of nth < 3 ? [part, whole] : []) await readUpToNow(hub, playing);
      }
      playing.toThePresent();
      await pollAndCount(part);
      await pollAndCount(whole);
      expect((await coresIn(part.sql)).length).toBeGreaterThan(20);
      await agree(part, whole, story.onlyByWebhook);
    },
    PATIENCE_MS,
  );

  it(
    '14.11 is the same after an hour without polls in which three of ten webhooks were lost; what the hole leaves open is INDETERMINATE',
    async () => {
      const { playing, whole, part } = await opened(story);
      const first = playing.next();
      for (const hub of [whole, part]) {
        await send(hub, playing, first);
        await readUpToNow(hub, playing);
      }
      const random = randomOf(7);
      const meanwhile = playing.next();
      const kept = meanwhile.filter(() => random() >= 0.3);
      expect(kept.length).toBeLessThan(meanwhile.length);
      await send(part, playing, kept);
      const inTheHole = await answersOf(part);
      await send(whole, playing, meanwhile);
      await readUpToNow(whole, playing);
      // Nobody looked: what was answered with PASS or GAP all the same must be what is true.
      const truth = new Map((await answersOf(whole)).map(({ name, answer }) => [name, answer]));
      expect(inTheHole.filter(({ name, answer }) => answer !== 'INDETERMINATE' && truth.get(name) !== answer)).toEqual([]);
      const last = playing.next();
      playing.toThePresent();
      for (const hub of [whole, part]) {
        await send(hub, playing, last);
        await pollAndCount(hub);
      }
      await agree(part, whole, story.onlyByWebhook);
      expect(await longestHoleMs(part, playing.source)).toBeGreaterThanOrEqual(HOUR_MS);
      const left = new Map((await answersOf(part)).map(({ name, answer }) => [name, answer]));
      const open = inTheHole.filter(({ name, answer }) => answer === 'INDETERMINATE' && left.get(name) !== 'INDETERMINATE');
      if (inTheHole.length > 0) expect(open).not.toEqual([]);
    },
    PATIENCE_MS,
  );
});

import type { HubUnderTest } from '../hub-under-test.js';
import { randomOf } from '../single-records.js';
import { count, hubOf, readUpToNow, send, type Told, type Tools } from './hubs.js';
import type { Playing, Story } from './story.js';

export interface Answer {
  readonly name: string;
  readonly answer: string;
}

export interface Played {
  readonly tools: Tools;
  /** Told everything. */
  readonly whole: HubUnderTest;
  /** No webhook ever reached it. */
  readonly deaf: HubUnderTest;
  /** It did not poll for more than an hour, in which it lost three of ten webhooks. */
  readonly half: HubUnderTest;
  /** What `half` answered in that hour, and what the truth was. */
  readonly inTheHole: readonly Answer[];
  readonly truth: readonly Answer[];
  close(): Promise<void>;
}

/** A part takes ten minutes; then nothing happens, and the tools' clocks go on. */
const PART_MS = 75 * 60_000;
const READ_MS = 15 * 60_000;
const START_MS = Date.UTC(2026, 0, 31, 9);

/** Has everything happen to all tools at once, as it does in a company: three hubs, in the time of the slowest. */
export async function play(stories: Readonly<Record<string, Story>>): Promise<Played> {
  let offsetMs = 0;
  const clock = { nowMs: () => Date.now() + offsetMs };
  const tools: Record<string, Playing> = {};
  for (const [name, story] of Object.entries(stories)) tools[name] = await story.open(clock);
  const hubs = [await hubOf(tools), await hubOf(tools), await hubOf(tools)] as const;
  const [whole, deaf, half] = hubs;
  const show = (ms: number) => {
    offsetMs = ms - Date.now();
    for (const tool of Object.values(tools)) tool.skew?.(offsetMs);
  };
  const happens = (nth: number): Told => {
    const start = START_MS + nth * PART_MS;
    const told = Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, tool.part(nth, start)]));
    show(start + READ_MS);
    return told;
  };
  const read = (...some: readonly HubUnderTest[]) => Promise.all(some.map((hub) => readUpToNow(hub, tools, clock)));

  const first = happens(0);
  await Promise.all([whole, half].map((hub) => send(hub, tools, first)));
  await read(...hubs);

  const meanwhile = happens(1);
  await Promise.all([send(whole, tools, meanwhile), send(half, tools, thinned(meanwhile))]);
  const inTheHole = await answersOf(half);
  await read(whole, deaf);
  const truth = await answersOf(whole);

  const last = happens(2);
  await Promise.all([whole, half].map((hub) => send(hub, tools, last)));
  await read(...hubs);
  show(START_MS + 3 * PART_MS + READ_MS);
  await read(...hubs);
  await Promise.all(hubs.map(count));
  const close = async () => {
    for (const hub of hubs) await hub.close();
    for (const tool of Object.values(tools)) await tool.close();
  };
  return { tools, whole, deaf, half, inTheHole, truth, close };
}

/** Three of ten never come; of each tool at least one, and not all. */
function thinned(told: Told): Told {
  const random = randomOf(7);
  return Object.fromEntries(
    Object.entries(told).map(([tool, webhooks]) => [tool, webhooks.filter((_, at) => at > 0 && (random() >= 0.3 || at === 1))]),
  );
}

export async function answersOf({ sql }: HubUnderTest): Promise<readonly Answer[]> {
  return sql<Answer[]>`select concat_ws(' ', rule, subject, unit) as name, answer from verdict where recorded_to is null order by 1`;
}

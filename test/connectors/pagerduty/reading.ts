import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import { pagerdutyConfig, type PagerdutyConfig } from '../../../connectors/pagerduty/config.js';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { standIn, type StandIn } from '../../../src/sample/pagerduty/stand-in.js';
import { TOKEN, type World } from '../../../src/sample/pagerduty/world.js';

export interface Connected {
  readonly tool: StandIn;
  readonly io: Io<PagerdutyConfig>;
}

/** A stand-in that serves the world, and what the connector is handed to read it. */
export async function connected(world: World, more: Partial<PagerdutyConfig> = {}, token: string | undefined = TOKEN): Promise<Connected> {
  const tool = await standIn(world);
  const config = pagerdutyConfig.parse({ url: tool.url, token: { env: 'X' }, ...more });
  let time: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    const date = response.headers.get('date');
    if (date) time = instantOf(Date.parse(date) * 1000);
    return response;
  };
  const secret = (name: string) => (name === 'token' ? token : undefined);
  return { tool, io: { config, secret, http: { fetch, sourceTime: () => time } } };
}

export interface Passed {
  readonly pages: readonly Page[];
  readonly records: readonly RawRecord[];
  readonly cursor: Json | null;
  readonly claims: readonly CoverageClaim[];
}

/** One pass from a cursor, to its end or for as many pages as asked for. */
export async function pass(io: Io<PagerdutyConfig>, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const [stream] = await pagerduty.poll.streams(io);
  if (!stream) throw new Error('no stream');
  const pages: Page[] = [];
  for await (const page of pagerduty.poll.read(stream, cursor, io)) {
    // What the runtime keeps of a page goes through the database as JSON.
    pages.push(JSON.parse(JSON.stringify(page)) as Page);
    if (pages.length >= atMost) break;
  }
  return {
    pages,
    records: pages.flatMap(({ records }) => records),
    cursor: pages.at(-1)?.cursor ?? null,
    claims: pages.flatMap(({ claims }) => claims ?? []),
  };
}

export function eventsOf(records: readonly RawRecord[]): Draft[] {
  return records.flatMap((record) => {
    const result = pagerduty.normaliser.normalise(record);
    return 'events' in result ? result.events : [];
  });
}

export function idsIn(records: readonly RawRecord[]): string[] {
  return records.map(({ key }) => key.replace('incident:', ''));
}

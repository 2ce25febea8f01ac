import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import { env0Config, type Env0Config } from '../../../connectors/env0/config.js';
import env0 from '../../../connectors/env0/index.js';
import { standIn, type StandIn } from '../../../src/sample/env0/stand-in.js';
import { KEY, ORGANIZATION, type World } from '../../../src/sample/env0/world.js';

export interface Connected {
  readonly tool: StandIn;
  readonly io: Io<Env0Config>;
}

/** A stand-in that serves the world, and what the connector is handed to read it. */
export async function connected(world: World, more: Partial<Env0Config> = {}, key: string | undefined = KEY.secret): Promise<Connected> {
  const tool = await standIn(world);
  const own = { url: tool.url, organization: ORGANIZATION, apiKeyId: KEY.id, apiKeySecret: { env: 'X' }, projects: ['pay'] };
  const config = env0Config.parse({ ...own, ...more });
  let time: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    const date = response.headers.get('date');
    if (date) time = instantOf(Date.parse(date) * 1000);
    return response;
  };
  const secret = (name: string) => (name === 'apiKeySecret' ? key : undefined);
  return { tool, io: { config, secret, http: { fetch, sourceTime: () => time } } };
}

export interface Passed {
  readonly pages: readonly Page[];
  readonly records: readonly RawRecord[];
  readonly cursor: Json | null;
  readonly claims: readonly CoverageClaim[];
}

/** One pass over the first project, from a cursor, to its end or for as many pages as asked for. */
export async function pass(io: Io<Env0Config>, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const [stream] = await env0.poll.streams(io);
  if (!stream) throw new Error('no stream');
  const pages: Page[] = [];
  for await (const page of env0.poll.read(stream, cursor, io)) {
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
    const result = env0.normaliser.normalise(record);
    return 'events' in result ? result.events : [];
  });
}

export function idsIn(records: readonly RawRecord[]): string[] {
  return records.map(({ key }) => key.replace('deployment:', ''));
}

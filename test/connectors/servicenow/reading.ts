import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import { serviceNowConfig, type ServiceNowConfig } from '../../../connectors/servicenow/config.js';
import servicenow from '../../../connectors/servicenow/index.js';
import { type Instance, instance } from '../../../src/sample/servicenow/server.js';
import { furnish } from './world.js';

const USER = 'changeline';
export const PASSWORD = 'password-of-these-tests';

export interface Connected {
  readonly world: Instance;
  readonly io: Io<ServiceNowConfig>;
}

/** A stand-in with its furniture, and what the connector is handed to read it. */
export async function connected(more: object = {}, password = PASSWORD): Promise<Connected> {
  const world = await instance(`Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`);
  furnish(world);
  const config = serviceNowConfig.parse({ url: world.url, username: USER, password: { env: 'X' }, ...more });
  let time: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    const date = response.headers.get('date');
    if (date) time = instantOf(Date.parse(date) * 1000);
    return response;
  };
  return { world, io: { config, secret: () => password, http: { fetch, sourceTime: () => time } } };
}

export interface Passed {
  readonly pages: readonly Page[];
  readonly records: readonly RawRecord[];
  readonly cursor: Json | null;
  readonly claims: readonly CoverageClaim[];
}

/** One pass over a table, from a cursor, to its end or for as many pages as asked for. */
export async function pass({ io }: Connected, table: string, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const stream = (await servicenow.poll.streams(io)).find(({ name }) => name === table);
  if (!stream) throw new Error(`no stream ${table}`);
  const pages: Page[] = [];
  for await (const page of servicenow.poll.read(stream, cursor, io)) {
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
    const result = servicenow.normaliser.normalise(record);
    return 'events' in result ? result.events : [];
  });
}

export function keysOf(records: readonly RawRecord[]): string[] {
  return records.map(({ key }) => key.slice(key.indexOf(':') + 1));
}

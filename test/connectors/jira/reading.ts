import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import { jiraConfig, type JiraConfig } from '../../../connectors/jira/config.js';
import jira from '../../../connectors/jira/index.js';
import { type Jira, type JiraWorld, startJira } from '../../../src/sample/index.js';

export const EMAIL = 'reader@acme.example';
export const TOKEN = 'token-of-these-tests';

export interface Connected {
  readonly server: Jira;
  readonly io: Io<JiraConfig>;
}

/** A stand-in that serves the world, and what the connector is handed to read it. */
export async function connected(world: JiraWorld, more: Partial<JiraConfig> = {}, token: string | undefined = TOKEN): Promise<Connected> {
  const server = await startJira(world, { email: EMAIL, token: TOKEN, dataCenter: more.dataCenter ?? false });
  server.limit({ perWindow: 100_000, windowMs: 60_000 });
  const config = jiraConfig.parse({
    url: server.url,
    ...(more.dataCenter ? {} : { email: EMAIL }),
    token: { env: 'X' },
    projects: ['PAY'],
    ...more,
  });
  let time: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    const date = response.headers.get('date');
    if (date) time = instantOf(Date.parse(date) * 1000);
    return response;
  };
  const secret = (name: string) => (name === 'token' ? token : undefined);
  return { server, io: { config, secret, http: { fetch, sourceTime: () => time } } };
}

export interface Passed {
  readonly pages: readonly Page[];
  readonly records: readonly RawRecord[];
  readonly cursor: Json | null;
  readonly claims: readonly CoverageClaim[];
}

/** One pass over a project, from a cursor, to its end or for as many pages as asked for. */
export async function pass(io: Io<JiraConfig>, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const [stream] = await jira.poll.streams(io);
  if (!stream) throw new Error('no stream');
  const pages: Page[] = [];
  for await (const page of jira.poll.read(stream, cursor, io)) {
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
    const result = jira.normaliser.normalise(record);
    return 'events' in result ? result.events : [];
  });
}

/** The ids of the tickets that were read. */
export function ticketsIn(records: readonly RawRecord[]): string[] {
  return [...new Set(records.map(({ key }) => key.replace('ticket:', '')))].sort();
}

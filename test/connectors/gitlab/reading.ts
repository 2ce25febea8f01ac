import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import { gitlabConfig, type GitlabConfig } from '../../../connectors/gitlab/config.js';
import gitlab from '../../../connectors/gitlab/index.js';
import { type GitLab, startGitLab, type World } from './stand-in.js';

export const TOKEN = 'token-of-these-tests';

export interface Connected {
  readonly server: GitLab;
  readonly io: Io<GitlabConfig>;
}

/** A stand-in that serves the world, and what the connector is handed to read it. */
export async function connected(world: World, more: Partial<GitlabConfig> = {}, token: string | undefined = TOKEN): Promise<Connected> {
  const server = await startGitLab(world, TOKEN);
  const config = gitlabConfig.parse({ url: server.url, token: { env: 'X' }, projects: ['acme/pay'], ...more });
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

/** One pass over a stream of project 4711, from a cursor, to its end or for as many pages as asked for. */
export async function pass(io: Io<GitlabConfig>, stream: string, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const found = (await gitlab.poll.streams(io)).find(({ name }) => name === `4711/${stream}`);
  if (!found) throw new Error(`no stream ${stream}`);
  const pages: Page[] = [];
  for await (const page of gitlab.poll.read(found, cursor, io)) {
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
    const result = gitlab.normaliser.normalise(record);
    return 'events' in result ? result.events : [];
  });
}

export function keysIn(records: readonly RawRecord[]): string[] {
  return [...new Set(records.map(({ key }) => key))].sort();
}

/** `type what` of each event, for short expectations. */
export function told(events: readonly Draft[], ...names: readonly string[]): string[] {
  return events.map(({ type, core }) => [type, ...names.map((name) => JSON.stringify(core[name] ?? null))].join(' '));
}

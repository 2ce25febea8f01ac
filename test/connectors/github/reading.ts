import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import github from '../../../connectors/github/index.js';
import { githubConfig, type GithubConfig } from '../../../connectors/github/config.js';
import { type GitHub, startGitHub, type World } from '../../../src/sample/index.js';

export const TOKEN = 'token-of-these-tests';

export interface Connected {
  readonly server: GitHub;
  readonly io: Io<GithubConfig>;
}

/** A stand-in that serves the world, and what the connector is handed to read it. */
export async function connected(world: World, more: Partial<GithubConfig> = {}, token = TOKEN): Promise<Connected> {
  const server = await startGitHub(world, { token: TOKEN });
  const config = githubConfig.parse({
    url: server.url,
    token: { env: 'X' },
    webhookSecret: { env: 'Y' },
    repositories: ['acme/pay'],
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

/** One pass over a stream of repository 4711, from a cursor, to its end or for as many pages as asked for. */
export async function pass(io: Io<GithubConfig>, stream: string, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const found = (await github.poll.streams(io)).find(({ name }) => name === `4711/${stream}`);
  if (!found) throw new Error(`no stream ${stream}`);
  const pages: Page[] = [];
  for await (const page of github.poll.read(found, cursor, io)) {
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
    const result = github.normaliser.normalise(record);
    return 'events' in result ? result.events : [];
  });
}

/** The commits that the records hold, by hash. */
export function commitsIn(records: readonly RawRecord[]): string[] {
  const commits = eventsOf(records).filter(({ type }) => type === 'commit.recorded');
  return commits.map(({ core }) => String(core['sha'])).sort();
}

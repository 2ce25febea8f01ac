import { type Io, type Json, type RawRecord, type Stream } from '#contract';
import github from '../../../connectors/github/index.js';
import { githubConfig, type GithubConfig } from '../../../connectors/github/config.js';
import { pacedHttp } from '../../../src/intake/http/paced-http.js';
import { type GitHub, startGitHub, type World } from '../../../src/sample/index.js';
import { eventsOf } from './reading.js';

/** A round over all streams, as the hub makes it. */
export interface Round {
  /** Names of the streams that had to be read. */
  readonly read: readonly string[];
  readonly records: readonly RawRecord[];
  /** What it spent of the two budgets. */
  readonly spent: { readonly core: number; readonly graphql: number };
  /** Facts that a reading of the streams that were left would have brought, and that were not brought before. */
  readonly missed: readonly string[];
}

export interface Rounds {
  readonly server: GitHub;
  /** `check`: whether what was left is read as well, to see what was missed. */
  next(options?: { readonly check?: boolean }): Promise<Round>;
}

/** A record names its repository as it is called now; what it tells of does not hang on that. */
function factsOf(record: RawRecord): string[] {
  return eventsOf([record]).map(({ type, subject, identity, core }) => JSON.stringify([type, subject, identity, core]));
}

/** Rounds over all that a GitHub serves, or over some collections of it, through the hub's own HTTP, which asks conditionally. */
export async function rounds(world: World, only: readonly string[] | null = null): Promise<Rounds> {
  const server = await startGitHub(world, { token: 'token-of-these-tests' });
  const repositories = world.repositories.map(({ owner, name }) => `${owner.login}/${name}`);
  const config = githubConfig.parse({ url: server.url, token: { env: 'X' }, repositories });
  const http = pacedHttp();
  const io: Io<GithubConfig> = { config, secret: () => 'token-of-these-tests', http };
  const cursors = new Map<string, Json | null>();
  const brought = new Set<string>();

  const left = (kind: 'core' | 'graphql') => http.budgets()[kind]?.remaining ?? 5_000;

  async function whole(stream: Stream, keep: boolean): Promise<RawRecord[]> {
    const found: RawRecord[] = [];
    for await (const page of github.poll.read(stream, cursors.get(stream.name) ?? null, io)) {
      found.push(...page.records);
      if (keep) cursors.set(stream.name, JSON.parse(JSON.stringify(page.cursor)) as Json);
    }
    return found;
  }

  return {
    server,
    async next({ check = false } = {}) {
      const before = { core: left('core'), graphql: left('graphql') };
      const all = await github.poll.streams(io);
      const streams = all.filter(({ name }) => only === null || only.includes(name.split('/')[1] ?? ''));
      const known = streams.filter(({ name }) => cursors.has(name));
      const unmoved =
        (await github.poll.unmoved?.(
          known.map((stream) => ({ stream, cursor: cursors.get(stream.name) ?? null })),
          io,
        )) ?? new Map<string, unknown>();
      const records: RawRecord[] = [];
      const read = streams.filter(({ name }) => !unmoved.has(name));
      for (const stream of read) records.push(...(await whole(stream, true)));
      const spent = { core: before.core - left('core'), graphql: before.graphql - left('graphql') };
      for (const fact of records.flatMap(factsOf)) brought.add(fact);
      const missed: string[] = [];
      for (const stream of check ? streams.filter(({ name }) => unmoved.has(name)) : []) {
        missed.push(...(await whole(stream, false)).flatMap(factsOf).filter((fact) => !brought.has(fact)));
      }
      return { read: read.map(({ name }) => name), records, spent, missed };
    },
  };
}

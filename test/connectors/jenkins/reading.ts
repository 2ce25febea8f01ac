import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import { type JenkinsConfig, jenkinsConfig } from '../../../connectors/jenkins/config.js';
import jenkins from '../../../connectors/jenkins/index.js';
import { type StandIn, USER } from '../../../src/sample/jenkins/stand-in.js';

export const TOKEN = 'token-of-these-tests';

export function ioOf(tool: StandIn, more: object = {}, token = TOKEN): Io<JenkinsConfig> {
  let time: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    time = instantOf(Date.parse(response.headers.get('date') ?? '') * 1000);
    return response;
  };
  const config = jenkinsConfig.parse({ url: tool.url, user: USER, token: { env: 'X' }, jobs: ['pay'], ...more });
  return { config, secret: (name) => (name === 'token' ? token : undefined), http: { fetch, sourceTime: () => time } };
}

export interface Passed {
  readonly pages: readonly Page[];
  readonly records: readonly RawRecord[];
  readonly cursor: Json | null;
  readonly claims: readonly CoverageClaim[];
}

/** One pass over the first job from a cursor, to its end or for as many pages as asked for. */
export async function pass(io: Io<JenkinsConfig>, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const [stream] = await jenkins.poll.streams(io);
  const pages: Page[] = [];
  for await (const page of jenkins.poll.read(stream!, cursor, io)) {
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

export function eventsOf(records: readonly RawRecord[]): readonly Draft[] {
  return records.flatMap((record) => {
    const meaning = jenkins.normaliser.normalise(record);
    return 'events' in meaning ? meaning.events : [];
  });
}

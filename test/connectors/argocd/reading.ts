import { type CoverageClaim, type Draft, type Instant, instantOf, type Io, type Json, type Page, type RawRecord } from '#contract';
import { type ArgocdConfig, argocdConfig } from '../../../connectors/argocd/config.js';
import argocd from '../../../connectors/argocd/index.js';
import type { StandIn } from '../../../src/sample/argocd/stand-in.js';

export const TOKEN = 'token-of-these-tests';

export function ioOf(tool: StandIn, more: Partial<ArgocdConfig> = {}, token = TOKEN): Io<ArgocdConfig> {
  let time: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    time = instantOf(Date.parse(response.headers.get('date') ?? '') * 1000);
    return response;
  };
  const config = argocdConfig.parse({ url: tool.url, token: { env: 'X' }, ...more });
  return { config, secret: (name) => (name === 'token' ? token : undefined), http: { fetch, sourceTime: () => time } };
}

export interface Passed {
  readonly pages: readonly Page[];
  readonly records: readonly RawRecord[];
  readonly cursor: Json | null;
  readonly claims: readonly CoverageClaim[];
}

/** One pass from a cursor, to its end or for as many pages as asked for. */
export async function pass(io: Io<ArgocdConfig>, cursor: Json | null = null, atMost = Infinity): Promise<Passed> {
  const [stream] = await argocd.poll.streams(io);
  const pages: Page[] = [];
  for await (const page of argocd.poll.read(stream!, cursor, io)) {
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
    const meaning = argocd.normaliser.normalise(record);
    return 'events' in meaning ? meaning.events : [];
  });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Instant, instantOf, type Io, type Json, type Page, SourceRefused, SourceUnavailable } from '#contract';
import { exampleConfig, type ExampleConfig } from '../../../connectors/example/config.js';
import example from '../../../connectors/example/index.js';
import { type Rollout, type StandIn, standIn } from './stand-in.js';

const TOKEN = 'token-of-these-tests';
let tool: StandIn;
beforeEach(async () => void (tool = await standIn(TOKEN)));
afterEach(() => tool.close());

function io(token = TOKEN): Io<ExampleConfig> {
  let time: Instant | null = null;
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    time = instantOf(Date.parse(response.headers.get('date') ?? '') * 1000);
    return response;
  };
  const config = exampleConfig.parse({ url: tool.url, token: { env: 'X' }, webhookSecret: { env: 'Y' } });
  return { config, secret: () => token, http: { fetch, sourceTime: () => time } };
}

async function pass(cursor: Json | null = null, token?: string): Promise<readonly Page[]> {
  const given = io(token);
  const [stream] = await example.poll.streams(given);
  const pages: Page[] = [];
  for await (const page of example.poll.read(stream!, cursor, given)) pages.push(page);
  return pages;
}

const keysOf = (pages: readonly Page[]) => pages.flatMap(({ records }) => records.map(({ key }) => key));
const rollout = (id: number, position: number, state: Rollout['state'] = 'DONE'): Rollout => ({ id, position, state });

describe('polling', () => {
  it('reads every page, and claims what it read at the end alone', async () => {
    tool.rollouts.push(rollout(1, 10), rollout(2, 20), rollout(3, 30));
    const pages = await pass();
    expect(keysOf(pages)).toEqual(['rollout:1', 'rollout:2', 'rollout:3']);
    expect(pages.map(({ claims }) => claims?.map(({ state }) => state) ?? [])).toEqual([[], ['COMPLETE']]);
  });

  it('goes on where a pass ended: with what is new, and with what changed', async () => {
    tool.rollouts.push(rollout(1, 10, 'RUNNING'));
    const first = await pass();
    tool.rollouts.splice(0, 1, rollout(1, 20));
    tool.rollouts.push(rollout(2, 30));
    expect(keysOf(await pass(first.at(-1)?.cursor ?? null))).toEqual(['rollout:1', 'rollout:2']);
  });

  it('is refused with a token that is not accepted, and put off while the tool is away', async () => {
    await expect(pass(null, 'another-token')).rejects.toThrow(SourceRefused);
    tool.refuses = 503;
    await expect(pass()).rejects.toThrow(SourceUnavailable);
  });
});

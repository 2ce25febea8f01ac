import { afterEach, describe, expect, it } from 'vitest';
import { type Connector, type CoverageClaim, type Io, type ReadStream, SourceUnavailable } from '#contract';
import { requestSync, startPolling } from '../../src/intake/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { eventsIn } from '../normalise/events-in.js';
import { paper, type PaperConfig } from './paper.js';
import { paperTool, type PaperTool } from './paper-tool.js';
import { testHub, type TestHub } from './test-hub.js';
import { until } from './until.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Unmoved = (read: readonly ReadStream[], io: Io<PaperConfig>) => Promise<ReadonlyMap<string, readonly CoverageClaim[]>>;

async function polled(unmoved: Unmoved): Promise<{ readonly hub: TestHub; readonly tool: PaperTool }> {
  const tool = await paperTool({ 'acme/notes': [{ id: 1 }], 'acme/letters': [{ id: 2 }] });
  const own = paper();
  const connector: Connector<PaperConfig> = { ...own, poll: { ...own.poll, unmoved } };
  const hub = await testHub([{ connector, config: { url: tool.url, pollSeconds: 0.05 } }]);
  const loops = [startPolling(hub.runtime), startNormaliseLoop(hub.runtime)];
  open.push(tool.close, hub.close, ...loops.map((loop) => () => loop.stop()));
  return { hub, tool };
}

/** All but the letters stand still. */
const notesStand: Unmoved = (read, { http }) => {
  const left = read.filter(({ stream }) => stream.name === 'acme/notes');
  const upTo = http.sourceTime();
  const claim = { collection: 'notes', state: 'COMPLETE' as const, ...(upTo ? { upTo } : {}) };
  return Promise.resolve(new Map(left.map(({ stream }) => [stream.name, [{ ...claim, scope: stream.scope }]])));
};

const pagesOf = (tool: PaperTool, name: string) => tool.asked.filter(({ line }) => line.includes(encodeURIComponent(name))).length;

async function passes({ sql }: TestHub, name: string): Promise<number> {
  const [row] = await sql<{ passes: number }[]>`select passes from source_stream where stream = ${name}`;
  return row?.passes ?? 0;
}

describe('a stream of which the tool says that nothing moved', () => {
  it('is read the first time and then no more, its passes go on, and what they prove is claimed', async () => {
    const { hub, tool } = await polled(notesStand);
    await until('both were passed often', async () => (await passes(hub, 'acme/notes')) > 3 && (await passes(hub, 'acme/letters')) > 3);
    expect(pagesOf(tool, 'acme/notes')).toBe(1);
    expect(pagesOf(tool, 'acme/letters')).toBeGreaterThan(3);
    const [state] = await hub.sql<{ health: string }[]>`select health from source_state`;
    expect(state?.health).toBe('HEALTHY');
    const coverage = await until('it is claimed', async () => {
      const all = await eventsIn(hub.sql, 'coverage.changed');
      return all.length > 0 && all;
    });
    expect(JSON.stringify(coverage)).toContain('COMPLETE');
  });

  it('is read when somebody asks for it', async () => {
    const { hub, tool } = await polled(notesStand);
    await until('it was left', async () => (await passes(hub, 'acme/notes')) > 2);
    await requestSync(hub.sql, 'paper-acme', 'acme/notes');
    await until('it was read', () => pagesOf(tool, 'acme/notes') === 2);
  });

  it('is read while the tool does not say so', async () => {
    const { hub, tool } = await polled(() => Promise.reject(new SourceUnavailable('Paper looks away.')));
    await until('it was passed', async () => (await passes(hub, 'acme/notes')) > 2);
    expect(pagesOf(tool, 'acme/notes')).toBeGreaterThan(2);
  });
});

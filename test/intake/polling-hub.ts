import { startPolling } from '../../src/intake/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { eventsIn, type LedgerFact } from '../normalise/events-in.js';
import { joinHub } from './join-hub.js';
import { paper } from './paper.js';
import { paperTool, type PaperTool } from './paper-tool.js';
import { testHub, type TestHub } from './test-hub.js';
import type { Note } from './paper.js';

export interface PollingHub extends TestHub {
  readonly tool: PaperTool;
  poll(): { stop(): Promise<void> };
  normalise(): void;
  /** Another hub over the same database that polls the same source. */
  second(): { stop(): Promise<void> };
  events(): Promise<LedgerFact[]>;
  coverage(): Promise<LedgerFact[]>;
  state(): Promise<StateRow>;
  stream(name?: string): Promise<StreamRow>;
}

export interface StateRow {
  readonly health: string;
  readonly sentence: string;
  readonly clockOffsetMs: number | null;
  readonly budget: unknown;
}

export interface StreamRow {
  readonly cursor: number | null;
  readonly pages: number;
  readonly records: number;
  readonly total: number | null;
  readonly passes: number;
  readonly failures: number;
  readonly sentence: string | null;
  /** How long until it is read again. */
  readonly inMs: number;
}

/** A hub whose one source is a Paper tool on this machine; polls every 50 ms. */
export async function pollingHub(streams: Readonly<Record<string, Note[]>>, pollSeconds = 0.05): Promise<PollingHub> {
  const tool = await paperTool(streams);
  const sources = [{ connector: paper(), config: { url: tool.url, pollSeconds } }];
  const hub = await testHub(sources);
  const { sql, runtime } = hub;
  const started: (() => Promise<void>)[] = [];
  const run = (part: { stop(): Promise<void> }) => {
    started.push(() => part.stop());
    return part;
  };
  return {
    ...hub,
    tool,
    poll: () => run(startPolling(runtime)),
    normalise: () => void run(startNormaliseLoop(runtime)),
    second: () => {
      const other = joinHub(hub.database.url, sources);
      const polling = startPolling(other.runtime);
      return run({ stop: () => polling.stop().then(() => other.sql.end({ timeout: 1 })) });
    },
    events: () => eventsIn(sql, 'release.published'),
    coverage: () => eventsIn(sql, 'coverage.changed'),
    state: async () => {
      const [row] = await sql<StateRow[]>`select health, sentence, clock_offset_ms as "clockOffsetMs", budget from source_state`;
      return row ?? { health: 'NONE', sentence: '', clockOffsetMs: null, budget: null };
    },
    stream: async (name = 'acme/notes') => {
      const [row] = await sql<StreamRow[]>`
        select cursor, pages, records, total, passes, failures, sentence,
          (extract(epoch from next_at - clock_timestamp()) * 1000)::float8 as "inMs"
        from source_stream
        where stream = ${name}`;
      return row ?? { cursor: null, pages: 0, records: 0, total: null, passes: 0, failures: 0, sentence: null, inMs: 0 };
    },
    close: async () => {
      await Promise.all(started.map((stop) => stop()));
      await tool.close();
      await hub.close();
    },
  };
}

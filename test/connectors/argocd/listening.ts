import type { Heard, Json, RawRecord, WatchIo } from '#contract';
import type { ArgocdConfig } from '../../../connectors/argocd/config.js';
import argocd from '../../../connectors/argocd/index.js';
import { pacedHttp, type PacedHttpOptions } from '../../../src/intake/index.js';
import type { StandIn } from '../../../src/sample/argocd/stand-in.js';
import { until } from '../../intake/until.js';
import { ioOf, TOKEN } from './reading.js';

export interface Ear {
  readonly records: readonly RawRecord[];
  /** How often something came, signs of life as well. */
  pieces(): number;
  /** As the runtime holds it: what was handed over last. */
  known(): Json | null;
  /** Resolves when this many records were heard in all. */
  heard(count: number): Promise<readonly RawRecord[]>;
  /** Resolves when the watch has ended, with why if it did not end well. */
  ended(): Promise<Error | null>;
}

export interface Settings extends PacedHttpOptions {
  readonly known?: Json | null;
  readonly token?: string;
  readonly config?: Partial<ArgocdConfig>;
}

export function watchIoOf(tool: StandIn, { known: _, token = TOKEN, config = {}, ...options }: Settings = {}): WatchIo<ArgocdConfig> {
  return { ...ioOf(tool, config, token), http: pacedHttp(options) };
}

/** Listens to the stand-in until it ends the watch. */
export function listenTo(tool: StandIn, settings: Settings = {}): Ear {
  const records: RawRecord[] = [];
  let known = settings.known ?? null;
  let pieces = 0;
  const take = async (): Promise<null> => {
    for await (const heard of argocd.poll.watch!(known, watchIoOf(tool, settings))) {
      pieces += 1;
      records.push(...heard.records);
      // What the runtime holds must not change under its hands.
      known = deepFrozen(heard).known;
    }
    return null;
  };
  const end = take().catch((error: unknown) => error as Error);
  return {
    records,
    pieces: () => pieces,
    known: () => known,
    heard: (count) => until(`${String(count)} records are heard`, () => (records.length >= count ? records : null)),
    ended: () => end,
  };
}

function deepFrozen(heard: Heard): Heard {
  Object.freeze(heard.known);
  return heard;
}

import type { CoverageClaim, Io, Stream } from '#contract';
import type { Bell, Runtime, Source } from '../../inbox/index.js';
import type { Paces } from '../http/pace.js';
import { pacedHttp, type PacedHttp } from '../http/paced-http.js';
import { fetchThrough, proxySecrets } from '../http/through.js';
import { type AskedFor, nothingAskedFor } from './asked-for.js';
import type { Coverage } from './coverage.js';
import { openHealth, type Health } from './health.js';
import type { Holds } from './hold.js';

import { neverProbed, type Permissions } from './known-permissions.js';
import { openTeller, type Teller } from './progress.js';

/** What all polling of this process shares. */
export interface Polling {
  readonly runtime: Runtime;
  readonly coverage: Coverage;
  readonly holds: Holds;
  /** Sources that use the same credential share its budget. */
  readonly paces: Paces;
  readonly bell: Bell;
  stopped: boolean;
  /** Aborted when polling stops, of one source also when it is left. */
  readonly signal: AbortSignal;
  readonly onStop: (() => Promise<void>)[];
}

/** One source as it is polled. */
export interface Poller {
  readonly polling: Polling;
  readonly source: Source;
  readonly http: PacedHttp;
  readonly io: Io<unknown>;
  readonly health: Health;
  readonly tell: Teller;
  readonly intervalMs: number;
  /** All values that must show nowhere. */
  readonly secrets: () => readonly string[];
  streams: readonly Stream[];
  /** When the streams were last listed; a request to sync does not list them anew. */
  listedAtMs: number;
  listFailures: number;
  readonly permissions: Permissions;
  readonly askedFor: AskedFor;
  /** What the last pass of each stream claimed: a refusal is recorded for all of it. */
  readonly claims: Map<string, readonly CoverageClaim[]>;
}

const INTERVAL_S = 60;

export function openPoller(polling: Polling, source: Source): Poller {
  const { runtime } = polling;
  const secrets = (): readonly string[] => [
    ...source.connector.secrets.flatMap((name) => source.secret(name)),
    ...proxySecrets(source.network),
  ];
  const { paces, signal } = polling;
  const tell = (sentence: string): void => runtime.log.warn({ source: source.name }, sentence);
  const http = pacedHttp({ secrets, signal, paces, asker: source.name, fetch: fetchThrough(source.network), tell });
  return {
    polling,
    source,
    http,
    io: { config: source.config, secret: (name) => source.secret(name)[0], http },
    health: openHealth(runtime, source.name, http),
    tell: openTeller(runtime.log, source.name),
    intervalMs: pollSeconds(source.config) * 1000,
    secrets,
    streams: [],
    listedAtMs: -Infinity,
    listFailures: 0,
    permissions: neverProbed(),
    askedFor: nothingAskedFor(),
    claims: new Map(),
  };
}

/** Every connector may let its operator say `pollSeconds`. */
export function pollSeconds(config: unknown): number {
  const seconds = typeof config === 'object' && config !== null && 'pollSeconds' in config ? config.pollSeconds : null;
  return typeof seconds === 'number' && seconds > 0 ? seconds : INTERVAL_S;
}

import { openBell, type Runtime } from '../../inbox/index.js';
import { answerDoorbells } from './answer-doorbells.js';
import { openCoverage } from './coverage.js';
import { openHolds } from './hold.js';
import { openPaces } from '../http/pace.js';
import { openPoller, type Poller, type Polling } from './poller.js';
import { watchSource } from '../watch/watch-source.js';
import { pollSource } from './source-loop.js';

export interface PollingLoops {
  /** Begins with the sources that are new, begins anew with those that are others now, and leaves those that are gone; the rest goes on. */
  renew(): Promise<void>;
  stop(): Promise<void>;
}

/** A source that is being polled. */
interface Running {
  readonly poller: Poller;
  leave(): Promise<void>;
}

/** Polls every configured source and answers doorbells until it is stopped. */
export function startPolling(runtime: Runtime): PollingLoops {
  const bell = openBell(runtime.sql, 'sync');
  const stopping = new AbortController();
  const polling: Polling = {
    runtime,
    coverage: openCoverage(runtime),
    holds: openHolds(runtime.sql),
    paces: openPaces(),
    bell,
    stopped: false,
    signal: stopping.signal,
    onStop: [],
  };
  const running = new Map<string, Running>();
  const pollers = new Map<string, Poller>();

  async function renew(): Promise<void> {
    const left = [...running].filter(([name, { poller }]) => runtime.sources.get(name) !== poller.source);
    for (const [name] of left) pollers.delete(name);
    await Promise.all(left.map(([, one]) => one.leave()));
    for (const [name] of left) running.delete(name);
    for (const [name] of left) if (!runtime.sources.has(name)) await polling.holds.release(name);
    begin();
  }

  function begin(): void {
    for (const source of runtime.sources.values()) {
      if (running.has(source.name) || polling.stopped) continue;
      const { own, end } = ofOneSource(polling);
      const poller = openPoller(own, source);
      pollers.set(source.name, poller);
      const loop = Promise.all([pollSource(poller), watchSource(poller)]);
      running.set(source.name, { poller, leave: () => end(loop) });
    }
  }

  begin();
  const doorbells = answerDoorbells(polling, pollers);
  return {
    renew,
    async stop() {
      polling.stopped = true;
      stopping.abort();
      await bell.close();
      await Promise.all(polling.onStop.map((close) => close()));
      await Promise.all([doorbells, ...[...running.values()].map(({ leave }) => leave())]);
      await polling.coverage.close();
      await polling.holds.close();
    },
  };
}

/** All that is shared, but it stops when its source is left, too. */
function ofOneSource(polling: Polling) {
  const leaving = new AbortController();
  const own: Polling = {
    ...polling,
    get stopped() {
      return polling.stopped || leaving.signal.aborted;
    },
    signal: AbortSignal.any([polling.signal, leaving.signal]),
  };
  const end = async (loop: Promise<unknown>): Promise<void> => {
    leaving.abort();
    polling.bell.ring();
    await loop;
  };
  return { own, end };
}

import { openBell, type Runtime } from '../../inbox/index.js';
import { answerDoorbells } from './answer-doorbells.js';
import { openCoverage } from './coverage.js';
import { openHolds } from './hold.js';
import { openPoller, type Polling } from './poller.js';
import { pollSource } from './source-loop.js';

/** Polls every configured source and answers doorbells until it is stopped. */
export function startPolling(runtime: Runtime): { stop(): Promise<void> } {
  const bell = openBell(runtime.sql, 'sync');
  const stopping = new AbortController();
  const polling: Polling = {
    runtime,
    coverage: openCoverage(runtime),
    holds: openHolds(runtime.sql),
    bell,
    stopped: false,
    signal: stopping.signal,
    onStop: [],
  };
  const pollers = new Map([...runtime.sources.values()].map((source) => [source.name, openPoller(polling, source)]));
  const loops = Promise.all([...[...pollers.values()].map(pollSource), answerDoorbells(polling, pollers)]);
  return {
    async stop() {
      polling.stopped = true;
      stopping.abort();
      await bell.close();
      await Promise.all(polling.onStop.map((close) => close()));
      await loops;
      await polling.coverage.close();
      await polling.holds.close();
    },
  };
}

import type { Poll } from '#contract';
import type { CdeventsConfig } from './config.js';

/** Senders push, and have nothing that could be read: no stream, so nothing is ever claimed to be complete. */
export const poll: Poll<CdeventsConfig> = {
  streams: () => Promise.resolve([]),
  async *read() {
    // Without a stream there is nothing to read.
  },
  fetch: () => Promise.resolve({ records: [] }),
  census: () => Promise.resolve([]),
};

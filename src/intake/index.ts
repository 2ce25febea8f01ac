// Bytes come in: by the webhook door and by polling.
// Comes in: HTTP messages, and pages that connectors read. Goes out: kept deliveries, cursors, coverage in the ledger.
// Never: parses what was not verified, answers 202 before the commit, or sends a token to another host.
export { registerSources } from './poll/health.js';
export { pollSeconds } from './poll/poller.js';
export { webhookSecrets } from './hooks/receive.js';
export { startPolling, type PollingLoops } from './poll/start.js';
export { requestSync } from './poll/streams.js';
export { hooks } from './hooks/hooks.js';
export { openTally, type Tally } from './hooks/tally.js';
export type { Intake } from './hooks/received.js';
export { pacedHttp, type PacedHttp, type PacedHttpOptions } from './http/paced-http.js';
export type { Clockwork } from './http/backoff.js';

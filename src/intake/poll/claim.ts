import type { CoverageClaim, Stream } from '#contract';
import { uuid7 } from '../../inbox/index.js';
import { asPermitted } from './permissions.js';
import type { Poller } from './poller.js';

/** What a pass of a stream that came to its end proves, once all that it brought has its end. */
export function claim(poller: Poller, stream: Stream, claims: readonly CoverageClaim[]): void {
  poller.claims.set(stream.name, claims);
  poller.polling.coverage.claim({
    source: poller.source.name,
    stream: stream.name,
    claims: asPermitted(poller, claims),
    upToDelivery: uuid7(),
    digests: null,
    clockOffsetMs: poller.http.clockOffsetMs(),
  });
}

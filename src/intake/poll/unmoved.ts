import { type CoverageClaim, SourceRefused, SourceUnavailable, type Stream } from '#contract';
import { claim } from './claim.js';
import type { Poller } from './poller.js';
import { endUnmoved, type Standing } from './streams.js';

/**
 * Of the streams that are due, those that must be read. Of the others the tool says that nothing moved: their passes end here, and claim what a
 * reading would have claimed. What was never read, failed, or was asked for by a person is read. Throws only what the database throws.
 */
export async function leaveUnmoved(poller: Poller, due: ReadonlyMap<string, Standing>): Promise<ReadonlyMap<string, Standing>> {
  const { source, streams, polling, health } = poller;
  const candidates = streams.flatMap((stream) => {
    const standing = due.get(stream.name);
    return standing && mayBeLeft(standing) ? [{ stream, cursor: standing.cursor }] : [];
  });
  const unmoved = candidates.length === 0 ? NOTHING : await asked(poller, candidates);
  if (unmoved.size === 0 || polling.stopped || !polling.holds.has(source.name)) return due;
  await endUnmoved(polling.runtime.sql, source.name, [...unmoved.keys()], poller.intervalMs);
  const left = candidates.filter(({ stream }) => unmoved.has(stream.name));
  for (const { stream } of left) claim(poller, stream, unmoved.get(stream.name) ?? []);
  await health.good([...unmoved.keys()]);
  return new Map([...due].filter(([name]) => !unmoved.has(name)));
}

type Unmoved = ReadonlyMap<string, readonly CoverageClaim[]>;
const NOTHING: Unmoved = new Map();

function mayBeLeft({ passes, failures, requested }: Standing): boolean {
  return passes > 0 && failures === 0 && !requested;
}

/** A tool that does not answer, or shows nothing, is read: the readings tell what is wrong. */
async function asked(
  { source, io }: Poller,
  read: readonly { readonly stream: Stream; readonly cursor: Standing['cursor'] }[],
): Promise<Unmoved> {
  try {
    return (await source.connector.poll.unmoved?.(read, io)) ?? NOTHING;
  } catch (error) {
    if (error instanceof SourceUnavailable || error instanceof SourceRefused) return NOTHING;
    throw error;
  }
}

import { type CoverageClaim, type Page, refText, type Stream } from '#contract';
import { claim } from './claim.js';
import { failureOf } from './failure.js';
import { keepPage } from './keep-page.js';
import type { Poller } from './poller.js';
import { beginPass, endPass, moveCursor, putOff, type Standing } from './streams.js';

/** Reads a stream from its cursor to now, page by page, and says what that proves; a failure puts it off. Never throws but what the database throws. */
export async function pass(poller: Poller, stream: Stream, standing: Standing): Promise<void> {
  const { source, polling, health } = poller;
  try {
    await beginPass(polling.runtime.sql, source.name, standing);
    const claims = await readToEnd(poller, stream, standing);
    if (claims === null) return;
    const first = await endPass(polling.runtime.sql, source.name, stream.name, poller.intervalMs);
    if (first) polling.runtime.log.info({ source: source.name }, `${source.name}  ${stream.label}  read completely for the first time`);
    claim(poller, stream, claims);
    await health.good([stream.name]);
  } catch (error) {
    await failed(poller, stream, standing, error);
  }
}

/** Null when another hub took over, or this one stops. */
async function readToEnd(poller: Poller, stream: Stream, standing: Standing): Promise<readonly CoverageClaim[] | null> {
  const claims: CoverageClaim[] = [];
  for await (const page of poller.source.connector.poll.read(stream, standing.cursor, poller.io)) {
    if (poller.polling.stopped || !poller.polling.holds.has(poller.source.name)) return null;
    const progress = await commit(poller, stream, page);
    if (standing.passes === 0) poller.tell(stream.label, progress);
    claims.push(...(page.claims ?? []));
  }
  return claims;
}

/** The page and the cursor behind it, together or not at all. */
function commit(poller: Poller, stream: Stream, page: Page) {
  const at = { source: poller.source.name, stream: stream.name };
  return poller.polling.runtime.sql.begin(async (tx) => {
    await keepPage(tx, at, page);
    return moveCursor(tx, at, { cursor: page.cursor, records: page.records.length, total: page.total ?? null });
  });
}

async function failed(poller: Poller, stream: Stream, standing: Standing, error: unknown): Promise<void> {
  const { polling, source } = poller;
  const failure = failureOf(error, standing.failures, poller.secrets());
  if (polling.stopped) return;
  if (failure.health === 'HUB') throw error;
  polling.runtime.log.warn({ source: source.name, stream: stream.label }, failure.sentence);
  await putOff(polling.runtime.sql, { source: source.name, stream: stream.name }, failure);
  if (failure.health === 'REFUSED') claim(poller, stream, denials(poller, stream, failure.sentence));
  await poller.health.bad(stream.name, failure);
}

/** A refusal denies what the stream claimed before; without an earlier claim, the collection after which it is named (`4711/pull_requests`). */
function denials(poller: Poller, stream: Stream, reason: string): readonly CoverageClaim[] {
  const named = { scope: stream.scope, collection: stream.name.split('/').at(-1) ?? stream.name };
  // What it said of single things in it stays as it was said.
  const own = refText(stream.scope, poller.source.name);
  const before = (poller.claims.get(stream.name) ?? []).filter(({ scope }) => refText(scope, poller.source.name) === own);
  return (before.length > 0 ? before : [named]).map(({ scope, collection }) => ({ scope, collection, state: 'DENIED', reason }));
}

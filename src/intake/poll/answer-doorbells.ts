import { openBell, recordDigest, uuid7, type Bell } from '../../inbox/index.js';
import { failureOf } from './failure.js';
import { keepPage } from './keep-page.js';
import { asPermitted } from './permissions.js';
import type { Poller, Polling } from './poller.js';
import { wakeStreams } from './streams.js';
import { answered, takeDoorbell, unanswered, type Rung } from './take-doorbell.js';

const LOOK_EVERY_MS = 1_000;
const LANES = 2;
const STREAM = 'doorbell';

/** Reads what doorbells name until polling stops; any hub may answer any of them. */
export async function answerDoorbells(polling: Polling, pollers: ReadonlyMap<string, Poller>): Promise<void> {
  const bell = openBell(polling.runtime.sql, 'doorbell');
  polling.onStop.push(() => bell.close());
  await Promise.all(Array.from({ length: LANES }, () => lane(polling, pollers, bell)));
}

async function lane(polling: Polling, pollers: ReadonlyMap<string, Poller>, bell: Bell): Promise<void> {
  while (!polling.stopped) {
    try {
      const rung = await takeDoorbell(polling.runtime.sql, [...pollers.keys()]);
      const poller = rung && pollers.get(rung.source);
      if (rung && poller) await answer(poller, rung);
      else await bell.wait(LOOK_EVERY_MS);
    } catch {
      // Only the database throws here; the source loops tell of it.
      await bell.wait(LOOK_EVERY_MS);
      await bell.renew();
    }
  }
}

async function answer(poller: Poller, rung: Rung): Promise<void> {
  const { polling, source, io } = poller;
  try {
    const { collection, reference } = rung;
    const page = await source.connector.poll.fetch({ collection, reference }, io);
    await polling.runtime.sql.begin(async (tx) => {
      await keepPage(tx, { source: source.name, stream: STREAM }, page);
      await wakeStreams(tx, source.name, page.wakes ?? []);
      await answered(tx, rung);
    });
    const digests = page.records.map((record) => recordDigest(record).toString('hex'));
    const clockOffsetMs = poller.http.clockOffsetMs();
    polling.coverage.claim({
      source: source.name,
      stream: STREAM,
      claims: asPermitted(poller, page.claims ?? []),
      upToDelivery: uuid7(),
      digests,
      clockOffsetMs,
    });
  } catch (error) {
    const failure = failureOf(error, rung.attempts, poller.secrets());
    if (failure.health === 'HUB') throw error;
    if (polling.stopped) return;
    await unanswered(polling.runtime.sql, rung, { ...failure, counts: failure.health !== 'WAITING' });
  }
}

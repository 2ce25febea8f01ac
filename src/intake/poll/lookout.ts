import { instantOf, type Instant, type Named, refText, type Stream } from '#contract';
import { ring } from '../../inbox/index.js';
import type { AskedFor } from './asked-for.js';
import type { Poller } from './poller.js';
import { wakeStreams } from './streams.js';

/** What a verdict has waited for longer comes with the usual polls; so a history that is read for the first time rings nothing. */
const RECENT = '10 minutes';
/** A claim is of a whole second, and of the beginning of a pass. */
const BEHIND_MS = 1_500;
const MOST_REMEMBERED = 10_000;

interface Wanted {
  readonly scope: string;
  readonly collection: string;
  readonly item: string;
  readonly newest: Instant;
  readonly reached: Instant | null;
  /** Somebody began to wait for it of late. */
  readonly recent: boolean;
}

/** Paths that what is long past waits for are read one at each look: they come by no poll, and may be thousands. */
const PATHS = 'paths';
const MOST_PATHS = 1_000;

/**
 * A deployment makes the hub read what it names (`controls.md`, Terms: Absence): single things by a doorbell, collections
 * by reading their streams at once and again when the source's clock has passed the moment up to which they must be read.
 */
export async function lookOut(poller: Poller): Promise<void> {
  const { polling, source, streams, io } = poller;
  const scopes = streams.map(({ scope }) => refText(scope, source.name));
  const wanted = await wantedOf(poller, [...new Set(scopes)]);
  if (wanted.length === 0) return;
  const { sql } = polling.runtime;
  const names = wanted
    .filter(({ item, recent }) => item === '' && recent)
    .flatMap((one) =>
      toWake(
        poller,
        one,
        streams.filter((_, index) => scopes[index] === one.scope),
      ),
    );
  const bells = thingsOf(poller, wanted).flatMap((one) => source.connector.poll.named?.(one as Named & Wanted, io.config) ?? []);
  await sql.begin(async (tx) => {
    await ring(tx, source.name, bells);
    await wakeStreams(tx, source.name, [...new Set(names)]);
  });
}

async function wantedOf({ polling, http }: Poller, scopes: readonly string[]): Promise<readonly Wanted[]> {
  const { sql } = polling.runtime;
  const now = instantOf((Date.now() + (http.clockOffsetMs() ?? 0) - BEHIND_MS) * 1000);
  const own = sql.array([...scopes], 1009);
  return sql<Wanted[]>`
    select scope, collection, item, max(up_to) as newest, max(up_to) filter (where up_to <= ${now}) as reached, true as recent
    from read.awaiting
    where up_to > ${now}::timestamptz - ${RECENT}::interval and scope = any(${own}::text[])
    group by scope, collection, item
    union all
    (select scope, collection, item, max(up_to), null, false
    from read.awaiting
    where collection = ${PATHS} and up_to <= ${now}::timestamptz - ${RECENT}::interval and scope = any(${own}::text[])
    group by scope, collection, item
    order by max(up_to) desc, item
    limit ${MOST_PATHS})`;
}

/** All that is new of late, and of what is older one. */
function thingsOf({ askedFor }: Poller, wanted: readonly Wanted[]): readonly Wanted[] {
  const things = wanted.filter(({ item }) => item !== '');
  const fresh = things.filter((one) => one.recent && isNew(askedFor, one));
  const old = things.find((one) => !one.recent && isNew(askedFor, one));
  return old ? [...fresh, old] : fresh;
}

function isNew({ rung }: AskedFor, { scope, collection, item }: Wanted): boolean {
  const key = `${scope} ${collection} ${item}`;
  if (rung.has(key)) return false;
  if (rung.size >= MOST_REMEMBERED) rung.clear();
  rung.add(key);
  return true;
}

/** The streams that bring the collection and were not yet read for that moment. */
function toWake({ askedFor, claims }: Poller, { collection, newest, reached }: Wanted, streams: readonly Stream[]): readonly string[] {
  const bringing = streams.filter(({ name }) => claims.get(name)?.some((claim) => claim.collection === collection));
  const candidates = bringing.length > 0 ? bringing : streams;
  return candidates
    .map(({ name }) => name)
    .filter((name) => {
      const key = `${name} ${collection}`;
      const began = isLater(askedFor.begun, key, newest);
      return isLater(askedFor.reached, key, reached) || began;
    });
}

function isLater(known: Map<string, Instant>, name: string, moment: Instant | null): boolean {
  const before = known.get(name);
  if (moment === null || (before !== undefined && before >= moment)) return false;
  known.set(name, moment);
  return true;
}

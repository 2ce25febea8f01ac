import { type CoverageClaim, type Instant, type Json, type Page, type RawRecord, ref, type Stream } from '#contract';
import { z } from 'zod';
import { firstCreated, incidentPage, type ListedIncident, plusSeconds } from './lists.js';
import { changedSince } from './log.js';
import { incidentById, type Pass, wholeIncident } from './whole.js';

export const ALL: Stream = { name: 'account/incidents', scope: ref('thing', 'account'), label: 'PagerDuty incidents' };

const cursorShape = z.object({
  /** A first reading that is under way: when it began, and down to where it is. */
  first: z.object({ began: z.string(), oldest: z.string(), to: z.string(), offset: z.int() }).nullable(),
  /** What changed before this was read. */
  since: z.string().nullable(),
});
type Cursor = z.output<typeof cursorShape>;
const BEGINNING: Cursor = { first: null, since: null };

/** "Maximum range is 6 months" (List incidents, since and until): five of thirty days are less in every calendar. */
export const WINDOW_SECONDS = 150 * 24 * 3600;
/** Nobody promises that the log holds an entry at once. */
const OVERLAP_SECONDS = 5 * 60;
const AT_ONCE = 50;

/** One pass: the first goes down from the newest incident; later ones read what the log says to have changed since. */
export async function* readIncidents(pass: Pass, given: Json | null): AsyncGenerator<Page> {
  const from = cursorShape.safeParse(given).data ?? BEGINNING;
  yield* from.since === null ? firstReading(pass, from) : changes(pass, from.since as Instant);
}

async function* firstReading(pass: Pass, from: Cursor): AsyncGenerator<Page> {
  let at = from.first ?? (await beginning(pass));
  while (at !== null && at.to > at.oldest) {
    const bottom = plusSeconds(at.to as Instant, -WINDOW_SECONDS);
    const window = { from: bottom < at.oldest ? (at.oldest as Instant) : bottom, to: at.to as Instant };
    const { incidents, next } = await incidentPage(pass.client, pass.config, window, at.offset);
    at = { ...at, ...(next ?? { to: window.from, offset: 0 }) };
    yield { records: await wholes(pass, incidents), cursor: { ...from, first: at } };
  }
  const upTo = (at?.began ?? pass.client.startedAt()) as Instant | null;
  yield { records: [], cursor: { first: null, since: upTo }, claims: claimsOf(pass, upTo) };
}

/** Null where there is no incident at all, or PagerDuty does not say what time it is. */
async function beginning({ client, config }: Pass): Promise<NonNullable<Cursor['first']> | null> {
  const oldest = await firstCreated(client, config);
  const began = client.startedAt();
  return oldest === null || began === null ? null : { began, oldest, to: plusSeconds(began, 1), offset: 0 };
}

async function* changes(pass: Pass, since: Instant): AsyncGenerator<Page> {
  const changed = await changedSince(pass.client, pass.config, plusSeconds(since, -OVERLAP_SECONDS));
  const began = pass.client.startedAt();
  for (let at = 0; at < changed.length; at += AT_ONCE) {
    const found: ListedIncident[] = [];
    for (const id of changed.slice(at, at + AT_ONCE)) {
      const incident = await incidentById(pass, id);
      if (incident && isWanted(pass, incident)) found.push(incident);
    }
    yield { records: await wholes(pass, found), cursor: { first: null, since } };
  }
  yield { records: [], cursor: { first: null, since: began ?? since }, claims: claimsOf(pass, began) };
}

export function isWanted({ config: { services } }: Pass, { service }: ListedIncident): boolean {
  return services === undefined || services.includes(service.id);
}

async function wholes(pass: Pass, incidents: readonly ListedIncident[]): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for (const each of incidents) records.push(await wholeIncident(pass, each));
  return records;
}

function claimsOf({ changesDenied }: Pass, upTo: Instant | null): CoverageClaim[] {
  const { scope } = ALL;
  const read: CoverageClaim[] = upTo === null ? [] : [{ scope, collection: 'incidents', state: 'COMPLETE', upTo }];
  return changesDenied === null ? read : [...read, { scope, collection: 'change_events', state: 'DENIED', reason: changesDenied }];
}

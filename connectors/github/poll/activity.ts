import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { complete, denied, pathOf } from './repository.js';

const cursorShape = z.object({
  /** The time of the newest entry that was read; null: the first pass is not at its end. */
  since: z.string().nullable(),
  /** Where a first pass is on its way down, and the time of the newest entry that it began with. */
  down: z.object({ after: z.string(), newest: z.string().nullable() }).nullable(),
});
const entries = z.array(z.looseObject({ id: z.union([z.int(), z.string()]), timestamp: z.string() }));
type Entry = z.output<typeof entries>[number];

/** An entry may be written later than its time says; five minutes are read twice. */
const OVERLAP_MS = 300_000;

/** Newest first, the first time to the end, afterwards down to what is known. Where the token may not read it, the branches are DENIED and nothing else is. */
export async function* readActivity(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const from = cursorAs(cursorShape, cursor, { since: null, down: null });
  const until = from.since === null ? null : plusMs(from.since as Instant, -OVERLAP_MS);
  let newest = from.down?.newest ?? null;
  try {
    for (let after = from.down?.after ?? null; ;) {
      const { listed, next } = await activityPage(pass, after);
      newest ??= listed.map(timeOf).find((time) => time !== null) ?? from.since;
      const fresh = listed.filter((entry) => until === null || (timeOf(entry) ?? until) >= until);
      const isEnd = next === null || fresh.length < listed.length;
      // Only a first pass goes on in the middle; a later one is short and begins again at the newest.
      const down = from.since === null && next !== null ? { after: next, newest } : null;
      const records = fresh.map((entry) => recordOf(pass, entry));
      yield page(records, isEnd ? { since: newest, down: null } : { since: from.since, down });
      if (isEnd) break;
      after = next;
    }
  } catch (error) {
    if (!(error instanceof SourceRefused) || error.status !== 403) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'branches', error.message)]);
    return;
  }
  // What was pushed since an interrupted first pass began comes with the next one, which may claim it.
  yield lastPage({ since: newest, down: null }, from.down === null ? complete(pass.repository, pass.client, ['branches']) : []);
}

async function activityPage(pass: Pass, after: string | null) {
  const about = asked(pass, 'activity', 'Contents: read');
  const parameters = { ...pathOf(pass.repository), per_page: 100, ...(after === null ? {} : { after }) };
  const { data, link } = await pass.client.get('/repos/{owner}/{repo}/activity', parameters, about);
  return { listed: expect(entries, data, about), next: nextAfter(link) };
}

function timeOf({ timestamp }: Entry): Instant | null {
  return parseInstant(timestamp);
}

function recordOf(pass: Pass, entry: Entry): RawRecord {
  return {
    kind: 'rest.activity',
    key: `activity:${String(entry.id)}`,
    payload: { repository: placeOf(pass).rest, activity: entry as unknown as Json },
  };
}

/** The `after` of `Link: <…>; rel="next"`; the list has no page numbers. */
function nextAfter(link: string): string | null {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1];
  return next === undefined ? null : new URL(next).searchParams.get('after');
}

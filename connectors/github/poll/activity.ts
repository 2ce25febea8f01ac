import { type Json, type Page, SourceRefused } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { complete, denied, pathOf } from './repository.js';

const cursorShape = z.object({ after: z.string().nullable() });
const entries = z.array(z.looseObject({ id: z.union([z.int(), z.string()]) }));

/**
 * Oldest first, so that new entries come at the end: a pass begins with the last page of the pass before, which may
 * have grown. Where the token may not read it, the branches are DENIED and nothing else is.
 */
export async function* readActivity(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const about = asked(pass, 'activity', 'Contents: read');
  let { after } = cursorAs(cursorShape, cursor, { after: null });
  try {
    for (;;) {
      const parameters = { ...pathOf(pass.repository), per_page: 100, direction: 'asc', ...(after === null ? {} : { after }) };
      const { data, link } = await pass.client.get('/repos/{owner}/{repo}/activity', parameters, about);
      const records = expect(entries, data, about).map((entry) => ({
        kind: 'rest.activity',
        key: `activity:${String(entry.id)}`,
        payload: { repository: placeOf(pass).rest, activity: entry as Json },
      }));
      const next = nextAfter(link);
      after = next ?? after;
      yield page(records, { after });
      if (next === null) break;
    }
  } catch (error) {
    if (!(error instanceof SourceRefused) || error.status !== 403) throw error;
    yield lastPage({ after }, [denied(pass.repository, 'branches', error.message)]);
    return;
  }
  yield lastPage({ after }, complete(pass.repository, pass.client, ['branches']));
}

/** The `after` of `Link: <…>; rel="next"`; the list has no page numbers. */
function nextAfter(link: string): string | null {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1];
  return next === undefined ? null : new URL(next).searchParams.get('after');
}

import { type Json, type Page, parseInstant, plusMs, type Instant } from '#contract';
import { z } from 'zod';
import { asked, cursorAs, type Item, lastPage, listPage, page, type Pass, recordOf, REPORTER } from './pass.js';
import { complete, denied } from './project.js';
import { isHidden } from './refusal.js';

const cursorShape = z.object({
  /** The newest push that was read, and when it was; ids grow. */
  newest: z.object({ id: z.string(), at: z.string() }).nullable(),
  /** A walk that is under way: the next page, the newest that it began with, and the source's clock at its beginning. */
  walk: z
    .object({ page: z.int(), newest: z.object({ id: z.string(), at: z.string() }).nullable(), startedAt: z.string().nullable() })
    .nullable(),
  /** Of this walk, the last push that names no branch. */
  unnamed: z.string().nullable(),
});
type Cursor = z.output<typeof cursorShape>;

const shape = z.object({
  id: z.union([z.int(), z.string()]).transform(String),
  created_at: z.string(),
  push_data: z.object({ commit_from: z.string().nullish(), commit_to: z.string().nullish(), ref_count: z.int().nullish() }).nullish(),
});

const DAY_MS = 86_400_000;

/**
 * Newest first, down to the last one known. `after` takes a date, in whatever zone the instance has, and leaves that day out:
 * two days are read twice. A push of more than three branches or tags stands there without their names, and no webhook
 * tells them either: then the branches are DENIED for this pass, since what moved is seen only where they stand now.
 */
export async function* readPushes(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  let at = cursorAs(cursorShape, cursor, { newest: null, walk: null, unnamed: null });
  try {
    for (;;) {
      const { startedAt = pass.client.startedAt(), page: number = 1 } = at.walk ?? {};
      const { items, next } = await listPage(pass, '/events', parametersOf(at, number), asked(pass, 'pushes', REPORTER));
      const read = items.map((item) => ({ item, ...shape.parse(item) }));
      const fresh = read.filter(({ id }) => at.newest === null || Number(id) > Number(at.newest.id));
      const newest = at.walk?.newest ?? named(read[0]) ?? at.newest;
      const unnamed = at.unnamed ?? fresh.find(isUnnamed)?.created_at ?? null;
      const isEnd = next === null || fresh.length < read.length;
      at = isEnd ? { newest, walk: null, unnamed: null } : { ...at, walk: { page: number + 1, newest, startedAt }, unnamed };
      yield page(
        fresh.map(({ item, id }) => recordOf(pass, 'push', `event:${id}`, { event: eventOf(item) })),
        at,
      );
      if (!isEnd) continue;
      yield lastPage(
        at,
        unnamed === null
          ? complete(pass.project, startedAt as Instant | null, ['branches'])
          : [denied(pass.project, 'branches', TOO_MANY(unnamed))],
      );
      return;
    }
  } catch (error) {
    if (!isHidden(error)) throw error;
    yield lastPage(cursor, [denied(pass.project, 'branches', error.message)]);
  }
}

const TOO_MANY = (at: string) =>
  `GitLab names neither branches nor commits of the push of ${at}: more than three branches or tags were pushed at once (push_event_activities_limit).`;

function parametersOf({ newest }: Cursor, number: number) {
  const since = parseInstant(newest?.at ?? '');
  return {
    action: 'pushed',
    sort: 'desc',
    per_page: 100,
    page: number,
    ...(since === null ? {} : { after: plusMs(since, -2 * DAY_MS).slice(0, 10) }),
  };
}

type Read = z.output<typeof shape>;

function named(read: Read | undefined) {
  return read ? { id: read.id, at: read.created_at } : null;
}

function isUnnamed({ push_data: push }: Read): boolean {
  return push !== null && push !== undefined && !push.commit_from && !push.commit_to;
}

/** Names and pictures of people may change, and would make an old push look new. */
function eventOf({ id, created_at, author, push_data }: Item): Json {
  const { id: authorId, username } = (author ?? {}) as { readonly [key: string]: Json };
  return { id, created_at, author: authorId === undefined ? null : { id: authorId, username }, push_data } as Json;
}

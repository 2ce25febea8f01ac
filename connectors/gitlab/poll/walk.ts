import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import type { Parameters } from './client.js';
import { cursorAs, type Item, listPage, page, type Pass } from './pass.js';
import type { Asked } from './refusal.js';

/** A list that GitLab orders by `updated_at`, and bounds by `updated_before` and `updated_after`, both inclusive. */
export interface Listing {
  readonly path: string;
  readonly parameters: Parameters;
  readonly perPage: number;
  readonly about: Asked;
  records(items: readonly Item[]): Promise<readonly RawRecord[]>;
}

const cursorShape = z.object({
  /** Everything that changed before this moment of the source's clock was read. */
  since: z.string().nullable(),
  /** A walk that is under way, from the newest down: it began at `startedAt`, and has come to `before`. */
  walk: z.object({ startedAt: z.string().nullable(), before: z.string().nullable(), page: z.int(), read: z.array(z.string()) }).nullable(),
});
type Cursor = z.output<typeof cursorShape>;
type Walk = NonNullable<Cursor['walk']>;

/** The source's clock and its `updated_at` are of different machines; five minutes are read twice. */
const OVERLAP_MS = 300_000;

export interface Walked {
  readonly cursor: Json;
  readonly upTo: Instant | null;
}

/**
 * From what changed last down to what the pass before saw; the first time, down to the oldest. The next page is asked for by
 * the time of the last item read, so that nothing that is removed or changed meanwhile moves another one out of sight; what
 * changes behind the walk is for the next pass, which reads from the beginning of this one on. Gives where it ended.
 */
export async function* walkDown(pass: Pass, cursor: Json | null, listing: Listing): AsyncGenerator<Page, Walked> {
  const from = cursorAs(cursorShape, cursor, { since: null, walk: null });
  let walk: Walk = from.walk ?? { startedAt: pass.client.startedAt(), before: null, page: 1, read: [] };
  for (;;) {
    const { items, next, total } = await listPage(pass, listing.path, parametersOf(listing, from.since, walk), listing.about);
    const named = items.map((item) => ({ item, ...idAndTime.parse(item) }));
    const fresh = named.filter((one) => !walk.read.includes(one.id));
    const records = await listing.records(fresh.map(({ item }) => item));
    if (next === null) {
      yield page(records, { since: from.since, walk });
      const done: Cursor = { since: walk.startedAt ?? from.since, walk: null };
      return { cursor: done, upTo: walk.startedAt as Instant | null };
    }
    walk = further(walk, named);
    yield page(records, { since: from.since, walk }, total);
  }
}

const idAndTime = z.object({ id, updated_at: z.string().nullish() });

function parametersOf({ parameters, perPage }: Listing, since: string | null, walk: Walk): Parameters {
  return {
    ...parameters,
    order_by: 'updated_at',
    sort: 'desc',
    per_page: perPage,
    ...(walk.page > 1 ? { page: walk.page } : {}),
    ...(since === null ? {} : { updated_after: plusMs(since as Instant, -OVERLAP_MS) }),
    ...(walk.before === null ? {} : { updated_before: walk.before }),
  };
}

/** A page whose last item lies where the page before ended is full of one instant: that instant goes on on the page behind it. */
function further(walk: Walk, named: readonly z.output<typeof idAndTime>[]): Walk {
  const last = parseInstant(named.at(-1)?.updated_at ?? '');
  const read = named.map((one) => one.id);
  // A millisecond later, so that it is all the same whether the bound itself is included.
  const before = last === null ? walk.before : plusMs(last, 1);
  if (before === walk.before) return { ...walk, page: walk.page + 1, read: [...walk.read, ...read].slice(-1000) };
  return { ...walk, before, page: 1, read };
}

import {
  type CoverageClaim,
  type Instant,
  type Io,
  type Json,
  type Page,
  type Poll,
  parseInstant,
  ref,
  SourceRefused,
  SourceUnavailable,
} from '#contract';
import { z } from 'zod';
import type { ExampleConfig } from './config.js';

/** A rollout is listed again at a new position whenever it changes; `position` is the last one on the page. */
const listShape = z.object({
  rollouts: z.array(z.looseObject({ id: z.int(), requestedAt: z.string() })),
  position: z.int(),
  isLast: z.boolean(),
});
const cursorShape = z.object({ after: z.int() });

const ALL = { name: 'rollouts', scope: ref('thing', 'all'), label: 'rollouts' };

async function list(after: number, { config, secret, http }: Io<ExampleConfig>): Promise<z.output<typeof listShape>> {
  const headers = { authorization: `Bearer ${secret('token') ?? ''}` };
  const response = await http.fetch(`${config.url}/rollouts?after=${String(after)}`, { headers });
  if ([401, 403, 404].includes(response.status)) {
    throw new SourceRefused(response.status, 'The deploy tool refused the list of rollouts; check the address and the token.');
  }
  const read = listShape.safeParse(response.ok ? await response.json().catch(() => null) : null);
  if (!read.success) throw new SourceUnavailable(`The deploy tool answered ${String(response.status)} without a list of rollouts.`);
  return read.data;
}

/** In the order of changes, so that nothing can slip past the cursor. */
async function* read(cursor: Json | null, io: Io<ExampleConfig>): AsyncGenerator<Page> {
  let { after } = cursorShape.safeParse(cursor).data ?? { after: 0 };
  let started: Instant | null = null;
  for (let isLast = false; !isLast;) {
    const page: z.output<typeof listShape> = await list(after, io);
    started ??= io.http.sourceTime();
    ({ position: after, isLast } = page);
    const records = page.rollouts.map((one) => ({ kind: 'rest.rollout', key: `rollout:${String(one.id)}`, payload: one as Json }));
    yield { records, cursor: { after }, ...(isLast ? { claims: complete(started) } : {}) };
  }
}

function complete(upTo: Instant | null): CoverageClaim[] {
  return upTo === null ? [] : [{ scope: ALL.scope, collection: 'deployments', state: 'COMPLETE', upTo }];
}

export const poll: Poll<ExampleConfig> = {
  streams: () => Promise.resolve([ALL]),
  read: (_stream, cursor, io) => read(cursor, io),
  fetch: () => Promise.resolve({ records: [] }),
  async census(_stream, { from, to }, io) {
    const ids = new Set<string>();
    const isInside = (at: Instant | null) => at !== null && at >= from && at < to;
    for (let after = 0, isLast = false; !isLast;) {
      const page: z.output<typeof listShape> = await list(after, io);
      for (const one of page.rollouts) if (isInside(parseInstant(one.requestedAt))) ids.add(String(one.id));
      ({ position: after, isLast } = page);
    }
    return [...ids];
  },
};

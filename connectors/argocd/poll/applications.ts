import { type CoverageClaim, type Json, type Page, type RawRecord } from '#contract';
import { z } from 'zod';
import { readFields } from '../wire.js';
import { type ArgocdIo, type Client, clientOf, type Listed } from './client.js';
import { forgotten, latestOf, mark, type Mark, markOf } from './marks.js';
import { deniedOf, SCOPE } from './permissions.js';

const cursorShape = z.object({
  /** By uid, what of each application was read. */
  known: z.record(z.string(), mark),
  /** Applications of whose history entries were gone before they were read, in this pass. */
  gaps: z.array(z.string()).default([]),
});
type Cursor = z.output<typeof cursorShape>;

const PAGE = 50;

/**
 * All applications come in one answer; those that changed since they were read become records, the latest sync first, so
 * that a first reading that is interrupted goes on with the older ones.
 */
export async function* readApplications(io: ArgocdIo, cursor: Json | null): AsyncGenerator<Page> {
  const client = clientOf(io);
  const listed = await client.applications();
  let at: Cursor = cursorShape.safeParse(cursor).data ?? { known: {}, gaps: [] };
  const changed = listed.filter((one) => isChanged(one, at)).sort((a, b) => (latestOf(a) < latestOf(b) ? 1 : -1));
  for (let first = 0; first + PAGE < changed.length; first += PAGE) {
    const some = changed.slice(first, first + PAGE);
    at = after(at, some);
    yield { records: some.map(recordOf), cursor: at, total: listed.length };
  }
  const rest = changed.slice(Math.floor(Math.max(0, changed.length - 1) / PAGE) * PAGE);
  const whole = after(at, rest);
  const there = new Set(listed.map(({ metadata }) => metadata.uid));
  const known = Object.fromEntries(Object.entries(whole.known).filter(([uid]) => there.has(uid)));
  yield { records: rest.map(recordOf), cursor: { known, gaps: [] }, claims: await claimsOf(io, client, whole.gaps), total: listed.length };
}

function isChanged(one: Listed, { known }: Cursor): boolean {
  const now = markOf(one);
  return now === null || now.state !== known[one.metadata.uid]?.state;
}

function after({ known, gaps }: Cursor, read: readonly Listed[]): Cursor {
  const marks = read.flatMap((one): [string, Mark][] => {
    const now = markOf(one);
    return now === null ? [] : [[one.metadata.uid, now]];
  });
  const more = read.flatMap((one) => {
    const count = forgotten(one, known[one.metadata.uid]);
    return count === 0 ? [] : [`${String(count)} of ${one.metadata.name}`];
  });
  return { known: { ...known, ...Object.fromEntries(marks) }, gaps: [...gaps, ...more] };
}

export function recordOf(one: Listed): RawRecord {
  return { kind: 'rest.application', key: `application:${one.metadata.uid}`, payload: { application: readFields(one as Json) } };
}

/** Of deployments nothing is claimed that Argo CD may have forgotten meanwhile. */
async function claimsOf(io: ArgocdIo, client: Client, gaps: readonly string[]): Promise<CoverageClaim[]> {
  const scope = SCOPE;
  const denied = await deniedOf(client, io);
  if (denied !== null) return [{ scope, collection: 'deployments', state: 'DENIED', reason: denied }];
  if (gaps.length > 0) return [{ scope, collection: 'deployments', state: 'DENIED', reason: sentenceOf(gaps) }];
  const upTo = client.startedAt();
  return upTo === null ? [] : [{ scope, collection: 'deployments', state: 'COMPLETE', upTo }];
}

function sentenceOf(gaps: readonly string[]): string {
  return `Argo CD had forgotten syncs before they were read: ${gaps.slice(0, 20).join(', ')}. Read more often (pollSeconds), let it keep more (revisionHistoryLimit), or send notifications.`;
}

import { pageOfList, type Page, type PageInput, type TimelineRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';

/** A page of the events with these sequence numbers; those that the timeline no longer has are left out. */
export async function eventsOf(seqs: readonly number[], page: PageInput, { loaders }: ApiContext): Promise<Page<TimelineRow>> {
  const found = pageOfList('events', seqs, page, await loaders.position.load('now'));
  const edges = await Promise.all(found.edges.map(async ({ cursor, node }) => ({ cursor, node: await loaders.event.load(node) })));
  return { ...found, edges: edges.flatMap(({ cursor, node }) => (node === null ? [] : [{ cursor, node }])) };
}

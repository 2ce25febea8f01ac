import type { Claimed, Runtime, Source } from '../inbox/index.js';
import { endOf, endOfDelivery, endOfOrphan } from './end-of.js';
import { split, type Split } from './split.js';
import type { Work } from './work.js';

/** Reads the claimed deliveries in order until `mostRecords` are reached, at least one delivery; the rest stays pending. */
export function judge(claimed: readonly Claimed[], runtime: Runtime, mostRecords: number): Work[] {
  const works: Work[] = [];
  let records = 0;
  for (const delivery of claimed) {
    if (records >= mostRecords) break;
    const work = workOf(delivery, runtime);
    records += work.ends.length;
    works.push(work);
  }
  return works;
}

function workOf(delivery: Claimed, runtime: Runtime): Work {
  const source = runtime.sources.get(delivery.source);
  if (!source) return { delivery, ends: [endOfOrphan(delivery)], doorbells: [] };
  try {
    return worked(delivery, source, runtime, split(delivery, source));
  } catch (error) {
    return { delivery, ends: [endOfDelivery(error, delivery, source)], doorbells: [] };
  }
}

function worked(delivery: Claimed, source: Source, runtime: Runtime, parts: Split): Work {
  return { delivery, ends: parts.records.map((record) => endOf(record, delivery, source, runtime)), doorbells: parts.doorbells };
}

import type { Runtime } from '../../inbox/index.js';

/** Counts deliveries and refusals for `sources`. */
export interface Tally {
  delivered(source: string): void;
  refused(source: string, sentence: string): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Count {
  deliveries: number;
  refused: number;
  lastRefusal: string | null;
}

/** Adds up in memory and writes once a second: a flood of forged deliveries must not become a flood of writes. */
export function openTally(runtime: Runtime, everyMs = 1_000): Tally {
  let counts = new Map<string, Count>();
  let flushed = Promise.resolve();
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  function countOf(source: string): Count {
    const count = counts.get(source) ?? { deliveries: 0, refused: 0, lastRefusal: null };
    counts.set(source, count);
    return count;
  }

  // One after the other, so that who waits for a flush waits for the one under way, too.
  function flush(): Promise<void> {
    flushed = flushed.then(write);
    return flushed;
  }

  async function write(): Promise<void> {
    if (counts.size === 0) return;
    const taken = counts;
    counts = new Map();
    try {
      await add(runtime, taken);
    } catch {
      for (const [source, count] of taken) putBack(countOf(source), count);
    }
  }

  return {
    delivered: (source) => void (countOf(source).deliveries += 1),
    refused: (source, sentence) => {
      const count = countOf(source);
      count.refused += 1;
      count.lastRefusal = sentence;
    },
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

function putBack(into: Count, count: Count): void {
  into.deliveries += count.deliveries;
  into.refused += count.refused;
  into.lastRefusal ??= count.lastRefusal;
}

async function add(runtime: Runtime, counts: ReadonlyMap<string, Count>): Promise<void> {
  const { sql } = runtime;
  const rows = [...counts].sort();
  await sql`
    update source_state
    set
      deliveries = source_state.deliveries + counted.deliveries,
      refused = source_state.refused + counted.refused,
      last_refusal = coalesce(counted.last_refusal, source_state.last_refusal),
      last_delivery_at = case when counted.deliveries > 0 then clock_timestamp() else source_state.last_delivery_at end
    from unnest(
      ${sql.array(
        rows.map(([source]) => source),
        1009,
      )}::text[],
      ${sql.array(
        rows.map(([, count]) => count.deliveries),
        1007,
      )}::integer[],
      ${sql.array(
        rows.map(([, count]) => count.refused),
        1007,
      )}::integer[],
      ${sql.array(rows.map(([, count]) => count.lastRefusal) as string[], 1009)}::text[]
    ) as counted (source, deliveries, refused, last_refusal)
    where source_state.source = counted.source`;
}

import type { Transaction } from '../db/pool.js';
import { claim, type Runtime } from '../inbox/index.js';
import { isOfTheData, withoutCulprits } from './culprits.js';
import { judge } from './judge.js';
import type { Work } from './work.js';
import { write } from './write.js';

/** The ledger was measured fastest at 500 events a transaction; 8 MB of bodies are some 30 MB of objects. */
const BATCH = { deliveries: 64, bytes: 8 << 20, records: 500 } as const;

export interface Stepped {
  readonly deliveries: number;
  readonly records: number;
  readonly quarantined: number;
}

/** Takes the oldest pending deliveries to their ends, in one transaction. */
export async function step(runtime: Runtime): Promise<Stepped> {
  try {
    return await runtime.sql.begin((tx) => settled(tx, runtime, async (works) => works));
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    return runtime.sql.begin((tx) => settled(tx, runtime, (works) => withoutCulprits(tx, works, runtime)));
  }
}

async function settled(tx: Transaction, runtime: Runtime, prepared: (works: Work[]) => Promise<Work[]>): Promise<Stepped> {
  const claimed = await claim(tx, [...runtime.sources.keys()], BATCH);
  if (claimed.length === 0) return { deliveries: 0, records: 0, quarantined: 0 };
  const works = await prepared(judge(claimed, runtime, BATCH.records));
  await write(tx, works, runtime);
  const ends = works.flatMap((work) => work.ends);
  return {
    deliveries: works.length,
    records: ends.length,
    quarantined: ends.filter((end) => end.state === 'QUARANTINED').length,
  };
}

import { SourceRefused, type RawRecord } from '#contract';
import type { Poller } from '../poll/poller.js';
import type { Ground } from './ground.js';
import { agreed, type Sweep } from './sweep.js';

/** How many are looked up, and so can be called deleted, in one sweep. */
const MOST_LOOKED_UP = 100;

/** What two agreeing sweeps lack, each looked up once more by itself. */
export interface LookedUp {
  /** To be kept: those that could be read, and a deletion of each that could not. */
  readonly records: readonly RawRecord[];
  readonly deleted: readonly string[];
  readonly elsewhere: readonly string[];
}

const NOTHING: LookedUp = { records: [], deleted: [], elsewhere: [] };

/**
 * Deleted is what two complete sweeps in a row lack and what cannot be read by its id either. A tool that lists nothing at
 * all has rather taken a permission away: then nothing is called deleted.
 */
export async function lookUpMissing(poller: Poller, { roots }: Ground, sweep: Sweep): Promise<LookedUp> {
  const { deleted } = roots;
  if (deleted === null || sweep.there === 0) return NOTHING;
  const found = { records: [] as RawRecord[], deleted: [] as string[], elsewhere: [] as string[] };
  for (const id of agreed(sweep).missingThere.slice(0, MOST_LOOKED_UP)) {
    const records = await readAlone(poller, roots, id);
    if (records === null) continue;
    found.records.push(...(records.length > 0 ? records : [deleted.record(id)]));
    (records.length > 0 ? found.elsewhere : found.deleted).push(id);
  }
  return found;
}

/** Empty: it is not there (nor in any list). Null: nobody can say. */
async function readAlone({ source, io }: Poller, roots: Ground['roots'], id: string): Promise<readonly RawRecord[] | null> {
  const bell = roots.bell(id);
  if (!bell) return null;
  try {
    return (await source.connector.poll.fetch(bell, io)).records;
  } catch (error) {
    if (error instanceof SourceRefused) return error.status === 404 || error.status === 410 ? [] : null;
    throw error;
  }
}

import type { Sql } from '../../db/pool.js';
import type { Condition } from './condition.js';
import type { Watched } from './watched.js';

const LEAST_BYTES = 1024 ** 3;
const LEAST_PART = 0.05;

/** The disk that the hub's data lies on, with less than 1 GB or a twentieth left. */
export async function fullDisk({ disk }: Pick<Watched, 'disk'>): Promise<Condition[]> {
  const found = await disk();
  if (found === null || (found.freeBytes >= LEAST_BYTES && found.freeBytes >= found.totalBytes * LEAST_PART)) return [];
  const megabytes = Math.floor(found.freeBytes / 1024 ** 2);
  const sentence = `The disk of the data folder has ${megabytes} MB left. Without room the hub takes no deliveries: make some.`;
  return [{ kind: 'DISK', of: null, sentence }];
}

/** The last verification of the whole ledger found it to be another than it must be. */
export async function failedVerification(sql: Sql): Promise<Condition[]> {
  const rows = await sql<{ sentence: string }[]>`select sentence from ledger_verification where not whole`;
  return rows.map(({ sentence }) => ({ kind: 'VERIFICATION_FAILED', of: null, sentence }));
}

/** Loops that stand still. */
export function standingParts({ standingStill }: Pick<Watched, 'standingStill'>): Condition[] {
  return standingStill().map(({ name, sentence }) => ({ kind: 'PART_NOT_READY', of: name, sentence }));
}

import { createHash } from 'node:crypto';
import { badInput, demand, type Viewer } from '../access/index.js';
import type { Hub } from './hub.js';

export const MOST_BYTES = 10 * 1024 * 1024;

/** Keeps the bytes of a file to be attached within a day; answers SHA-256 over them, in hex. Compliance and administrators. */
export async function keepEvidenceFile({ sql }: Hub, viewer: Viewer, bytes: Buffer): Promise<{ digest: string; size: number }> {
  demand(viewer, 'compliance', 'send files as evidence');
  if (bytes.length < 1) throw badInput('The file is empty. Send its bytes as the body.');
  const digest = createHash('sha256').update(bytes).digest('hex');
  await sql`delete from evidence_file where not attached and kept_at < clock_timestamp() - interval '1 day'`;
  await sql`
    insert into evidence_file (digest, size, bytes) values (${digest}, ${bytes.length}, ${bytes})
    on conflict (digest) do update set kept_at = clock_timestamp()`;
  return { digest, size: bytes.length };
}

/** The bytes of an attached file; null: nobody attached such a file, or it was removed. Whoever may ask questions. */
export async function evidenceFileOf({ sql }: Hub, viewer: Viewer, digest: string): Promise<Buffer | null> {
  demand(viewer, 'viewer', 'read evidence');
  const [file] = await sql<{ bytes: Uint8Array }[]>`select bytes from evidence_file where digest = ${digest} and attached`;
  return file ? Buffer.from(file.bytes) : null;
}

import { randomBytes } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';

/** The one key that the ledger's contents need; 32 bytes, never changed. */
export interface LedgerKey {
  readonly key: Uint8Array;
}

const LENGTH = 32;

/**
 * The data key in the file: 32 bytes, or 64 hex digits. With `create`, a missing file is made (mode 0600), once even if
 * two processes ask at the same moment. Refuses a missing file otherwise, and one of another length.
 */
export async function loadDataKey(path: string, { create }: { readonly create: boolean }): Promise<LedgerKey> {
  const found = await contentOf(path);
  if (found) return { key: keyIn(found, path) };
  if (!create) {
    throw new Error(
      `There is no data key at ${path}. Restore the file from its backup; for a new ledger, make one: openssl rand -out ${path} 32`,
    );
  }
  await make(path);
  return loadDataKey(path, { create: false });
}

async function contentOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Error(`The data key at ${path} cannot be read (${codeOf(error)}). Give the hub's user the right to read it.`, {
      cause: error,
    });
  }
}

function keyIn(content: Buffer, path: string): Uint8Array {
  if (content.length === LENGTH) return content;
  const digits = content.toString('latin1').trim();
  if (/^[0-9a-f]{64}$/i.test(digits)) return Buffer.from(digits, 'hex');
  throw new Error(
    `The data key at ${path} has ${content.length} bytes. It must be 32 bytes, or 64 hex digits; restore the file from its backup.`,
  );
}

/** Written beside its place, synced, then linked: a crash leaves no half key, and a second maker finds the first one's. */
async function make(path: string): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(LENGTH));
    await file.sync();
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await unlink(draft);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

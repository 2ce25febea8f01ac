import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder; whoever asks for it removes it. Others may pass through, since a server that root starts runs as another user. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'changeline-'));
  await chmod(folder, 0o711);
  return folder;
}

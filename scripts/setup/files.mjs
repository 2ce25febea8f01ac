import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { inRoot } from './root.mjs';

/** Every file under a folder of the project, with `/` between names, and its stat; none where the folder is missing. */
export async function filesUnder(folder) {
  const entries = await readdir(inRoot(folder), { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.sort().map(async (path) => ({ path: relative(path), stat: await stat(path) })));
}

const relative = (path) =>
  path
    .slice(inRoot().length + 1)
    .split(sep)
    .join('/');

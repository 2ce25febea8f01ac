import { readFileSync } from 'node:fs';
import { runAttached } from './child.mjs';
import { inRoot } from './root.mjs';

/**
 * Brings node_modules to what package-lock.json says, or leaves it alone when it is that already.
 * `need`: 'run' is content without development packages (a container image), 'develop' is not.
 */
export async function install(need) {
  const difference = firstDifference(need);
  if (difference === null) return;
  console.error(`Installing packages (${difference}) …`);
  const code = await npm('ci', '--include=dev', '--no-audit', '--no-fund');
  if (code !== 0) throw new Error(`npm ci ended with code ${code}; what it wrote stands above. Put that right and start again.`);
  const still = firstDifference(need);
  if (still !== null) throw new Error(`npm ci ran, and yet ${still}. Delete node_modules and start again.`);
}

// npm writes node_modules/.package-lock.json last, so that an installation which was killed half-way has none.
function firstDifference(need) {
  const wanted = packagesOf('package-lock.json');
  if (!wanted) throw new Error('package-lock.json is missing; it belongs to the project. Fetch it again with git.');
  const present = packagesOf('node_modules/.package-lock.json');
  if (!present) return 'there are none yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || mayBeAbsent(entry, need) || present[path]) continue;
    return `${path} is missing`;
  }
  const changed = Object.keys(present).find((path) => present[path].integrity !== wanted[path]?.integrity);
  return changed === undefined ? null : `${changed} is not the locked one`;
}

function mayBeAbsent(entry, need) {
  return entry.optional || entry.devOptional || (need === 'run' && entry.dev);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(inRoot(file), 'utf8')).packages;
  } catch {
    return null;
  }
}

function npm(...args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? runAttached(process.execPath, [cli, ...args]) : runAttached('npm', args);
}

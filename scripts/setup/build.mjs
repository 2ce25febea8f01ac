import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inRoot } from './root.mjs';
import { filesUnder } from './files.mjs';
import { mendPostgres } from './mend-postgres.mjs';

const FOLDERS = ['src', 'schema', 'connectors', 'bench', 'test'];
const MANIFEST = inRoot('dist', '.build.json');

/** Brings dist/ to what the sources say: compiles what changed since the last build, copies assets, removes what has no source. */
export async function build() {
  await mendPostgres();
  const setting = await settingOf();
  const before = await manifest(setting);
  const now = await sources();
  const changed = Object.keys(now).filter((path) => before[path] !== now[path] || !existsSync(targetOf(path)));
  const gone = Object.keys(before).filter((path) => !(path in now));
  if (changed.length + gone.length === 0) return;
  const swc = changed.some(isTypeScript) ? (await import('@swc/core')).default : null;
  await Promise.all(changed.map((path) => (isTypeScript(path) ? compile(swc, path) : copy(path))));
  await Promise.all(gone.map((path) => rm(targetOf(path), { force: true })));
  await replace(MANIFEST, JSON.stringify({ setting, files: now }));
}

const isTypeScript = (path) => path.endsWith('.ts');
const targetOf = (path) => inRoot('dist', path.replace(/\.ts$/, '.js'));
const isLeftOut = (path) => /\.(test|bench)\.ts$|\.d\.ts$|\.md$/.test(path) || /^(test|connectors)\/.*(?<!\.ts)$/.test(path);

async function sources() {
  const found = {};
  for (const folder of FOLDERS) {
    for (const { path, stat } of await filesUnder(folder)) {
      if (!isLeftOut(path)) found[path] = `${stat.mtimeMs}/${stat.size}`;
    }
  }
  return found;
}

// A change of compiler or of its settings compiles everything again.
async function settingOf() {
  const parts = await Promise.all([inRoot('.swcrc'), inRoot('node_modules/@swc/core/package.json')].map((file) => readFile(file)));
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
}

async function manifest(setting) {
  try {
    const kept = JSON.parse(await readFile(MANIFEST, 'utf8'));
    return kept.setting === setting ? kept.files : {};
  } catch {
    return {};
  }
}

async function compile(swc, path) {
  const { code, map } = await swc.transformFile(inRoot(path), { swcrc: true, sourceMaps: true, sourceFileName: inRoot(path) });
  const target = targetOf(path);
  await replace(`${target}.map`, map);
  await replace(target, `${code}\n//# sourceMappingURL=${target.slice(dirname(target).length + 1)}.map\n`);
}

async function copy(path) {
  await mkdir(dirname(targetOf(path)), { recursive: true });
  await cp(inRoot(path), targetOf(path));
}

// Written beside and renamed: two builds at once, or one that is killed, leave no half file.
async function replace(target, text) {
  await mkdir(dirname(target), { recursive: true });
  const beside = join(dirname(target), `.${process.pid}-${Math.random().toString(36).slice(2)}`);
  await writeFile(beside, text);
  await rename(beside, target);
}

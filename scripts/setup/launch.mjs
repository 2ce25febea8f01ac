import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { inRoot } from './root.mjs';

/** Installs and builds what is needed, then runs the hub in this very process, so that signals reach it. */
export async function launch(args) {
  try {
    await install('run');
    await build();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  const main = inRoot('dist', 'src', 'main.js');
  process.argv = [process.execPath, main, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(main).href);
}

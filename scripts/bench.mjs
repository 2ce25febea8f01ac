// npm run bench, npm run soak: set-up where needed, then the measurements of bench/. They need the development packages.
import { pathToFileURL } from 'node:url';
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { inRoot } from './setup/root.mjs';

const [what, ...args] = process.argv.slice(2);
await install('develop');
await build();
const main = inRoot('dist', 'bench', what === 'soak' ? 'soak.js' : 'main.js');
process.argv = [process.execPath, main, ...args];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(main).href);

// npm run bench, soak, company: set-up where needed, then the measurements of bench/, or the random companies of
// test/company, with --mutants against rules that are broken on purpose. They need the development packages.
import { pathToFileURL } from 'node:url';
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { inRoot } from './setup/root.mjs';

const [what, ...args] = process.argv.slice(2);
await install('develop');
await build();
const company = args.includes('--mutants') ? 'test/mutants/main.js' : 'test/company/main.js';
const main = inRoot('dist', { bench: 'bench/main.js', soak: 'bench/soak.js', company }[what]);
process.argv = [process.execPath, main, ...args];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(main).href);

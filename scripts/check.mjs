// npm run check: types, lint, format, laws, dead code and sizes, without the tests.
import { runChecks } from './checks/index.mjs';
import { build } from './setup/build.mjs';
import { install } from './setup/install.mjs';

await install('develop');
await build();
const { passed, failed } = await runChecks();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

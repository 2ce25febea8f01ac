// npm run fix: writes every file as prettier wants it.
import { runAttached } from './setup/child.mjs';
import { inRoot } from './setup/root.mjs';

process.exitCode = await runAttached(process.execPath, [
  inRoot('node_modules/prettier/bin/prettier.cjs'),
  '--write',
  '--log-level',
  'warn',
  '.',
]);

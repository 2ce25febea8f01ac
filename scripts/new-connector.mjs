// npm run new:connector -- NAME: a connector that compiles and keeps the contract, as a copy of the example to change file by file.
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot, root } from './setup/root.mjs';

const [name = '', ...others] = process.argv.slice(2);
const [folder, tests] = [inRoot('connectors', name), inRoot('test', 'connectors', name)];

if (!/^[a-z][a-z0-9]{1,30}$/.test(name) || others.length > 0) {
  refuse('Give one name of small letters and digits, the kind of the tool: npm run new:connector -- argocd.');
}
for (const path of [folder, tests]) if (existsSync(path)) refuse(`${path} is there already. Take another name, or remove it.`);

for (const [from, to] of [
  [inRoot('connectors', 'example'), folder],
  [inRoot('test', 'connectors', 'example'), tests],
]) {
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true });
  for (const file of await filesIn(to)) await writeFile(file, renamed(await readFile(file, 'utf8')));
}

console.log(`connectors/${name} and test/connectors/${name} are a copy of the example under its new name, and pass. Now, in this order:

  1. wire.ts       the fields of ${name}'s JSON that you read, from its documentation
  2. records/      what ${name} sends, as it sends it; in same/FACT/ one fact as webhook and as read
  3. normalise.ts  what each record means; then UPDATE_GOLDENS=1 npx vitest run test/connectors/${name}, and read what it wrote
  4. webhook.ts    how ${name} signs; deliveries/ genuine and forged ones (no signature at all: only ring doorbells)
  5. poll.ts       pages from a cursor, and what a finished pass proves; stand-in.ts refuses what ${name} refuses
  6. config.ts, README.md   what an operator fills in; scopes, set-up, quirks, webhook-only facts
  7. connectors/index.ts    its one line, when all of this is true

connectors/README.md is the contract in words. npm run check and npx vitest run test/connectors/${name} say what is missing.`);

/** The names of the example, in its three spellings. */
function renamed(text) {
  const capital = name[0].toUpperCase() + name.slice(1);
  return text
    .replaceAll('example', name)
    .replaceAll('Example', capital)
    .replace('An imaginary deploy tool, to copy from:', `Not ${capital} yet, but the example under its name:`)
    .replace('An imaginary deploy tool, whole and small: copy the folder, and change it file by file.', `What ${capital} tells.`);
}

async function filesIn(at) {
  const entries = await readdir(at, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function refuse(sentence) {
  console.error(sentence.replace(`${root}/`, ''));
  process.exit(1);
}

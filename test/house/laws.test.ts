import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../setup/temporary-folder.js';

const CRUISER = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** A small house in which every law is broken, file by file. */
const BROKEN = {
  'src/main.ts': `import '../connectors/tool/index.js';`,
  'src/ledger/one.ts': `import '../../connectors/tool/index.js';\nimport './two.js';\nimport '../main.js';`,
  'src/ledger/two.ts': `import './one.js';\nimport './missing.js';\nimport '../../test/helper.js';`,
  'src/contract/words.ts': `import '../ledger/one.js';`,
  'src/correlate/range.ts': `import 'node:fs';\nimport '../db/pool.js';`,
  'src/db/pool.ts': `export const pool = 1;`,
  'schema/gap.resolver.ts': `import '../src/db/pool.js';`,
  'connectors/tool/index.ts': `import '../other/index.js';`,
  'connectors/other/index.ts': `import '../../src/ledger/one.js';`,
  'connectors/other/normalise.ts': `import 'node:crypto';`,
  'test/helper.ts': `export const helper = 1;`,
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

async function violationsIn(files: Readonly<Record<string, string>>): Promise<Violation[]> {
  const folder = await temporaryFolder();
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) await copyFile(name, join(folder, name));
    const args = [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'schema', 'connectors'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('the import checker reports every law that a house breaks, where it breaks it', async () => {
  const found = (await violationsIn(BROKEN)).map(({ from, rule }) => `${rule.name}: ${from}`);
  expect([...new Set(found)]).toEqual(
    expect.arrayContaining([
      'only-main-knows-connectors-and-sample: src/ledger/one.ts',
      'no-cycles: src/ledger/one.ts',
      'nobody-imports-main: src/ledger/one.ts',
      'nothing-unresolved: src/ledger/two.ts',
      'product-knows-no-test: src/ledger/two.ts',
      'contract-knows-zod-only: src/contract/words.ts',
      'pure-rooms-have-no-node: src/correlate/range.ts',
      'pure-rooms-have-no-world: src/correlate/range.ts',
      'api-reads-through-read: schema/gap.resolver.ts',
      'connectors-know-no-sibling: connectors/tool/index.ts',
      'connectors-know-the-contract-only: connectors/other/index.ts',
      'pure-rooms-have-no-node: connectors/other/normalise.ts',
    ]),
  );
});

test('the import checker lets main.ts know the connectors', async () => {
  const house = { 'src/main.ts': BROKEN['src/main.ts'], 'connectors/tool/index.ts': 'export const tool = 1;', 'schema/a.ts': '' };
  expect(await violationsIn(house)).toEqual([]);
});

import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RULES } from '../../src/controls/index.js';
import { rulesTable } from './rules-table.js';

const TABLE = new URL('../../docs/rules.md', import.meta.url);

test('docs/rules.md lists every rule with its cases and clauses as they are (UPDATE_GOLDENS=1 writes it again)', async () => {
  const table = await rulesTable();
  if (process.env['UPDATE_GOLDENS'] === '1') await writeFile(TABLE, table);
  expect(table).toBe(await readFile(TABLE, 'utf8'));
  expect(table.match(/^\| `/gm)).toHaveLength(RULES.length);
}, 600_000);

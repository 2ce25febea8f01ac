import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, loadConfig } from '../../src/config.js';
import { openPool } from '../../src/db/pool.js';
import { followToEnd } from '../../src/follow/index.js';
import { putPolicy } from '../../src/hub/activate-policy.js';
import { openLedger } from '../../src/ledger/index.js';
import { documentsIn, policy } from '../../src/read/index.js';
import { freshDatabase } from '../setup/fresh-database.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'docs'));
  await writeFile(join(folder, 'docs/change.md'), 'Nobody changes production alone.');
});
afterEach(() => rm(folder, { recursive: true }));

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const DIGEST = digestOf('Nobody changes production alone.');

async function load(text: string) {
  await writeFile(join(folder, 'policy.yaml'), text);
  return loadConfig({ CHANGELINE_DATA: folder, CHANGELINE_POLICY: join(folder, 'policy.yaml') }, []);
}
const problem = async (text: string) =>
  load(text).then(
    () => 'none',
    (error: unknown) => (error instanceof ConfigurationError ? error.message : String(error)),
  );

describe('a document that policy.yaml names', () => {
  it('is read by its path from there, and known by its digest', async () => {
    const { policy: file, policyDocuments } = await load('documents: [{ title: Changes, file: docs/change.md }]');
    expect(file.documents).toEqual([{ title: 'Changes', file: 'docs/change.md', sha256: DIGEST }]);
    expect(policyDocuments.map(({ sha256, bytes }) => [sha256, bytes.toString()])).toEqual([[DIGEST, 'Nobody changes production alone.']]);
  });

  it.each([
    [
      'documents:\n  - { title: T, file: docs/none.md }',
      /policy\.yaml:2:17.*documents\.0\.file is docs\/none\.md, which cannot be read \(ENOENT\)/s,
    ],
    ['documents: [{ title: T }]', /file or sha256: which document/],
    [`documents: [{ title: T, file: docs/change.md, sha256: ${'a'.repeat(64)} }]`, /documents\.0\.sha256 is a+, and the file has/],
  ])('is complained of at its place: %s', async (text, sentence) => {
    expect(await problem(text)).toMatch(sentence);
  });

  it('is kept with the activation; changed by a word, it is another policy, and the old one stays', async () => {
    const database = await freshDatabase();
    const sql = openPool(database.url, { max: 2 });
    const key = { key: Buffer.alloc(32, 5) };
    try {
      await openLedger(sql, { name: 'test', key });
      const start = async () => {
        const config = await load('documents: [{ title: Changes, file: docs/change.md }]');
        const { state } = await putPolicy(sql, config.policy, key, { text: config.policyText, documents: config.policyDocuments });
        await followToEnd(sql, key);
        return state;
      };
      expect(await start()).toBe('ACTIVATED');
      expect(await start()).toBe('IN_FORCE_ALREADY');
      await writeFile(join(folder, 'docs/change.md'), 'Somebody may.');
      expect(await start()).toBe('ACTIVATED');
      const now = await policy(sql, null);
      expect(now?.changed).toEqual(['documents']);
      expect(documentsIn(now!.content)[0]?.sha256).toBe(digestOf('Somebody may.'));
      const kept = await sql<
        { text: string }[]
      >`select convert_from(bytes, 'UTF8') as text from evidence_file where attached order by kept_at`;
      expect(kept.map(({ text }) => text)).toEqual(['Nobody changes production alone.', 'Somebody may.']);
    } finally {
      await sql.end({ timeout: 1 });
      await database.drop();
    }
  });
});

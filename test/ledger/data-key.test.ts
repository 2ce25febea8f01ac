import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDataKey } from '../../src/ledger/index.js';

describe('the data key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is made once, with 32 bytes that only its owner may read, and stays the same', async () => {
    const path = join(folder, 'data.key');
    const made = await Promise.all([1, 2, 3].map(() => loadDataKey(path, { create: true })));
    const again = await loadDataKey(path, { create: false });
    expect(made).toEqual([again, again, again]);
    expect(again.key).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['data.key']);
  });

  test('may be written as 64 hex digits', async () => {
    const key = randomBytes(32);
    await writeFile(join(folder, 'hex'), `${key.toString('hex')}\n`);
    expect(Buffer.from((await loadDataKey(join(folder, 'hex'), { create: false })).key)).toEqual(key);
  });

  test('that is missing is refused, with the way to make one, and not made', async () => {
    await expect(loadDataKey(join(folder, 'none'), { create: false })).rejects.toThrow(/no data key at .*none.*openssl rand/s);
    expect(await readdir(folder)).toEqual([]);
  });

  test('of another length is refused without being shown or overwritten', async () => {
    const path = join(folder, 'short');
    await writeFile(path, 'not-a-key');
    await expect(loadDataKey(path, { create: true })).rejects.toThrow(/has 9 bytes/);
    await expect(loadDataKey(path, { create: true })).rejects.not.toThrow(/not-a-key/);
    expect(await readFile(path, 'utf8')).toBe('not-a-key');
  });
});

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RECORDABLE, recordedSchema } from '#contract';

const FOLDER = new URL('../../schema/events/', import.meta.url);

describe('the JSON schemas of events that can be recorded', () => {
  it.each(RECORDABLE)('%s is published as it is checked (UPDATE_GOLDENS=1 writes it again)', async (type) => {
    const text = `${JSON.stringify(recordedSchema(type), null, 2)}\n`;
    const file = new URL(`${type}.json`, FOLDER);
    if (process.env['UPDATE_GOLDENS'] === '1') {
      await mkdir(FOLDER, { recursive: true });
      await writeFile(file, text);
    }
    expect(JSON.parse(text)).toEqual(JSON.parse(await readFile(file, 'utf8')));
  });

  it('are published for these types and no others', async () => {
    expect((await readdir(FOLDER)).sort()).toEqual(RECORDABLE.map((type) => `${type}.json`).sort());
  });
});

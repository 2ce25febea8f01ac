import { readFile } from 'node:fs/promises';
import { filesUnder } from '../setup/files.mjs';
import { inRoot } from '../setup/root.mjs';

const MOST_LINES = 200;
// Files that may be longer, each with its reason. What is ugly lives in the largest file.
const ALLOWED = new Map([]);

/** No file is longer than the eye can follow. */
export const sizes = {
  name: 'sizes',
  async run() {
    const files = (await Promise.all(['src', 'schema', 'connectors', 'test', 'bench', 'scripts'].map(filesUnder))).flat();
    const code = files.map(({ path }) => path).filter((path) => /\.(ts|mjs)$/.test(path) && !/\.golden\.|\.generated\./.test(path));
    const counted = await Promise.all(
      code.map(async (path) => ({ path, lines: (await readFile(inRoot(path), 'utf8')).split('\n').length - 1 })),
    );
    const long = counted.filter(({ path, lines }) => lines > MOST_LINES && !ALLOWED.has(path));
    return {
      inspected: code.length,
      problems: long.map(({ path, lines }) => `${path} has ${lines} lines; split it before ${MOST_LINES}.`).join('\n'),
    };
  },
};

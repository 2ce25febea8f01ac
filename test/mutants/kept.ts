import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Mutant } from './mutate.js';
import { ROOT } from './root.js';

// What a run leaves, so that the next one can look at that alone. Git ignores it.
const FILE = join(ROOT, '.changeline-mutants/left.json');

const nameOf = ({ file, source }: Mutant) => createHash('sha256').update(`${file} ${source}`).digest('hex');

export async function keep(left: readonly Mutant[]): Promise<void> {
  await mkdir(dirname(FILE), { recursive: true });
  await writeFile(FILE, JSON.stringify(left.map(nameOf)));
}

/** Of these mutants the ones that the run before left; a file that was changed since has none. */
export async function keptOf(all: readonly Mutant[]): Promise<readonly Mutant[]> {
  const names = new Set(JSON.parse(await readFile(FILE, 'utf8')) as readonly string[]);
  return all.filter((mutant) => names.has(nameOf(mutant)));
}

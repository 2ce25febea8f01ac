import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mutant, mutantsOf } from './mutate.js';
import { ROOT } from './root.js';

const RULES = 'src/controls';

/** Every way in which the rules can be broken, file by file. */
export async function mutantsOfRules(isWanted: (file: string) => boolean): Promise<readonly Mutant[]> {
  const files = await readdir(join(ROOT, RULES), { recursive: true });
  const wanted = files.filter((file) => file.endsWith('.ts') && isWanted(file)).sort();
  const found = await Promise.all(
    wanted.map(async (file) => mutantsOf(`${RULES}/${file}`, await readFile(join(ROOT, RULES, file), 'utf8'))),
  );
  return found.flat();
}

import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import type { Mutant } from './mutate.js';
import { ROOT } from './root.js';

const PARTS = ['package.json', 'src', 'test/controls', 'test/correlate', 'test/setup'];

/**
 * Which of these mutants the tables of cases in test/controls contradict: what no delivery of the tools that there are
 * can bring about is told apart there. Without properties, whose cases are others each time. Refuses rules that fail as they are.
 */
export async function caughtByCases(mutants: readonly Mutant[]): Promise<ReadonlySet<Mutant>> {
  const caught = new Set<Mutant>();
  if (mutants.length === 0) return caught;
  const folder = await mkdtemp(join(tmpdir(), 'changeline-cases-'));
  for (const part of PARTS) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const vitest = await open(folder);
  try {
    if (await fails(vitest)) throw new Error('The tables of cases fail with the rules as they are.');
    for (const mutant of mutants) {
      const file = join(folder, mutant.file);
      await writeFile(file, mutant.source);
      vitest.invalidateFile(file);
      if (await fails(vitest)) caught.add(mutant);
      await cp(join(ROOT, mutant.file), file);
      vitest.invalidateFile(file);
    }
  } finally {
    await vitest.close();
    await rm(folder, { recursive: true, force: true });
  }
  return caught;
}

function open(root: string): Promise<Vitest> {
  const include = ['test/controls/**/*.test.ts'];
  return createVitest(
    'test',
    {
      root,
      config: false,
      watch: false,
      include,
      exclude: ['**/*.property.test.ts'],
      pool: 'threads',
      maxWorkers: 1,
      reporters: [{}],
      bail: 1,
    },
    { resolve: { alias: { '#contract': join(root, 'src/contract/index.ts') } } },
  );
}

async function fails(vitest: Vitest): Promise<boolean> {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(await vitest.globTestSpecifications());
  return unhandledErrors.length > 0 || testModules.some((module) => !module.ok());
}

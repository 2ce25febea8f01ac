import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judged } from '../company/arrival.js';
import { differencesOf } from '../company/differences.js';
import { historyOf } from '../company/history.js';
import { MUTATORS } from '../company/mutators/index.js';
import { prepareTemplate } from '../setup/server.js';
import { EQUIVALENT } from './equivalent.js';
import { type Mutant, mutantsOf } from './mutate.js';
import { openSandbox } from './sandbox.js';
import { answersOf, type Left, survivors } from './survivors.js';

const { values } = parseArgs({
  options: {
    mutants: { type: 'boolean' },
    /** Seeds of the histories, each of so many changes. */
    seeds: { type: 'string', default: '3,5' },
    changes: { type: 'string', default: '110' },
    /** Only files whose name has this in it. */
    only: { type: 'string', default: '' },
    /** Every so many-th of all mutants. */
    every: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
  },
});

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const RULES = 'src/controls';
/** Rules that the histories of test/company know nothing of. */
const OTHERS = new Set(['emergency-without-review.ts']);

async function allMutants(): Promise<readonly Mutant[]> {
  const files = (await readdir(join(ROOT, RULES), { recursive: true })).filter(
    (file) => file.endsWith('.ts') && file.includes(values.only) && !OTHERS.has(file),
  );
  const found = await Promise.all(
    files.sort().map(async (file) => mutantsOf(`${RULES}/${file}`, await readFile(join(ROOT, RULES, file), 'utf8'))),
  );
  return found.flat().filter((_, nth) => nth % Number(values.every) === 0);
}

async function main(): Promise<boolean> {
  const all = await allMutants();
  let left: Left = { silent: all, inWords: [] };
  const { server, stop } = await prepareTemplate(null);
  const sandboxes = await Promise.all(Array.from({ length: Number(values.workers) }, openSandbox));
  try {
    for (const [nth, seed] of values.seeds.split(',').entries()) {
      const history = historyOf({ seed: Number(seed), changes: Number(values.changes), mutators: MUTATORS, from: nth * 31 });
      const started = performance.now();
      const said = await judged(history, server, async (url, { verdicts }) => {
        left = await survivors(left, { url, sandboxes, answers: answersOf([...verdicts.keys()]) });
      });
      const differences = differencesOf(said);
      const [silent, inWords] = [left.silent.length, left.inWords.length];
      const seconds = Math.round((performance.now() - started) / 1000);
      console.log(`seed ${seed}: ${differences.length} differences; of ${all.length} mutants ${silent} + ${inWords} left; ${seconds} s`);
      for (const difference of differences) console.log(`  ${difference}`);
    }
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.remove()));
    await stop();
  }
  return told(all, left);
}

function told(all: readonly Mutant[], { silent, inWords }: Left): boolean {
  const isEquivalent = ({ file, was, is }: Mutant) => EQUIVALENT.some((one) => one.file === file && one.was === was && one.is === is);
  const sentence = ({ file, line, was, is }: Mutant) => `${file}:${line}: ${was} → ${is}`;
  for (const mutant of inWords) console.log(`changes only words: ${sentence(mutant)}`);
  for (const mutant of silent) console.log(`${isEquivalent(mutant) ? 'equivalent' : 'survived'}: ${sentence(mutant)}`);
  const equivalent = silent.filter(isEquivalent).length;
  const counted = all.length - equivalent - inWords.length;
  const caught = counted - (silent.length - equivalent);
  console.log(`mutation score ${caught} of ${counted}; ${inWords.length} change only words, ${equivalent} are equivalent`);
  return caught === counted;
}

process.exitCode = (await main()) ? 0 : 1;

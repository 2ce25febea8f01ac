import { parseArgs } from 'node:util';
import { AFTER_ALL, judged } from '../company/arrival.js';
import { differencesOf } from '../company/differences.js';
import { historyOf } from '../company/history.js';
import { FRESH, MUTATORS } from '../company/mutators/index.js';
import { VARIANTS } from '../company/variants.js';
import { prepareTemplate } from '../setup/server.js';
import type { Mutant } from './mutate.js';
import { mutantsOfRules } from './rules.js';
import { rulesWith } from './rules-with.js';
import { openSandbox } from './sandbox.js';
import { keep, keptOf } from './kept.js';
import { caughtByCases } from './cases.js';
import { isTold, survivorsOf, tellOf, tellOfTables } from './score.js';
import { type Left, survivors } from './survivors.js';

const { values } = parseArgs({
  options: {
    mutants: { type: 'boolean' },
    /** Seeds of the histories, each of so many changes. */
    seeds: { type: 'string', default: '3,4,6,8,9' },
    changes: { type: 'string', default: '80' },
    /** Only variants whose name has this in it. */
    variant: { type: 'string', default: '' },
    /** The first of the things that can be done to a unit, of the first history. */
    from: { type: 'string', default: '0' },
    /** Also what changes only words, to see that it does. */
    words: { type: 'boolean', default: false },
    /** Only files whose name has one of these in it, between commas. */
    only: { type: 'string', default: '' },
    /** Only what the run before this one left; its score is not the whole. */
    left: { type: 'boolean', default: false },
    /** Every so many-th of all mutants. */
    every: { type: 'string', default: '1' },
    /** Only rules that companies have labels for, and what these share; the others only the tables of cases tell apart. */
    labelled: { type: 'boolean', default: false },
    /** Only of the kind that must be caught, which takes half the time. */
    named: { type: 'boolean', default: false },
    /** No companies: only the tables of cases, and only of the kind that must be caught. */
    tables: { type: 'boolean', default: false },
  },
});

async function allMutants(): Promise<readonly Mutant[]> {
  const found = await mutantsOfRules(
    (file) =>
      values.only.split(',').some((part) => file.includes(part)) && !(values.labelled && rulesWith(`src/controls/${file}`) === null),
  );
  return found
    .filter(({ isWording, kind }) => (values.words || !isWording) && (kind === 'NAMED' || !(values.named || values.tables)))
    .filter((_, nth) => nth % Number(values.every) === 0);
}

/** Companies of which all is read, by seed; then a small one of each variant. */
function* histories() {
  for (const [nth, seed] of values.seeds.split(',').filter(Boolean).entries()) {
    const from = Number(values.from) + nth * 56;
    const options = { seed: Number(seed), changes: Number(values.changes), mutators: MUTATORS, fresh: FRESH, clean: 0.02, from };
    yield { name: `seed ${seed}`, history: historyOf(options) };
  }
  for (const variant of VARIANTS.filter(({ name }) => name.includes(values.variant))) {
    const history = historyOf({ seed: 51, changes: 28, mutators: variant.mutators, fresh: variant.fresh ?? [], clean: 0.05, variant });
    yield { name: variant.name, history };
  }
}

async function main(): Promise<boolean> {
  const all = await (values.left ? keptOf(await allMutants()) : allMutants());
  const isWhole = !values.left && values.only === '' && values.every === '1';
  return values.tables ? byTables(all, isWhole) : byCompanies(all, isWhole);
}

async function byTables(all: readonly Mutant[], isWhole: boolean): Promise<boolean> {
  const byCases = await caughtByCases(all, (still) => keep([...still]));
  for (const line of tellOfTables(all, byCases, isWhole)) console.log(line);
  return isTold({ all, left: new Map(all.map((mutant) => [mutant, 'NOT'])), byCases }, isWhole);
}

async function byCompanies(all: readonly Mutant[], isWhole: boolean): Promise<boolean> {
  let left: Left = new Map(all.map((mutant) => [mutant, 'NOT']));
  const { server, stop } = await prepareTemplate(null);
  try {
    for (const { history, name } of histories()) {
      const started = performance.now();
      const seconds = () => Math.round((performance.now() - started) / 1000);
      const said = await judged(history, server, async (url, found) => {
        const played = seconds();
        const sandbox = await openSandbox({ url, clock: AFTER_ALL, labels: [found.labels.now, found.labels.later] });
        left = await survivors(left, found, sandbox).finally(() => sandbox.remove());
        await keep([...left.keys()]);
        console.log(`${name}: of ${all.length} mutants ${left.size} left; ${played} s to play, ${seconds() - played} s to judge`);
      });
      for (const difference of differencesOf(said)) console.log(`  ${difference}`);
    }
  } finally {
    await stop();
  }
  const byCases = await caughtByCases(survivorsOf(left));
  for (const line of tellOf({ all, left, byCases }, isWhole)) console.log(line);
  return isTold({ all, left, byCases }, isWhole);
}

process.exitCode = (await main()) ? 0 : 1;

import { parseArgs } from 'node:util';
import { prepareTemplate } from '../setup/server.js';
import { type Judged, judged } from './arrival.js';
import { differencesOf } from './differences.js';
import { historyOf } from './history.js';
import { MUTATORS } from './mutators/index.js';

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    /** Changes in one company; each has a hub of its own, one after the other, so that memory stays bounded. */
    each: { type: 'string', default: '250' },
    /** Only what is named so, for looking into a difference. */
    only: { type: 'string', default: '' },
  },
});

/** Counts of `rule ANSWER`. */
type Counts = Map<string, number>;

function count(counts: Counts, lines: Iterable<string>): void {
  for (const line of lines) {
    const words = line.split(' ');
    const name = `${words[0]} ${words.at(-1)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

function table(labelled: Counts, found: Counts): void {
  const names = [...new Set([...labelled.keys(), ...found.keys()])].sort();
  console.table(Object.fromEntries(names.map((name) => [name, { labelled: labelled.get(name) ?? '-', found: found.get(name) ?? 0 }])));
}

async function main(): Promise<boolean> {
  const { server, stop } = await prepareTemplate(null);
  const [labelled, found]: [Counts, Counts] = [new Map(), new Map()];
  const mutators = MUTATORS.filter(({ name }) => name.includes(values.only));
  const differences: string[] = [];
  let changes = 0;
  try {
    for (let nth = 0; changes < Number(values.changes); nth++) {
      const seed = Number(values.seed) + nth;
      const wanted = Math.min(Number(values.each), Number(values.changes) - changes);
      const started = performance.now();
      const history = historyOf({ seed, changes: wanted, mutators, from: nth * 17 });
      const said: Judged = await judged(history, server);
      count(labelled, said.labels.keys());
      count(found, said.verdicts.keys());
      const own = differencesOf(said);
      differences.push(...own.map((one) => `seed ${seed}: ${one}`));
      changes += history.units.reduce((sum, unit) => sum + unit.changes.length, 0);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `seed ${seed}: ${changes} changes so far, ${own.length} differences, ${seconds} s, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
      );
    }
  } finally {
    await stop();
  }
  table(labelled, found);
  console.log(differences.length === 0 ? '0 differences' : differences.join('\n'));
  return differences.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;

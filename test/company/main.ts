import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareTemplate } from '../setup/server.js';
import type { Asked, Found } from './one.js';

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    /** Changes in one company; each has a hub and a process of its own, one after the other, so that memory stays bounded. */
    each: { type: 'string', default: '125' },
    /** Only companies of this variant. */
    variant: { type: 'string' },
    /** Only what is named so, or so (`a|b`), for looking into a difference. */
    only: { type: 'string', default: '' },
  },
});

/** Counts of `rule ANSWER`. */
type Counts = Map<string, number>;

function count(counts: Counts, lines: Iterable<string>): void {
  for (const line of lines) {
    const words = line.split(' ');
    const name = line.startsWith('REVIEW_DUE') ? 'deadlines of reviews' : `${words[0]} ${words.at(-1)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

function table(labelled: Counts, found: Counts): void {
  const names = [...new Set([...labelled.keys(), ...found.keys()])].sort();
  console.table(Object.fromEntries(names.map((name) => [name, { labelled: labelled.get(name) ?? '-', found: found.get(name) ?? 0 }])));
}

async function askedOne(asked: Asked): Promise<Found> {
  const child = fork(fileURLToPath(new URL('one.js', import.meta.url)), { stdio: 'inherit' });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The company of seed ${asked.seed} came to no end.`);
  });
  child.send(asked);
  const [found] = (await Promise.race([once(child, 'message'), ended])) as [Found];
  await ended.catch(() => undefined);
  return found;
}

async function main(): Promise<boolean> {
  const { server, stop } = await prepareTemplate(null);
  const [labelled, found]: [Counts, Counts] = [new Map(), new Map()];
  const differences: string[] = [];
  const { only, variant = null } = values;
  try {
    for (let changes = 0, nth = 0; changes < Number(values.changes); nth++) {
      const seed = Number(values.seed) + nth;
      const started = performance.now();
      const wanted = Math.min(Number(values.each), Number(values.changes) - changes);
      const one = await askedOne({ server, seed, changes: wanted, only, variant });
      count(labelled, one.labelled);
      count(found, one.found);
      differences.push(...one.differences.map((difference) => `seed ${seed}, ${one.variant}: ${difference}`));
      changes += one.changes;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `seed ${seed}, ${one.variant}: ${changes} changes so far, ${one.differences.length} differences, ${seconds} s, ${one.megabytes} MB`,
      );
      for (const difference of one.differences) console.log(`  ${difference}`);
    }
  } finally {
    await stop();
  }
  table(labelled, found);
  console.log(`${differences.length} differences`);
  return differences.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;

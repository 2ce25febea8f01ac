import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { prepareTemplate } from '../setup/server.js';
import { inOrder } from './in-order.js';
import type { Asked, Found } from './one.js';
import { Workplace } from './workplace.js';

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    /** Changes in one company, at the least; each has a hub of its own. */
    each: { type: 'string', default: '125' },
    /** Companies at a time. */
    'at-once': { type: 'string', default: String(availableParallelism()) },
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

/** So many changes in all, whatever more of them a company comes to have: which companies there are is no matter of their order. */
function* companies(): Generator<Pick<Asked, 'seed' | 'changes'>> {
  const [all, each, first] = [Number(values.changes), Number(values.each), Number(values.seed)];
  for (let nth = 0; nth * each < all; nth++) yield { seed: first + nth, changes: Math.min(each, all - nth * each) };
}

async function main(): Promise<boolean> {
  const { server, stop } = await prepareTemplate(null);
  const workplaces = Array.from({ length: Number(values['at-once']) }, () => new Workplace());
  const [labelled, found]: [Counts, Counts] = [new Map(), new Map()];
  const differences: string[] = [];
  const { only, variant = null } = values;
  let changes = 0;
  const ask = async (one: Pick<Asked, 'seed' | 'changes'>, workplace: Workplace) => {
    const started = performance.now();
    const result = await workplace.asked({ ...one, server, only, variant });
    return { ...result, seed: one.seed, seconds: ((performance.now() - started) / 1000).toFixed(1) };
  };
  const tell = ({ seed, seconds, ...one }: Found & { readonly seed: number; readonly seconds: string }) => {
    count(labelled, one.labelled);
    count(found, one.found);
    differences.push(...one.differences.map((difference) => `seed ${seed}, ${one.variant}: ${difference}`));
    changes += one.changes;
    console.log(
      `seed ${seed}, ${one.variant}: ${changes} changes so far, ${one.differences.length} differences, ${seconds} s, ${one.megabytes} MB`,
    );
    for (const difference of one.differences) console.log(`  ${difference}`);
  };
  try {
    await inOrder(companies(), workplaces, ask, tell);
  } finally {
    for (const workplace of workplaces) workplace.leave();
    await stop();
  }
  table(labelled, found);
  console.log(`${differences.length} differences`);
  return differences.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;

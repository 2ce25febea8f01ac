import { join } from 'node:path';
import type { Mutant } from './mutate.js';
import { ROOT } from './root.js';
import { type Graph, readGraph, tablesFor } from './tables/graph.js';
import { contradicted } from './tables/open.js';

/** How many tables are asked about a mutant before the others are: most fail in the first, of their own name. */
const WAVES = [1, Infinity];
/** Each has some fifteen modules of its own, which stay in memory until these are through. */
const TOGETHER = 120;

/** `still`: what no case contradicts so far. */
export type Progress = (still: ReadonlySet<Mutant>) => Promise<void>;

/**
 * Which of these mutants the tables of cases in test/controls contradict: what no delivery of the tools that there are
 * can bring about is told apart there. Without properties, whose cases are others each time. Refuses rules that fail as they are.
 */
export async function caughtByCases(mutants: readonly Mutant[], progress: Progress = async () => {}): Promise<ReadonlySet<Mutant>> {
  if (mutants.length === 0) return new Set();
  const graph = await readGraph();
  const still = new Set(mutants);
  let from = 0;
  for (const many of WAVES) {
    for (const some of inParts([...still])) {
      for (const mutant of await caughtOf(some, graph, [from, from + many])) still.delete(mutant);
      await progress(still);
    }
    from += many;
  }
  return new Set(mutants.filter((mutant) => !still.has(mutant)));
}

function inParts(mutants: readonly Mutant[]): readonly (readonly Mutant[])[] {
  const parts = Math.ceil(mutants.length / TOGETHER);
  return Array.from({ length: parts }, (_, nth) => mutants.slice(nth * TOGETHER, (nth + 1) * TOGETHER));
}

/** Asks the tables from one place to another in the order of their nearness. */
async function caughtOf(mutants: readonly Mutant[], graph: Graph, [from, to]: readonly [number, number]): Promise<readonly Mutant[]> {
  const bySerial = new Map(mutants.map((mutant, nth) => [String(nth), mutant]));
  const ofAll = [...bySerial].map(([serial, { file }]) => ({ serial, tables: tablesFor(file, graph).slice(from, to).map(absolute) }));
  const asked = ofAll.filter(({ tables }) => tables.length > 0);
  if (asked.length === 0) return [];
  const caught = await contradicted(asked, { mutants: bySerial, graph });
  return caught.map((serial) => bySerial.get(serial)!);
}

const absolute = (table: string) => join(ROOT, table);

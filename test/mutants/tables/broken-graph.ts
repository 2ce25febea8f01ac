import { relative, join } from 'node:path';
import type { Vite } from 'vitest/node';
import { bounded } from '../bounded.js';
import type { Mutant } from '../mutate.js';
import { ROOT } from '../root.js';
import { dependentsOf, type Graph } from './graph.js';

/** `outside-window.ts?mutant=12`: this file as the mutant 12 has it. */
const OF_MUTANT = /^(.*)\?mutant=(\w+)$/;

/**
 * Gives what is asked for with `?mutant=…` a graph of modules of its own: the broken file, and what imports it, are loaded
 * anew; all else is loaded once. So nothing is written, and rules that are broken stand beside those that are not.
 */
export function brokenGraph(mutants: ReadonlyMap<string, Mutant>, graph: Graph): Vite.Plugin {
  const dependents = new Map<string, ReadonlySet<string>>();
  const isReached = (file: string, from: string) => {
    const known = dependents.get(from) ?? dependentsOf(from, graph);
    dependents.set(from, known);
    return known.has(file);
  };
  return {
    name: 'broken-graph',
    enforce: 'pre',
    async resolveId(source, importer) {
      const [, from, serial = ''] = OF_MUTANT.exec(importer ?? '') ?? [];
      const mutant = mutants.get(serial);
      if (from === undefined || mutant === undefined) return null;
      const found = await this.resolve(source, from, { skipSelf: true });
      const isOwn = found !== null && isReached(relative(ROOT, found.id), mutant.file);
      return isOwn ? `${found.id}?mutant=${serial}` : found;
    },
    load(id) {
      const [, file, serial = ''] = OF_MUTANT.exec(id) ?? [];
      const mutant = mutants.get(serial);
      return mutant && file === join(ROOT, mutant.file) ? bounded(mutant.source) : null;
    },
  };
}

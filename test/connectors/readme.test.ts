import { describe, expect, it } from 'vitest';
import { connectors } from './all.js';
import { examplesOf } from './examples-in-readmes.js';
import type { Problem } from '../../src/config/problem.js';
import { readConnections } from '../../src/config/sources.js';
import { parseYaml } from '../../src/config/yaml-file.js';

const all = connectors.map(({ kind }) => kind);
/** An environment in which whatever is asked for is set. */
const EVERY_SECRET = new Proxy<Record<string, string>>({}, { get: () => 'a-secret-that-is-there' });

function problemsOf(yaml: string): { readonly kinds: readonly string[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const file = parseYaml('README.md', yaml, problems);
  if (!file) return { kinds: [], problems };
  const { sources } = readConnections(file, connectors, { env: EVERY_SECRET, configFile: 'README.md' }, problems);
  return { kinds: sources.map(({ connector }) => connector.kind), problems };
}

describe.each(all)('the README of %s', (kind) => {
  const [first = '', ...others] = examplesOf(kind);

  it('has an example of a source that the hub takes as it stands', () => {
    expect(problemsOf(first)).toEqual({ kinds: [kind], problems: [] });
    for (const other of others) expect(problemsOf(other).problems).toEqual([]);
  });

  it('has examples that still are none with a word that nobody knows', () => {
    expect(problemsOf(`${first.trimEnd()}\n    nobodyKnowsThis: 1\n`).problems).toHaveLength(1);
  });

  it('says what is commented out truly, too', () => {
    const uncommented = first.replace(/^(\s+)# (\w+:)/gm, '$1$2');
    expect(problemsOf(uncommented).problems).toEqual([]);
  });
});

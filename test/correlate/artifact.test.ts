import { describe, expect, it } from 'vitest';
import { buildOf, type Manifests, type PublicationFacts, type ToBuild } from '../../src/correlate/index.js';
import { edges, historyOf, sha } from './commits.js';

const MANIFESTS = 'repository:github-acme:9';
const said = (artifact: string, commits: readonly string[], name = 'acme/pay', seq = 7): PublicationFacts => ({
  artifact,
  name,
  commits,
  seq,
});
const known = (...all: readonly PublicationFacts[]) =>
  new Map([...new Set(all.map(({ artifact }) => artifact))].map((artifact) => [artifact, all.filter((one) => one.artifact === artifact)]));
const naming = (...rows: readonly (readonly [commit: number, ...artifacts: string[]])[]): Manifests => ({
  named: new Map(rows.map(([commit, ...artifacts]) => [sha(commit), artifacts])),
  history: historyOf([edges(0), edges(1, 0), edges(2, 1), edges(3, 2)]),
});
const at = (commit: number | null, ...names: readonly string[]): ToBuild => ({
  ...{ deployment: 'deployment:a:1', repository: MANIFESTS },
  ...{ sha: commit === null ? null : sha(commit), names },
});
const manifest = (commit: number) => `commit:github-acme:9:${sha(commit)}`;
const TWO = naming([0, 'B'], [1, 'A']);
const CODE = 'commit:github-acme:1:c0de';

describe('the code that a deployment brings by an artifact', () => {
  it.each<[string, ToBuild, readonly [Manifests | null, ...PublicationFacts[]], string | null]>([
    ['the artifact that it names itself', at(3, 'A'), [null, said('A', [CODE])], 'A c0de deployment:a:1'],
    ['the one that its manifests name at its revision', at(2), [naming([2, 'A']), said('A', [CODE])], `A c0de ${manifest(2)}`],
    ['the last one before, where they speak of one artifact', at(3), [TWO, said('A', [CODE]), said('B', [])], `A c0de ${manifest(1)}`],
    ['not the last one before, where they speak of several', at(3), [TWO, said('A', [CODE]), said('B', [], 'acme/web')], null],
    ['but the one at its revision also then', at(1), [TWO, said('A', [CODE]), said('B', [], 'acme/web')], `A c0de ${manifest(1)}`],
    ['none where it names two', at(3, 'A', 'B'), [null, said('A', [CODE]), said('B', [CODE])], null],
    ['none where its manifests name two at once', at(2), [naming([2, 'A', 'B']), said('A', [CODE]), said('B', [CODE])], null],
    ['none where nobody says what it was built from', at(3, 'A'), [null, said('A', [])], null],
    ['none where sources differ in what', at(3, 'A'), [null, said('A', [CODE]), said('A', [`${CODE}1`])], null],
    ['what sources agree on', at(3, 'A'), [null, said('A', [CODE]), said('A', [CODE], 'mirror/pay')], 'A c0de deployment:a:1'],
    ['none of a manifest that comes after', at(1), [naming([2, 'A']), said('A', [CODE])], null],
  ])('is that of %s', (_, deployment, [manifests, ...publications], expected) => {
    const build = buildOf(deployment, manifests, known(...publications));
    expect(build === null ? null : `${build.artifact} ${build.sha} ${build.through}`).toBe(expected);
  });
});

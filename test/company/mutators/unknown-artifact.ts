import type { Mutator } from '../mutator.js';
import type { Reported } from '../beside.js';
import type { Expectation } from '../plan.js';
import { implementing, ofDeployments } from './expect.js';

function named(name: string, answer: Expectation['answer'], reports: Reported): Mutator {
  return {
    name: `its pipeline names ${name}`,
    apply(unit) {
      for (const rollout of implementing(unit)) rollout.reports = reports;
      ofDeployments(unit, 'unknown-artifact', answer);
      return true;
    },
  };
}

/** "`D` names an artefact digest for which no build is known, or only a tag that can move". */
export const unknownArtifact: readonly Mutator[] = [
  named('an image that nobody knows', 'GAP', { image: 'DIGEST' }),
  named('an image, and its builder what that was made from', 'PASS', { image: 'DIGEST', builtBy: 'BUILDER' }),
  named('an image, and somebody whose word does not count what that was made from', 'GAP', { image: 'DIGEST', builtBy: 'ANYBODY' }),
  named('an image by its tag alone', 'GAP', { image: 'TAG' }),
];

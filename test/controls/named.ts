import type { ArtifactNamed, NamedFacts } from '../../src/correlate/index.js';
import { edges, sha } from '../correlate/commits.js';
import type { Plan } from './case.js';

export const ARTIFACT = `artifact:sha256:${'ab'.repeat(32)}`;
/** As sentences call it. */
export const SHORT = 'sha256:abababababab';

export function artifact(part: Partial<ArtifactNamed> = {}): ArtifactNamed {
  return { artifact: ARTIFACT, isBuilt: false, distrusted: [], events: [], ...part };
}

/** It may be a report of another deployment. */
export const MAY_BE_ANOTHER: NamedFacts = { artifacts: [], tags: [], configurations: [], triggers: [], perhaps: ['deployment:b:1'] };

/** A deployment whose reports name these things. */
export function naming(named: Partial<NamedFacts>, rest: Partial<Plan> = {}): Plan {
  const facts = { artifacts: [], tags: [], configurations: [], triggers: [], perhaps: [], ...named };
  return { edges: [edges(0), edges(1, 0)], carries: [1], ...rest, more: { sha: sha(1), named: facts, ...rest.more } };
}
